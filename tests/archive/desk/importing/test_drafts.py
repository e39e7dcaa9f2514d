"""What an import writes: drafts in both languages, all or none, where the person may write, to be undone at once."""

from datetime import timedelta

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail_localize.models import Translation

from seoulsolution.archive.desk.importing.drafting import merged_blocks
from seoulsolution.archive.desk.importing.exporting import exported
from seoulsolution.archive.desk.importing.narrative_text import read_narrative
from seoulsolution.archive.desk.importing.state import Archive
from seoulsolution.archive.desk.tables.policies import POLICIES
from seoulsolution.archive.desk.translating.segments import State, read_segments
from seoulsolution.archive.models import AreaPage, PolicyPage, RoleGroup
from tests.archive.desk.conftest import HAND_IN

from .conftest import NEW, address, bring, confirm, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]

FULL = {
    **NEW,
    "year_started": "2013",
    "sdgs": "11;9",
    "tags_ko": "버스;야시장",
    "tags_en": "bus;night market",
    "sources": "https://example.org/night\n서울시, 2013",
    "background_ko": "첫 <b>문단</b>이다.\n\n# 까닭\n\n• 하나\n• 둘",
    "background_en": "The first <b>paragraph</b>.\n\n# Why\n\n• One\n• […]",
    "milestones_ko": "2013: 시작했다.\n2015: 늘렸다.",
    "milestones_en": "2013: Begun.\n2015: Extended.",
    "difficulties_ko": "반대가 있었다. → 설명했다.",
    "difficulties_en": "There was opposition. → It was explained.",
}


def policy(slug: str, language: str = "ko") -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def draft(slug: str, language: str = "ko") -> PolicyPage:
    return policy(slug, language).get_latest_revision_as_object()


def segments(page: PolicyPage):
    return read_segments(Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale))


def public_state() -> set[tuple]:
    return set(Page.objects.live().values_list("pk", "live_revision", "title", "last_published_at"))


def cells(client, slug: str) -> dict[str, str]:
    """What an export with drafts gives of a policy."""
    return Archive.read(POLICIES, client.user, [slug]).entries[slug].cells


def test_new_policy_becomes_a_draft_in_both_languages_and_nothing_is_published(writer, reader):
    before = public_state()
    material = bring(writer, FULL)
    assert verdicts(material) == ["new"]
    assert not PolicyPage.objects.filter(slug=NEW["id"]).exists()
    assert confirm(writer, material).status_code == 302

    korean, english = draft(NEW["id"]), draft(NEW["id"], "en")
    assert [korean.live, english.live] == [False, False]
    assert korean.owner == writer.user
    assert korean.area.slug == "transportation"
    assert [goal.goal for goal in korean.goals.all()] == [11, 9]
    assert [(m.year, m.text) for m in english.milestones.all()] == [(2013, "Begun."), (2015, "Extended.")]
    assert english.title == NEW["title_en"]
    assert "The first <b>paragraph</b>." in str(english.background)
    states = {segment.target: segment.state for segment in segments(english)}
    assert states["One"] == State.TRANSLATED
    assert State.UNTRANSLATED in states.values()
    assert public_state() == before
    assert reader.get(f"/ko/policies/transportation/{NEW['id']}/").status_code == 404
    assert PageLogEntry.objects.filter(page=korean.pk, user=writer.user, action="wagtail.create").exists()
    assert ModelLogEntry.objects.filter(user=writer.user, action="archive.import_confirmed").exists()


def test_changed_policy_gets_a_draft_and_its_english_waits_for_the_korean(writer, reader):
    before, cells_before = public_state(), cells(writer, "topis")
    claims = list(policy("topis").milestones.values_list("translation_key", "source", "basis"))
    row = cells_before | {
        "one_line_ko": "바뀐 한 줄이다.",
        "one_line_en": "A changed line.",
        "milestones_ko": cells_before["milestones_ko"] + "\n2020: 새로 시작했다.",
        "milestones_en": cells_before["milestones_en"] + "\n2020: Begun anew.",
    }
    material = bring(writer, row)
    assert verdicts(material) == ["changed"]
    confirm(writer, material)

    changed = draft("topis")
    assert changed.one_line == "바뀐 한 줄이다."
    assert [(m.translation_key, m.source, m.basis) for m in changed.milestones.all()][:-1] == claims
    assert public_state() == before
    assert "A changed line." not in reader.get(policy("topis", "en").url).content.decode()
    after = cells(writer, "topis")
    assert {name for name in row if after[name] != row[name]} == {"version"}
    changed.latest_revision.publish()
    english = {segment.target: segment.state for segment in segments(policy("topis", "en"))}
    assert english["A changed line."] == english["Begun anew."] == State.TRANSLATED
    assert policy("topis", "en").one_line != "A changed line."
    writer.post(reverse("desk:translation", args=[policy("topis", "en").pk]), HAND_IN)
    assert policy("topis", "en").workflow_in_progress
    assert draft("topis", "en").one_line == "A changed line."


def test_english_of_a_published_original_becomes_a_draft_at_once(writer):
    material = bring(writer, {"id": "topis", "title_en": "The traffic centre"})
    confirm(writer, material)
    assert draft("topis", "en").title == "The traffic centre"
    assert policy("topis", "en").title != "The traffic centre"
    assert not policy("topis").has_unpublished_changes


def test_pictures_and_ids_of_passages_stay_when_a_text_around_them_changes():
    raw = [
        {"type": "paragraph", "value": "<p>하나</p>", "id": "p-1"},
        {"type": "picture", "value": {"image": 1, "caption": ""}, "id": "pic-1"},
        {"type": "points", "value": [{"type": "item", "value": "가", "id": "i-1"}], "id": "l-1"},
    ]
    blocks = merged_blocks(raw, read_narrative("[[picture pic-1]]\n\n# 앞\n\n하나\n\n• 가\n• 나"))
    assert [(block["type"], block["id"]) for block in blocks[:1] + blocks[2:]] == [
        ("picture", "pic-1"),
        ("paragraph", "p-1"),
        ("points", "l-1"),
    ]
    assert blocks[0] is raw[1]
    assert blocks[1]["type"] == "heading"
    assert [item["value"] for item in blocks[3]["value"]] == ["가", "나"]
    assert blocks[3]["value"][0]["id"] == "i-1"


def test_row_that_fails_while_it_is_written_leaves_nothing_of_the_others(writer):
    Translation.objects.filter(source__object_id=policy("topis").translation_key).update(enabled=False)
    before = Page.objects.count()
    material = bring(writer, NEW, {"id": "topis", "title_en": "The traffic centre"})
    assert verdicts(material) == ["new", "changed"]
    answer = confirm(writer, material)
    assert answer.status_code == 409
    assert Page.objects.count() == before
    material.refresh_from_db()
    assert material.confirmed_at is None


def test_archive_that_changed_meanwhile_is_looked_at_again(writer):
    material = bring(writer, NEW, {"id": "topis", "title_ko": "토피스"})
    area = AreaPage.objects.get(slug="transportation", locale__language_code="ko")
    area.add_child(instance=PolicyPage(title="먼저", one_line="한 줄", slug=NEW["id"], live=False)).save_revision()
    answer = confirm(writer, material)
    assert answer.status_code == 409
    assert draft("topis").title != "토피스"
    assert verdicts(material) == ["refused", "changed"]


def test_import_is_confirmed_once(writer):
    material = bring(writer, NEW)
    confirm(writer, material)
    confirm(writer, material)
    assert PolicyPage.objects.filter(slug=NEW["id"], locale__language_code="ko").count() == 1


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_whoever_imports_publishes_nothing(staff, writer, role):
    area = "" if role == "administrator" else "transportation"
    writer.user.groups.add(RoleGroup.objects.get(role=role, office=area).group)
    before = public_state()
    confirm(writer, bring(writer, FULL, {"id": "topis", "title_ko": "토피스", "title_en": "Topis"}))
    assert draft("topis").title == "토피스"
    assert public_state() == before


def test_author_reaches_only_the_own_area_and_no_translation(staff):
    author = staff("author")
    other = AreaPage.objects.get(slug="water", locale__language_code="ko")
    hidden = other.add_child(instance=PolicyPage(title="비밀정책", one_line="비밀", slug="secret-policy", live=False))
    hidden.save_revision()
    material = bring(
        author,
        NEW,
        NEW | {"id": "in-water", "area": "water"},
        {"id": "arisu-brand", "title_ko": "바꾼다"},
        {"id": "secret-policy", "area": "transportation", "title_ko": "비밀정책", "one_line_ko": "비밀"},
    )
    assert verdicts(material) == ["new", "refused", "refused", "refused"]
    page = author.get(address(material) + "?verdict=refused").content.decode()
    assert "이 분야에 정책을 추가할 권한이 없습니다" in page
    author.post(address(material), {"leave-out": "1"})
    confirm(author, material)
    assert draft(NEW["id"]).title == NEW["title_ko"]
    assert not PolicyPage.objects.filter(slug=NEW["id"], locale__language_code="en").exists()
    assert not PolicyPage.objects.filter(slug="in-water").exists()


def locked(page, writer, staff):
    page.locked, page.locked_by, page.locked_at = True, staff("publisher").user, timezone.now()
    page.save()


def in_review(page, writer, staff):
    page.save_revision(user=writer.user)
    page.get_workflow().start(page, writer.user)


def drafted(page, writer, staff):
    page.one_line = "남의 초안"
    page.save_revision(user=staff("reviewer").user)


def scheduled(page, writer, staff):
    page.go_live_at = timezone.now() + timedelta(days=3)
    page.save_revision(user=writer.user).publish()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("state", [locked, in_review, drafted, scheduled])
def test_page_that_somebody_else_has_in_hand_is_not_overwritten(writer, staff, state, language):
    state(policy("topis", language), writer, staff)
    latest = policy("topis", language).latest_revision_id
    material = bring(writer, {"id": "topis", f"title_{language}": "Topis 2"}, cells(writer, "owl-bus"))
    assert verdicts(material) == ["refused", "unchanged"]
    assert confirm(writer, material).status_code == 409
    assert policy("topis", language).latest_revision_id == latest


def test_row_of_an_older_export_does_not_undo_what_was_changed_since(writer):
    exported_row = cells(writer, "topis") | {"summary_ko": "다른 요약"}
    page = policy("topis")
    page.one_line = "그사이 바뀐 줄"
    page.save_revision(user=writer.user).publish()
    assert verdicts(bring(writer, exported_row)) == ["refused"]
    assert verdicts(bring(writer, exported_row | {"version": ""})) == ["changed"]


def test_undo_takes_back_everything_as_one_action(writer):
    everything = exported(POLICIES, writer.user, drafts=True)
    material = bring(
        writer,
        FULL,
        {"id": "topis", "title_ko": "토피스", "title_en": "Topis", "objectives_ko": "• 하나", "objectives_en": "• One"},
        {"id": "owl-bus", "one_line_en": "Buses at night"},
    )
    assert verdicts(material) == ["new", "changed", "changed"]
    confirm(writer, material)
    assert writer.post(address(material, "import-undo")).status_code == 302
    after = exported(POLICIES, writer.user, drafts=True)
    assert [row | {"version": ""} for row in after] == [row | {"version": ""} for row in everything]
    assert not policy("topis").has_unpublished_changes
    assert not Page.objects.filter(slug=NEW["id"]).exists()
    assert ModelLogEntry.objects.filter(user=writer.user, action="archive.import_undone").count() == 1
    assert writer.post(address(material, "import-undo")).status_code == 409


def test_file_that_was_exported_before_an_import_is_taken_after_it_was_undone(writer):
    """Undoing makes new revisions, but they say what the file says: nothing of others would be lost."""
    before = cells(writer, "topis")
    material = bring(writer, {"id": "topis", "title_ko": "토피스", "one_line_en": "Another line."})
    confirm(writer, material)
    assert verdicts(bring(writer, before | {"summary_ko": "다른 요약"})) == ["refused"]
    writer.post(address(material, "import-undo"))
    assert cells(writer, "topis")["version"] != before["version"]
    assert verdicts(bring(writer, before)) == ["unchanged"]
    assert verdicts(bring(writer, before | {"summary_ko": "다른 요약"})) == ["changed"]


def test_undo_asks_first_and_names_what_becomes_of_each_page(writer):
    material = bring(writer, NEW, {"id": "topis", "title_ko": "토피스"})
    confirm(writer, material)
    done = writer.get(address(material)).content.decode()
    assert f'href="{address(material, "import-undo")}"' in done
    asked = lxml.html.fromstring(writer.get(address(material, "import-undo")).content)
    rows = [" ".join(row.text_content().split()) for row in asked.xpath("//ul[@class='desk-made']/li")]
    assert [NEW["title_ko"] in rows[0], "토피스" in rows[1]] == [True, True]
    assert rows[0].split()[-1] != rows[1].split()[-1]
    assert draft("topis").title == "토피스"
    assert Page.objects.filter(slug=NEW["id"]).exists()
    writer.post(address(material, "import-undo"))
    assert writer.get(address(material, "import-undo")).url == address(material)


def test_undo_says_what_was_changed_since_and_takes_back_the_rest(writer, staff):
    material = bring(writer, NEW, {"id": "topis", "title_ko": "토피스"}, {"id": "owl-bus", "title_en": "Owl"})
    confirm(writer, material)
    page = draft("topis")
    page.one_line = "더 고쳤다"
    page.save_revision(user=writer.user)
    draft("owl-bus", "en").latest_revision.publish()
    answer = writer.post(address(material, "import-undo"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "그 뒤에 페이지가 수정되었습니다" in text
    assert "그 뒤에 페이지가 게시되었습니다" in text
    assert Page.objects.filter(slug=NEW["id"]).exists()
    assert writer.post(address(material, "import-undo"), {"partly": "1"}).status_code == 302
    assert not Page.objects.filter(slug=NEW["id"]).exists()
    assert draft("topis").title == "토피스"

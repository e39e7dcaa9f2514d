"""A translator works passage by passage; what readers see changes only when somebody else has published it."""

import html

import lxml.html
import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation

from seoulsolution.archive.desk.translating.segments import State, read_segments
from seoulsolution.archive.desk.translating.terms import TermBook
from seoulsolution.archive.models import PolicyPage

from .conftest import HAND_IN, act, prefer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]


@pytest.fixture
def english(policy) -> PolicyPage:
    return policy.get_translations().get(locale__language_code="en").specific


def address(page) -> str:
    return reverse("desk:translation", args=[page.pk])


def segments(page):
    return read_segments(Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale))


def segment(page, path: str):
    return next(s for s in segments(page) if s.path == path)


def box(found, text: str, *, seen: str | None = None, **more) -> dict[str, str]:
    return {f"text-{found.id}": text, f"seen-{found.id}": found.target if seen is None else seen, "save": "1", **more}


def change_original(page, **values):
    draft = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


def draft_of(page) -> PolicyPage:
    return PolicyPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_editor_of_a_translation_is_the_desk(staff, english):
    answer = staff("translator").get(reverse("wagtailadmin_pages:edit", args=[english.pk]))
    assert answer.url == address(english)
    page = html.unescape(staff("translator").get(address(english)).content.decode())
    for found in segments(english):
        assert found.target in page


def test_saved_passage_is_in_the_draft_and_not_in_public(staff, english, reader):
    found = segment(english, "one_line")
    assert staff("translator").post(address(english), box(found, "Buses that run at night")).status_code == 302
    assert draft_of(english).one_line == "Buses that run at night"
    assert "Buses that run at night" not in reader.get(english.url).content.decode()
    assert segment(english, "one_line").state == State.TRANSLATED


def test_translation_goes_through_review_to_its_readers(staff, english, reader):
    found = segment(english, "one_line")
    data = box(found, "Buses that run at night") | HAND_IN
    staff("translator").post(address(english), data)
    for role in ("reviewer", "publisher"):
        assert "Buses that run at night" not in reader.get(english.url).content.decode()
        act(staff(role), PolicyPage.objects.get(pk=english.pk), "approve")
    assert "Buses that run at night" in reader.get(english.url).content.decode()
    assert segment(english, "one_line").state == State.REVIEWED


def test_translation_that_was_sent_back_says_why_and_is_handed_in_again(staff, english):
    translator, reviewer = staff("translator"), staff("reviewer")
    prefer(translator, "en")
    found = segment(english, "one_line")
    translator.post(address(english), box(found, "Buses of the night") | HAND_IN)
    page = PolicyPage.objects.get(pk=english.pk)
    reviewer.post(address(english), {"step": "reject", "comment": "They are called owl buses."})
    said = "reviewer-transportation requested changes: They are called owl buses."
    assert said in html.unescape(translator.get(address(english)).content.decode())
    again = segment(english, "one_line")
    translator.post(address(english), box(again, "Owl buses") | HAND_IN)
    page = PolicyPage.objects.get(pk=english.pk)
    assert page.workflow_in_progress
    assert page.current_workflow_task_state.revision.as_object().one_line == "Owl buses"
    assert said not in html.unescape(translator.get(address(english)).content.decode())
    for role in ("reviewer", "publisher"):
        act(staff(role), PolicyPage.objects.get(pk=english.pk), "approve")
    assert PolicyPage.objects.get(pk=english.pk).one_line == "Owl buses"


def test_page_with_an_open_passage_is_not_handed_in(staff, english):
    found = segment(english, "one_line")
    client = staff("translator")
    client.post(address(english), box(found, "") | {"submit": "1"})
    assert segment(english, "one_line").state == State.UNTRANSLATED
    assert not PolicyPage.objects.get(pk=english.pk).workflow_in_progress


def test_passage_that_somebody_else_changed_is_not_overwritten(staff, english):
    found = segment(english, "one_line")
    client = staff("translator")
    client.post(address(english), box(found, "The first to save"))
    answer = client.post(address(english), box(found, "The second"))
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 400
    assert "The first to save" in page
    assert ">The second</textarea>" in page
    assert segment(english, "one_line").target == "The first to save"


@pytest.mark.parametrize("name", ["one_line", "summary"])
def test_what_was_written_for_an_original_that_changed_meanwhile_is_not_lost(staff, policy, english, name):
    found = segment(english, name)
    written = box(found, "Written for the former original")
    change_original(policy, **{name: "원문이 그사이 바뀌었다." if name == "one_line" else ""})
    answer = staff("translator").post(address(english), written)
    assert answer.status_code == 400
    assert "Written for the former original" in answer.content.decode()
    assert "Written for the former original" not in [s.target for s in segments(english)]


def test_locked_translation_keeps_what_was_typed_in_the_box(staff, english):
    staff("translator").post(address(english), {"submit": "1"})
    found = segment(english, "one_line")
    answer = staff("translator").post(address(english), box(found, "Too late"))
    assert answer.status_code == 409
    assert "Too late</textarea>" in answer.content.decode()
    assert segment(english, "one_line").target == found.target


def test_rich_text_with_a_forbidden_tag_is_refused(staff):
    manual = PolicyPage.objects.get(slug="topis", locale__language_code="en")
    found = next(s for s in segments(manual) if s.is_rich)
    answer = staff("translator").post(address(manual), box(found, "<script>alert(1)</script>"))
    assert answer.status_code == 400
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</textarea>" in answer.content.decode()
    assert segment(manual, found.path).target == found.target


def test_changed_original_leaves_the_old_translation_and_says_so(staff, policy, english, reader):
    old = segment(english, "one_line")
    change_original(policy, one_line="심야에 여덟 노선이 달린다.")
    found = segment(english, "one_line")
    assert (found.state, found.target, found.before) == (State.BEHIND, old.target, old.source)
    assert [s.path for s in segments(english) if s.is_open] == ["one_line"]
    page = staff("translator").get(address(english)).content.decode()
    assert "<ins>" in page
    assert "<del>" in page
    for code, words in (("en", "this translation does not follow it yet"), ("ko", "아직 반영되지 않았습니다")):
        version = policy if code == "ko" else english
        assert (words in reader.get(version.url).content.decode()) == (code == "en")


def test_translation_that_was_brought_up_to_date_no_longer_says_it_is_behind(staff, policy, english, reader):
    change_original(policy, one_line="심야에 여덟 노선이 달린다.")
    found = segment(english, "one_line")
    staff("translator").post(address(english), box(found, "Eight lines at night") | HAND_IN)
    for role in ("reviewer", "publisher"):
        act(staff(role), PolicyPage.objects.get(pk=english.pk), "approve")
    shown = reader.get(english.url).content.decode()
    assert "Eight lines at night" in shown
    assert "does not follow it yet" not in shown


def test_passage_that_is_right_as_it_stands_is_confirmed_without_a_change(staff, policy, english):
    change_original(policy, one_line=policy.one_line + " ")
    change_original(policy, one_line="올빼미버스는 밤에 달린다.")
    found = segment(english, "one_line")
    staff("translator").post(address(english), box(found, found.target, **{f"right-{found.id}": "1"}))
    assert segment(english, "one_line").state == State.TRANSLATED


def test_passage_that_was_changed_twice_is_compared_with_what_was_translated(policy, english):
    first = segment(english, "one_line").source
    change_original(policy, one_line="둘째 판이다.")
    change_original(policy, one_line="셋째 판이다.")
    assert segment(english, "one_line").before == first


def test_new_policy_is_begun_in_english_as_a_draft(staff, draft, reader):
    begin = reverse("desk:begin-translation", args=[draft.pk])
    assert staff("translator", "water").get(begin).status_code == 302
    answer = staff("translator").post(begin, {"language": "en"})
    english = PolicyPage.objects.get(translation_key=draft.translation_key, locale__language_code="en")
    assert answer.url == address(english)
    assert not english.live
    assert {s.state for s in segments(english)} == {State.UNTRANSLATED}
    assert english.locale == Locale.objects.get(language_code="en")


def test_terms_of_the_glossary_stand_beside_the_passage_and_a_different_word_is_noticed(staff, policy, english):
    change_original(policy, one_line="무수율을 낮춘다.")
    found = segment(english, "one_line")
    client = staff("translator")

    def beside() -> str:
        page = client.get(address(english)).content.decode()
        return page.split(f'id="passage-{found.id}"')[1].split('id="passage-')[0]

    assert "non-revenue water" in beside()
    assert "다르게 번역함" in beside()
    client.post(address(english), box(found, "It lowers Non-Revenue Water."))
    assert "non-revenue water" in beside()
    assert "다르게 번역함" not in beside()


@pytest.mark.parametrize("role", ["author", "reviewer", "publisher"])
def test_desk_is_for_translators(staff, english, role):
    client = staff(role)
    found = segment(english, "one_line")
    client.post(address(english), box(found, "Not my part"))
    assert segment(english, "one_line").target == found.target


def test_passage_that_is_longer_than_its_place_is_refused_in_words(staff, english):
    found = segment(english, "title")
    answer = staff("translator").post(address(english), box(found, "x" * 256))
    assert answer.status_code == 400
    assert "최대 255자" in answer.content.decode()
    assert segment(english, "title").target == found.target


def test_correction_of_the_translation_alone_carries_its_note(staff, english, reader):
    """It is told to readers once, and gives way to the note of an original that is corrected later."""
    translator, found = staff("translator"), segment(english, "one_line")
    data = box(found, "Buses that run at night") | HAND_IN
    translator.post(address(english), data)
    for role in ("reviewer", "publisher"):
        act(staff(role), PolicyPage.objects.get(pk=english.pk), "approve")
    versions = reader.get(f"/en/versions/{english.pk}/").content.decode()
    assert "A word was wrong." in versions

    again = box(segment(english, "one_line"), "Buses for the night")
    assert translator.post(address(english), again | {"note": ""}).status_code == 302
    assert draft_of(english).correction_note == ""

    korean = english.get_translations().get(locale__language_code="ko").specific
    change_original(korean, correction_note="수치를 바로잡았다.")
    translator.post(address(english), {"follow": "1"})
    assert 'name="note"' not in translator.get(address(english)).content.decode()


@pytest.mark.parametrize(
    ("language", "told"), [("en", "say first what this version corrects"), ("ko", "무엇을 정정하는지 먼저 적어")]
)
def test_correction_of_the_translation_alone_is_not_handed_in_without_its_note(staff, english, language, told):
    translator, found = staff("translator"), segment(english, "one_line")
    prefer(translator, language)
    answer = translator.post(address(english), box(found, "Buses that run at night") | {"submit": "1", "note": " "})
    page = lxml.html.fromstring(answer.content)
    assert answer.status_code == 400
    assert told in page.xpath("string(//*[@class='messages'])")
    assert page.xpath("//*[@class='messages']//a/@href") == ["#note"]
    assert page.xpath("//*[@id='note']/@aria-invalid") == ["true"]
    assert page.xpath("//*[@id='note-fault']")
    assert not PolicyPage.objects.get(pk=english.pk).workflow_in_progress
    assert draft_of(english).one_line == "Buses that run at night"
    translator.post(address(english), HAND_IN)
    assert PolicyPage.objects.get(pk=english.pk).workflow_in_progress
    assert draft_of(english).correction_note == HAND_IN["note"]


def test_note_that_is_too_long_is_refused_and_stays_in_its_box(staff, english):
    translator, long = staff("translator"), "x" * 501
    answer = translator.post(address(english), {"note": long, "save": "1"})
    assert answer.status_code == 400
    assert f">{long}</textarea>" in answer.content.decode()
    assert draft_of(english).correction_note == ""


@pytest.mark.parametrize(
    ("language", "told"), [("en", "in the language of the page: English"), ("ko", "페이지의 언어")]
)
def test_note_in_another_language_is_refused_and_stays_in_its_box(staff, english, language, told):
    translator, note = staff("translator"), "그림 설명을 바로잡았다."
    prefer(translator, language)
    answer = translator.post(address(english), {"note": note, "save": "1"})
    assert answer.status_code == 400
    page = lxml.html.fromstring(answer.content)
    assert told in page.xpath("string(//*[@id='note-fault'])")
    assert page.xpath("string(//*[@id='note'])") == note
    assert {"en": "English", "ko": "영어"}[language] in page.xpath("string(//label[@for='note'])")
    assert draft_of(english).correction_note == ""


def test_note_is_no_passage_of_the_page(english):
    before = PolicyPage.objects.get(pk=english.pk)
    page = draft_of(english)
    page.correction_note = "그림 설명을 바로잡았다."
    page.save_revision().publish()
    now = PolicyPage.objects.get(pk=english.pk)
    assert (now.passages_foreign, now.passages_total) == (before.passages_foreign, before.passages_total)


@pytest.mark.parametrize(("language", "told"), [("en", "Go to the first"), ("ko", "첫 문단으로 가기")])
def test_who_hands_in_too_early_is_led_to_the_first_open_passage(staff, english, language, told):
    found = segment(english, "one_line")
    translator = staff("translator")
    prefer(translator, language)
    unsure = box(found, "Buses that run at night") | {f"unsure-{found.id}": "1"} | HAND_IN
    page = lxml.html.fromstring(translator.post(address(english), unsure, follow=True).content)
    (link,) = page.xpath("//*[@class='messages']//a[starts-with(@href, '#passage-')]")
    assert link.text_content().strip() == told
    assert page.xpath(f"//*[@id='{link.get('href')[1:]}']")


def test_number_that_is_a_name_of_a_term_is_no_term(staff, policy, english):
    """120 is what the city's call centre is called, too."""
    change_original(policy, one_line="하루 평균 120명이 다산콜센터에 물었다.", summary="하루 평균 120명이 탔다.")
    words = {s.path: [hint.word for hint in TermBook.read("ko", "en").hints(s.source, "")] for s in segments(english)}
    assert words["one_line"] == ["다산콜센터"]
    assert words["summary"] == []


def test_state_leads_to_the_first_passage_that_has_it(staff, policy, english):
    change_original(policy, one_line="밤에 버스가 다닌다.", summary="요약이 바뀌었다.")
    page = staff("translator").get(address(english)).content.decode()
    first = next(s for s in segments(english) if s.state == "behind")
    assert f'<a href="#passage-{first.id}" class="desk-sign desk-sign--behind">' in page
    assert f'id="passage-{first.id}"' in page

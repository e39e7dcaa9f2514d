"""The preview says what would become of each row, and what is wrong can be put right there."""

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from seoulsolution.archive.models import MaterialImport, PolicyPage

from .conftest import NEW, address, bring, confirm, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]

WRONG = {
    "id": "Bad Id",
    "area": "교톹",
    "topic": "water-quality",
    "year_started": "이천",
    "status": "끝남",
    "sdgs": "9;9",
    "title_ko": "",
    "one_line_ko": "가" * 251,
    "background_ko": "<b>글",
    "milestones_ko": "시작했다",
}


def fields(row, **changes: str) -> dict[str, str]:
    """What the page of a row posts."""
    return {**row.cells, **changes}


@pytest.mark.parametrize("code", ["ko", "en"])
def test_every_page_of_an_import_is_shown_in_the_language_of_the_editor(writer, code):
    UserProfile.objects.update_or_create(user=writer.user, defaults={"preferred_language": code})
    material = bring(writer, NEW, {"id": "topis", "title_ko": "토피스 새 이름"}, NEW | {"id": "other", "area": "없음"})
    names = {"ko": ("초안", "등록되지 않은 값입니다"), "en": ("draft", "is not known")}[code]
    preview = writer.get(address(material) + "?verdict=faulty").content.decode()
    assert all(name in preview for name in names)
    row = writer.get(address(material, "import-row", 3)).content.decode()
    assert "<del>" in row
    assert "<ins>" in row
    assert "토피스" in writer.get(address(material) + "?verdict=changed").content.decode()
    writer.post(address(material), {"leave-out": "1"})
    assert writer.get(address(material) + "?verdict=left-out").status_code == 200
    confirm(writer, material)
    assert NEW["title_ko"] in writer.get(address(material)).content.decode()
    assert "정책.csv" in writer.get(reverse("desk:imports")).content.decode()


def test_each_fault_of_a_row_is_named_beside_its_cell_and_can_be_put_right(writer):
    material = bring(writer, WRONG)
    row = material.rows.get()
    assert verdicts(material) == ["faulty"]
    page = writer.get(address(material, "import-row", 2)).content.decode()
    for name in WRONG:
        assert f'id="fault-{name}"' in page, name
    right = dict.fromkeys(WRONG, "") | NEW | {"sdgs": "9", "status": "진행 중", "year_started": "2004"}
    answer = writer.post(address(material, "import-row", 2), fields(row, **right))
    assert answer.url == address(material)
    assert verdicts(material) == ["new"]


@pytest.mark.parametrize(
    ("code", "names"),
    [("ko", ["교통, 상하수도", "진행 중, 완료"]), ("en", ["Transportation, Water", "Ongoing, Completed"])],
)
def test_faults_name_what_could_stand_there_in_the_words_of_the_editor(writer, code, names):
    UserProfile.objects.update_or_create(user=writer.user, defaults={"preferred_language": code})
    page = writer.get(address(bring(writer, WRONG), "import-row", 2)).content.decode()
    for told in names:
        assert told in page


def test_values_are_taken_as_the_editor_calls_them(writer):
    material = bring(writer, NEW | {"status": "진행 중", "confidence": "높음"})
    assert verdicts(material) == ["new"]
    confirm(writer, material)
    policy = PolicyPage.objects.get(slug=NEW["id"], locale__language_code="ko").get_latest_revision_as_object()
    assert (policy.status, policy.confidence) == ("ongoing", "high")


def test_what_is_one_of_few_is_chosen_from_them_and_nothing_that_was_written_is_lost(writer):
    material = bring(writer, NEW | {"area": "교통", "status": "진행 중", "confidence": "아주 높음"})
    page = lxml.html.fromstring(writer.get(address(material, "import-row", 2)).content)
    chosen = {
        name: page.xpath(f'//select[@name="{name}"]/option[@selected]/@value')
        for name in ("area", "status", "confidence")
    }
    assert chosen == {"area": ["transportation"], "status": ["ongoing"], "confidence": ["아주 높음"]}
    assert "종료" in page.xpath('//select[@name="status"]/option/text()')


def test_rows_without_an_id_are_told_to_have_one_each(writer):
    material = bring(writer, NEW | {"id": ""}, NEW | {"id": ""})
    page = writer.get(address(material, "import-row", 2)).content.decode()
    assert "비어 있습니다. 자료마다" in page
    assert "여러 행" not in page


def test_what_is_typed_wrong_is_kept_and_stands_in_its_box(writer):
    material = bring(writer, NEW)
    answer = writer.post(address(material, "import-row", 2), fields(material.rows.get(), year_started='"><script>'))
    assert answer.url == address(material, "import-row", 2)
    page = writer.get(answer.url).content.decode()
    assert "&quot;&gt;&lt;script&gt;" in page
    assert verdicts(material) == ["faulty"]
    assert confirm(writer, material).status_code == 409


def test_translation_has_the_passages_of_its_original(writer):
    texts = {"background_ko": "하나\n\n둘", "background_en": "One"}
    material = bring(writer, NEW | texts)
    assert verdicts(material) == ["faulty"]
    assert "2개 구절" in writer.get(address(material)).content.decode()
    for english, verdict in (("One\n\n[…]", "new"), ("• One\n\nTwo", "faulty"), ("", "new")):
        writer.post(address(material, "import-row", 2), fields(material.rows.get(), background_en=english))
        assert verdicts(material) == [verdict]


def test_id_that_stands_twice_is_a_fault_of_both_until_one_is_left_out(writer):
    material = bring(writer, NEW, NEW | {"title_ko": "또"})
    assert verdicts(material) == ["faulty", "faulty"]
    writer.post(address(material, "import-row", 3), fields(material.rows.get(number=3), **{"left-out": "1"}))
    assert material.rows.get(number=2).verdict == "new"
    assert confirm(writer, material).status_code == 302
    assert material.rows.get(number=3).done is None


def test_discarded_import_is_gone_and_in_the_log(writer):
    material = bring(writer, NEW)
    writer.post(address(material), {"discard": "1"})
    assert not MaterialImport.objects.exists()
    assert ModelLogEntry.objects.filter(user=writer.user, action="archive.import_discarded").count() == 1
    assert writer.get(address(material)).status_code == 404


def test_confirmed_import_is_not_corrected_any_more(writer):
    material = bring(writer, NEW)
    confirm(writer, material)
    for name in ("import-row", "import"):
        path = address(material, name, 2) if name == "import-row" else address(material)
        assert writer.post(path, {"title_ko": "늦음", "discard": "1"}).url == address(material)
    assert MaterialImport.objects.filter(pk=material.pk).exists()


def test_preview_needs_as_many_queries_for_three_rows_as_for_one(writer):
    counts = []
    for slugs in (["topis"], ["topis", "owl-bus", "t-money-transport-card"]):
        material = bring(writer, *({"id": slug, "title_ko": slug, "title_en": slug} for slug in slugs))
        writer.get(address(material))
        with CaptureQueriesContext(connection) as queries:
            page = writer.get(address(material) + "?verdict=changed").content.decode()
        assert page.count("desk-sign--changed") == len(slugs)
        counts.append(len(queries))
    assert counts[0] == counts[1]

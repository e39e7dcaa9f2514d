"""Every table of the archive but that of policies: its form, and what a row of each sort comes to."""

import io
import time
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, PageLogEntry
from wagtail.users.models import UserProfile

from seoulsolution.archive.desk.importing import writing
from seoulsolution.archive.desk.importing.state import Archive
from seoulsolution.archive.desk.importing.tables import RowTable
from seoulsolution.archive.desk.tables.known import TABLES
from seoulsolution.archive.models import (
    CityPage,
    MaterialImport,
    NewsPage,
    OffersPage,
    PolicyPage,
    ProgrammePage,
    ProjectPage,
    ProjectPolicy,
    TenderPage,
    TrainingPage,
)

from .conftest import (
    NEW_ROWS,
    address,
    confirm,
    download,
    korean,
    page_text,
    post_file,
    rows_of,
    table,
    upload,
    verdicts,
    workbook,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]
OTHERS = [name for name in TABLES if name != "policies"]


@pytest.mark.parametrize("name", OTHERS)
def test_form_of_each_table_opens_in_both_languages(editor, name, language):
    book = load_workbook(io.BytesIO(editor.get(reverse("desk:import-form-xlsx"), {"table": name}).content))
    headings = [cell.value for cell in next(book.worksheets[0].iter_rows())]
    assert [TABLES[name].recognise(heading) for heading in headings] == list(TABLES[name].columns)
    assert editor.get(reverse("desk:imports"), {"table": name}).status_code == 200


@pytest.mark.parametrize(
    ("name", "model"),
    [("projects", ProjectPage), ("news", NewsPage), ("programmes", ProgrammePage), ("tenders", TenderPage)],
)
def test_new_page_becomes_a_draft_in_its_languages_and_is_undone(editor, name, model):
    row = NEW_ROWS[name]
    material = upload(editor, table([row]), kind=name)
    assert verdicts(material) == ["new"], page_text(editor, material)
    assert "초안" in editor.post(address(material), {"confirm": "1"}, follow=True).content.decode()
    page = korean(model, row["id"])
    assert not page.live
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.edit", user=editor.user).exists()
    languages = set(model.objects.filter(slug=row["id"]).values_list("locale__language_code", flat=True))
    assert languages == ({"ko", "en"} if row["title_en"] else {"ko"})
    found = next(cells for cells in rows_of(download(editor, name, drafts="on"), name) if cells["id"] == row["id"])
    again = upload(editor, download(editor, name, drafts="on"), kind=name)
    assert set(verdicts(again)) == {"unchanged"}
    assert found["title_ko"] == row["title_ko"]
    editor.post(address(material, "import-undo"))
    assert not model.objects.filter(slug=row["id"]).exists()


def test_changed_project_keeps_what_readers_see_and_is_told_by_field(editor):
    rows = rows_of(download(editor, "projects"), "projects")
    slug, before = rows[0]["id"], rows[0]["subject_ko"]
    material = upload(
        editor, table([{"id": slug, "subject_ko": "다른 주제", "note_ko": rows[0]["note_ko"]}]), kind="projects"
    )
    assert verdicts(material) == ["changed"]
    assert "주제" in page_text(editor, material)
    confirm(editor, material)
    page = korean(ProjectPage, slug)
    assert page.subject == before
    assert page.get_latest_revision_as_object().subject == "다른 주제"
    editor.post(address(material, "import-undo"))
    assert korean(ProjectPage, slug).get_latest_revision_as_object().subject == before


def test_rows_of_one_page_come_into_one_draft_and_keep_their_ids(editor):
    rows = rows_of(download(editor, "city-figures"), "city-figures")
    city = rows[0]["city"]
    changed = {**rows[0], "value": "123456.5", "source": "https://example.org/b", "version": ""}
    new = dict.fromkeys(changed, "") | {
        "city": city,
        "measure": "metro_length",
        "value": "77",
        "year": "1999",
        "basis": "cited",
        "source": "https://example.org/c",
        "note_ko": "둘째",
        "note_en": "second",
    }
    revisions = korean(CityPage, city).revisions.count()
    material = upload(editor, table([changed, new]), kind="city-figures")
    assert verdicts(material) == ["changed", "new"], page_text(editor, material)
    assert confirm(editor, material).status_code == 302
    page = korean(CityPage, city)
    assert page.revisions.count() == revisions + 1
    draft = {str(row.translation_key): row for row in page.get_latest_revision_as_object().figures.all()}
    assert draft[rows[0]["id"]].value == Decimal("123456.5")
    assert len(draft) == page.figures.count() + 1
    kept = rows_of(download(editor, "city-figures", drafts="on"), "city-figures")
    assert [row["note_en"] for row in kept if row["city"] == city and row["year"] == "1999"] == ["second"]
    editor.post(address(material, "import-undo"))
    assert korean(CityPage, city).get_latest_revision_as_object().figures.count() == len(draft) - 1


@pytest.mark.parametrize("name", ["rankings", "city-figures", "city-relations"])
def test_row_like_one_that_is_there_is_no_new_one(editor, name):
    row = rows_of(download(editor, name), name)[0]
    material = upload(editor, table([{**row, "id": "", "version": ""}]), kind=name)
    assert verdicts(material) == ["faulty"]
    assert f"이미 있습니다: {row['id']}" in page_text(editor, material)
    twice = upload(editor, table([{**row, "id": "", "year": "2001", "since": "2001"}] * 2), kind=name)
    assert verdicts(twice) == ["faulty", "faulty"]


@pytest.mark.parametrize("name", ["project-funding", "project-steps"])
def test_row_that_says_in_everything_what_one_says_already_is_no_new_one(editor, name):
    row = rows_of(download(editor, name), name)[0]
    material = upload(editor, table([{**row, "id": "", "version": ""}]), kind=name)
    assert verdicts(material) == ["faulty"]
    assert f"이미 있습니다: {row['id']}" in page_text(editor, material)


def test_issue_of_a_city_comes_into_its_draft_with_its_last_day(editor):
    row = {"city": "ulaanbaatar", "dated": "2026-01-05", "valid_until": "2026-06-30", "heading_ko": "대기오염"}
    row |= {"text_ko": "겨울 공기가 나쁘다.", "source": "https://example.org/air", "basis": "cited"}
    material = upload(
        editor, table([row, row | {"heading_ko": "둘째", "valid_until": "2025-12-31"}]), kind="city-issues"
    )
    assert verdicts(material) == ["new", "faulty"], page_text(editor, material)
    material = upload(editor, table([row]), kind="city-issues")
    confirm(editor, material)
    (issue,) = korean(CityPage, "ulaanbaatar").get_latest_revision_as_object().issues.all()
    assert (issue.heading, issue.valid_until) == ("대기오염", date(2026, 6, 30))


FAULTY = [
    ("projects", {"kind": "magic"}, "Kind", "expected one of"),
    ("projects", {"place": "atlantis"}, "City or country", "not known"),
    ("projects", {"policies": "owl-bus;no-such-policy"}, "policies", "no-such-policy"),
    ("projects", {"year_started": "2020", "year_ended": "2010"}, "Last year", "before the first"),
    ("projects", {"title_ko": ""}, "Title", "is empty"),
    ("news", {"date": "yesterday"}, "Date", "2016-06-08"),
    ("news", {"summary_ko": ""}, "Summary", "is empty"),
    ("news", {"tags_en": "bus"}, "Tags", "same passages"),
    ("programmes", {"applications_until": "soon"}, "Applications until", "a day such as"),
    ("programmes", {"ends": "2027-05-01"}, "Ends", "ends before it begins"),
    ("programmes", {"time_zone": "Mars/Olympus"}, "Time zone", "time zone"),
    ("programmes", {"languages": "en xx9"}, "Languages", "ISO 639"),
    ("tenders", {"time_zone": ""}, "Time zone", "in which time zone it closes"),
    ("tenders", {"closes_at": "noon"}, "Closes at", "15:00"),
    ("tenders", {"website": "javascript:alert(1)"}, "Link", "a web address"),
]


@pytest.mark.parametrize(("name", "wrong", "column", "reason"), FAULTY)
def test_faulty_row_names_column_and_reason(editor, name, wrong, column, reason):
    UserProfile.objects.update_or_create(user=editor.user, defaults={"preferred_language": "en"})
    material = upload(editor, table([NEW_ROWS[name] | wrong]), kind=name)
    assert verdicts(material) == ["faulty"]
    text = page_text(editor, material)
    assert column.casefold() in text.casefold()
    assert reason in text
    assert confirm(editor, material).status_code == 409
    assert not ProjectPage.objects.filter(slug=NEW_ROWS[name]["id"]).exists()


def test_row_that_fails_while_it_is_written_leaves_nothing_written(editor, monkeypatch):
    rows = [{**NEW_ROWS["projects"], "id": f"night-bus-{number}"} for number in range(3)]
    material = upload(editor, table(rows), kind="projects")
    create, calls = writing.Writer._create, []

    def fail_at_last(self):
        calls.append(self)
        if len(calls) == len(rows):
            raise ValidationError("PLANTED")
        return create(self)

    monkeypatch.setattr(writing.Writer, "_create", fail_at_last)
    answer = confirm(editor, material)
    assert answer.status_code == 409
    assert "PLANTED" in answer.content.decode()
    assert not ProjectPage.objects.filter(slug__startswith="night-bus-").exists()
    assert not PageLogEntry.objects.filter(user=editor.user).exists()


def test_offers_are_rows_of_one_page_with_ids_of_their_own(editor):
    rows = rows_of(download(editor, "offers"), "offers")
    new = {**rows[0], "id": "new-offer", "title_ko": "새 제안", "title_en": "A new offer", "version": ""}
    changed = {**rows[1], "how_ko": "다르게"}
    material = upload(editor, table([new, changed]), kind="offers")
    assert verdicts(material) == ["new", "changed"], page_text(editor, material)
    confirm(editor, material)
    draft = OffersPage.objects.get(locale__language_code="ko").get_latest_revision_as_object()
    offers = {offer.slug: offer for offer in draft.offers.all()}
    assert offers["new-offer"].title == "새 제안"
    assert offers[rows[1]["id"]].how == "다르게"
    assert len(offers) == len(rows) + 1


def test_centres_of_the_institute_are_rows_of_its_page(editor):
    rows = rows_of(download(editor, "training-centres"), "training-centres")
    changed = {**rows[0], "since": "2009-04"}
    new = {**rows[0], "id": "", "name_ko": "새 센터", "name_en": "A new centre", "version": ""}
    material = upload(editor, table([changed, new]), kind="training-centres")
    assert verdicts(material) == ["changed", "new"], page_text(editor, material)
    confirm(editor, material)
    draft = TrainingPage.objects.get(locale__language_code="ko").get_latest_revision_as_object()
    assert {"새 센터"} < {centre.name for centre in draft.centres.all()}
    assert "2009-04" in {centre.since for centre in draft.centres.all()}


def test_who_may_not_write_gets_no_further_than_a_refused_row(staff):
    author = staff("author")
    for name in ("projects", "city-figures", "record-results", "transfers", "organisations"):
        assert post_file(author, b"id", "x.csv", name).status_code == 302, name
        assert author.get(reverse("desk:imports"), {"table": name}).status_code == 200
    assert not MaterialImport.objects.filter(owner=author.user).exists()


def test_row_of_a_page_that_the_person_may_not_change_is_refused(staff, editor):
    """Their permission is on another page of the kind."""
    one, other = ProjectPage.objects.filter(locale__language_code="ko").order_by("slug")[:2]
    author = staff("author")
    group = Group.objects.create(name="One project")
    GroupPagePermission.objects.create(group=group, page=one, permission=Permission.objects.get(codename="change_page"))
    author.user.groups.add(group)
    rows = [{"id": one.slug, "note_ko": "새 글"}, {"id": other.slug, "note_ko": "새 글"}, NEW_ROWS["projects"]]
    names = list(dict.fromkeys(name for row in rows for name in row))
    full = rows_of_slugs(author, one, other, names)
    material = upload(
        author,
        table([*(row | {"note_ko": "새 글"} for row in full), {**dict.fromkeys(names, ""), **NEW_ROWS["projects"]}]),
        kind="projects",
    )
    assert verdicts(material) == ["changed", "refused", "refused"], page_text(author, material)
    assert confirm(author, material).status_code == 409
    other.refresh_from_db()
    assert not other.has_unpublished_changes


def rows_of_slugs(client: Client, one, other, names) -> list[dict[str, str]]:
    known = {row["id"]: row for row in rows_of(download(client, "projects"), "projects")}
    return [{name: known[page.slug][name] for name in names} for page in (one, other)]


def test_drafts_of_pages_that_one_may_not_edit_are_in_no_export(staff, editor):
    page = ProjectPage.objects.filter(locale__language_code="ko").first()
    policy = PolicyPage.objects.filter(locale__language_code="ko").last()
    page.policies.set([ProjectPolicy(policy=policy, locale=page.locale)])
    page.save_revision().publish()
    page.subject = "PLANTED"
    page.save_revision()
    author = staff("author")
    assert policies_of(author, page) == policy.slug
    policy.unpublish()
    assert policies_of(author, page) == ""
    assert policies_of(editor, page) == policy.slug
    assert "PLANTED" not in download(author, "projects", drafts="on").decode()
    assert "PLANTED" in download(editor, "projects", drafts="on").decode()


def policies_of(client: Client, page: ProjectPage) -> str:
    """Of a project, as somebody takes them out."""
    rows = rows_of(download(client, "projects", drafts="on"), "projects")
    return next(row["policies"] for row in rows if row["id"] == page.slug)


def test_table_that_is_too_long_or_holds_formulas_is_refused(editor):
    long = "id,title_ko\n" + "\n".join(f"p-{number},x" for number in range(100_000))
    started = time.monotonic()
    answer = post_file(editor, long.encode(), "x.csv", "projects")
    assert answer.status_code == 400
    assert "2,000" in answer.content.decode().replace("2000", "2,000")
    assert time.monotonic() - started < 30
    answer = post_file(editor, workbook([["id", "title_ko"], ["a", "=1+1"]]), "x.xlsx", "projects")
    assert answer.status_code == 400
    assert "B2" in answer.content.decode()
    assert not MaterialImport.objects.exists()


def test_table_in_cp949_is_read_and_cells_that_would_run_come_back_as_they_were(editor):
    row = NEW_ROWS["news"] | {"note_ko": "@합계", "tags_en": "bus;award"}
    material = upload(editor, table([row]).decode().encode("cp949"), kind="news")
    assert verdicts(material) == ["new"], page_text(editor, material)
    confirm(editor, material)
    content = download(editor, "news", drafts="on")
    assert content.startswith(b"\xef\xbb\xbf")
    assert "'=누가" in content.decode()
    assert "'@합계" in content.decode()
    page = korean(NewsPage, row["id"]).get_latest_revision_as_object()
    assert (page.summary, page.note) == ("=누가 무엇을 했다.", "@합계")
    assert set(verdicts(upload(editor, content, kind="news"))) == {"unchanged"}


def test_file_that_is_no_table_of_ours_says_which_column_is_missing(editor):
    answer = post_file(editor, table([{"id": "x", "value": "1"}]), "x.csv", "city-figures")
    assert answer.status_code == 400
    assert "[city]" in answer.content.decode()
    assert editor.get(reverse("desk:imports"), {"table": "nothing"}).status_code == 404
    assert editor.get(reverse("desk:export"), {"table": "<b>", "file_format": "csv"}).status_code == 404


@pytest.mark.parametrize("name", ["projects", "city-figures"])
def test_as_many_queries_for_many_rows_as_for_one(editor, name):
    rows = rows_of(download(editor, name), name)
    counts = []
    for part in (rows[:1], rows[:3], rows[:1], rows[:3]):
        with CaptureQueriesContext(connection) as queries:
            wholes = {TABLES[name].whole_of(row) for row in part}
            assert len(Archive.read(TABLES[name], editor.user, wholes).entries) >= len(wholes)
        counts.append(len(queries))
    assert counts[2] == counts[3]


@pytest.mark.parametrize("name", [name for name in OTHERS if hasattr(TABLES[name].model, "public_fields")])
def test_all_that_readers_see_of_a_page_is_in_its_tables(name):
    kind = TABLES[name].model
    told = {column.field for column in TABLES[name].columns.values()}
    told |= {rows.relation for rows in TABLES.values() if isinstance(rows, RowTable) and rows.of is kind}
    assert set(kind.public_fields) <= told

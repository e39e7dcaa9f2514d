"""What is exported is taken back unchanged, holds what its reader may see and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction, Revision
from wagtail_localize.models import StringTranslation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from seoulsolution.archive.desk.importing.exporting import as_csv, exported
from seoulsolution.archive.desk.importing.limits import LONGEST_IN_EXCEL, TOO_LONG
from seoulsolution.archive.desk.importing.narrative_text import read_narrative, text_to_html, write_narrative
from seoulsolution.archive.desk.importing.sheets import read_csv, read_xlsx
from seoulsolution.archive.desk.importing.state import Archive
from seoulsolution.archive.desk.importing.workbooks import as_xlsx
from seoulsolution.archive.desk.importing.writing import verdict_counts
from seoulsolution.archive.desk.tables.policies import POLICIES
from seoulsolution.archive.loading.faults import WrongValueError
from seoulsolution.archive.models import AreaPage, PolicyPage
from seoulsolution.core.spreadsheets import disarmed

from .conftest import NEW, address, bring, confirm, upload

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "'=1", "''@x", "\t=1", "=cmd|' /C calc'!A0"]
TEXTS = st.text(alphabet="ab가나 \n\\#•-<>/&;=+@\"'[]*,:\t1", max_size=60)
MARKUP = st.lists(
    st.sampled_from(
        [
            *(
                "<b>",
                "</b>",
                "<i>",
                "</i>",
                "<br>",
                "<br/>",
                '<a href="https://a.b/?c=1&amp;d">',
                "</a>",
                "[[picture a]]",
            ),
            *("\n", "\n\n", "# ", "- ", "• ", "  ", "\\", "가나", "&lt;", "&amp;", "<b", "x"),
        ]
    ),
    max_size=12,
).map("".join)


def download(client, **chosen: str) -> bytes:
    answer = client.get(reverse("desk:export"), {"file_format": "csv", **chosen})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content


def rows_of(content: bytes) -> dict[str, dict[str, str]]:
    found = read_csv(content)
    names = [POLICIES.recognise(heading) for heading in found["header"]]
    return {row["id"]: row for row in (dict(zip(names, cells, strict=True)) for _line, cells in found["rows"])}


@pytest.mark.django_db
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_export_is_taken_back_and_changes_nothing(writer, file_format):
    content = download(writer, file_format=file_format, drafts="on")
    material = upload(writer, content, f"export.{file_format}")
    public = PolicyPage.objects.filter(locale__language_code="ko").count()
    assert verdict_counts(material) == {"new": 0, "changed": 0, "unchanged": public, "faulty": 0, "refused": 0}
    page = writer.get(address(material)).content.decode()
    assert "파일과 아카이브의 내용이 같습니다" in page
    assert f"<strong>{public}</strong>" in page
    assert confirm(writer, material).status_code == 409


@pytest.mark.django_db
@pytest.mark.usefixtures("without_handouts")
def test_draft_that_an_import_made_is_exported_as_it_was_written(writer):
    row = NEW | {
        "background_ko": "글 <b>굵게</b> 1 < 2 & 3\n둘째 줄\n\n# 제목\n\n• 하나\n  이어서\n• 둘\n\n\\- 글",
        "summary_ko": "=1+1\n둘째 줄",
        "one_line_ko": "-3도에서 +40도까지 견딘다.",
        "tags_ko": "TOPIS;2004",
        "tags_en": "TOPIS;[…]",
        "search_words_ko": "하나\n둘",
    }
    confirm(writer, bring(writer, row))
    for read, write in ((read_csv, as_csv), (read_xlsx, as_xlsx)):
        found = read(write(POLICIES, exported(POLICIES, writer.user, area="transportation", drafts=True)))
        names = [POLICIES.recognise(heading) for heading in found["header"]]
        cells = next(cells for _line, cells in found["rows"] if cells[0] == NEW["id"])
        given_back = dict(zip(names, cells, strict=True))
        assert {name: given_back[name] for name in row} == row | {"area": "transportation"}


@pytest.mark.django_db
def test_export_holds_drafts_of_the_own_area_only_and_nothing_private(staff):
    author = staff("author")
    for slug in ("transportation", "water"):
        area = AreaPage.objects.get(slug=slug, locale__language_code="ko")
        page = area.add_child(
            instance=PolicyPage(title=f"PLANTED-{slug}", one_line="PLANTED", slug=f"planted-{slug}", live=False)
        )
        page.save_revision()
    private = PolicyPage.objects.get(slug="arisu-brand", locale__language_code="ko")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    english = PolicyPage.objects.get(slug="owl-bus", locale__language_code="en")
    english.one_line = "PLANTED in English"
    english.save_revision()
    passages = StringTranslation.objects.filter(context__object_id=english.translation_key)
    assert passages.update(data="PLANTED in English")
    published, drafts = rows_of(download(author)), rows_of(download(author, drafts="on"))
    assert "PLANTED" not in str(published)
    assert "planted-transportation" in drafts
    assert drafts.keys() - published.keys() == {"planted-transportation"}
    assert "PLANTED in English" not in str(drafts)
    assert "arisu-brand" not in drafts
    assert "wego" in published


@pytest.mark.django_db
def test_export_needs_as_many_queries_for_three_policies_as_for_one(writer):
    Archive.read(POLICIES, writer.user, ["topis"])
    counts = []
    for slugs in (["topis"], ["topis", "owl-bus", "arisu-brand"]):
        with CaptureQueriesContext(connection) as queries:
            assert len(Archive.read(POLICIES, writer.user, slugs).entries) == len(slugs)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_form_names_every_column_and_is_an_empty_table(writer, language):
    sheet = load_workbook(io.BytesIO(writer.get(reverse("desk:import-form-xlsx")).content))
    assert len(sheet.worksheets) == 2
    headings = [cell.value for cell in sheet.worksheets[0][1]]
    assert [POLICIES.recognise(heading) for heading in headings] == list(POLICIES.columns)
    content = writer.get(reverse("desk:import-form-csv")).content
    assert [POLICIES.recognise(name) for name in next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))] == list(
        POLICIES.columns
    )


@pytest.mark.django_db
def test_passages_are_those_that_the_translators_have():
    for slug in ("topis", "arisu-brand", "public-transport-reform-2004"):
        page = PolicyPage.objects.get(slug=slug, locale__language_code="ko")
        content = Revision.objects.get(pk=page.latest_revision_id).content
        theirs: dict[tuple[str, int], str] = {}
        for segment in extract_segments(PolicyPage.from_serializable_data(content, check_fks=False)):
            if isinstance(segment, StringSegmentValue):
                number = sum(path == segment.path for path, _number in theirs)
                theirs[segment.path, number] = segment.string.data
        own = [
            column.words.leaves(content) for column in POLICIES.columns.values() if column.words and column.is_source
        ]
        mine = {leaf.place: leaf.data for leaves in own for leaf in leaves}
        assert mine
        assert mine.items() <= theirs.items()


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_runs_in_a_spreadsheet_and_each_is_read_back(text: str, db):
    row = {"id": "a", "title_ko": text}
    written = next(iter(csv.DictReader(io.StringIO(as_csv(POLICIES, [row]).decode("utf-8-sig")))))
    assert not [cell for cell in written.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert rows_of(as_csv(POLICIES, [row]))["a"]["title_ko"] == text
    book = load_workbook(io.BytesIO(as_xlsx(POLICIES, [row])))
    cell = next(cell for cell in book.worksheets[0][2] if cell.value == text)
    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert text in read_xlsx(as_xlsx(POLICIES, [row]))["rows"][0][1]


@pytest.mark.django_db
def test_text_that_no_cell_of_excel_holds_is_left_as_it_is(writer):
    rows = [{"id": "topis", "summary_ko": "가" * (LONGEST_IN_EXCEL + 1), "title_ko": "토피스"}]
    cells = read_xlsx(as_xlsx(POLICIES, rows))["rows"][0][1]
    assert TOO_LONG in cells
    material = bring(writer, {"id": "topis", "summary_ko": TOO_LONG})
    assert material.rows.get().verdict == "unchanged"


@given(TEXTS)
def test_cell_of_csv_is_read_back_as_it_was(text: str):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["id", "text"], ["a", disarmed(text)]])
    assert read_csv(out.getvalue().encode())["rows"] == [(2, ["a", text])]


@settings(max_examples=300)
@given(st.one_of(TEXTS, MARKUP))
def test_narrative_is_read_back_as_it_was_written(text: str):
    try:
        pieces = read_narrative(text)
    except WrongValueError:
        return
    written = write_narrative(pieces)
    assert read_narrative(written) == pieces
    assert write_narrative(read_narrative(written)) == written


@pytest.mark.parametrize(
    "text",
    [
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<a href="//evil.example">x</a>',
        "<b>open",
        "</i>",
        "<b><i>x</b></i>",
    ],
)
def test_markup_that_would_do_harm_or_is_not_closed_is_a_fault(text: str, language):
    with pytest.raises(WrongValueError):
        read_narrative(text)


def test_markup_that_no_cell_knows_is_text():
    (piece,) = read_narrative("<script>alert(1)</script> <img src=x onerror=y>")
    assert "<" not in text_to_html(piece.leaves[0])

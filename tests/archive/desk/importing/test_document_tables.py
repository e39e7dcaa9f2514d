"""Tables of a manual from Word become rows of the manual, where their headings say what they tell."""

from decimal import Decimal

import pytest
from docx import Document

from seoulsolution.archive.desk.importing.document_tables import MOST_TABLE_ROWS, without_tables
from seoulsolution.archive.models import MaterialImport, PolicyPage

from .conftest import NEW, address, korean, saved, upload, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]
DESCRIBED = {name: NEW[name] for name in ("id", "title_ko", "one_line_ko")} | {"area": "transportation"}
RESULTS = [
    ["지표", "단위", "도입 전(2012년)", "도입 후(2019년)", "출처"],
    ["하루 승객", "명", "1,200", "3,400.5", "교통국"],
]


def read(*rows: list[str], above: str = "") -> tuple[str, list[dict[str, str]]]:
    """(name of the table, cells of its rows) of a table below a line; no name where it stays in the text."""
    line = [{"kind": "paragraph", "runs": [[above, "", ""]]}] if above else []
    kept, found = without_tables([*line, {"kind": "table", "rows": list(rows)}])
    assert kept == ([] if found else [*line, {"kind": "table", "rows": list(rows)}])
    return (found[0].table.name if found else "", [one.cells for one in found])


def test_results_take_their_years_from_the_headings_and_say_that_a_source_is_given():
    told = {
        "indicator_ko": "하루 승객",
        "unit_ko": "명",
        "before_value": "1200",
        "before_year": "2012",
        "after_value": "3400.5",
        "after_year": "2019",
        "source": "교통국",
        "basis": "cited",
    }
    assert read(*RESULTS) == ("policy-results", [told])


@pytest.mark.parametrize(
    ("header", "row", "told"),
    [
        (["Indicator", "2014", "2010"], ["Riders", "8", "5 %"], ("5", "2010", "8", "2014", "%")),
        (["구분", "전", "후", "연도"], ["대기", "40분", "25분", "2010→2014"], ("40", "2010", "25", "2014", "분")),
        (["지표명", "이전", "이후"], ["만족", "60 (2010년)", "-"], ("60", "2010", "", None, None)),
        (["성과지표", "시행 전", "시행 후"], ["만족", "약 60", "81"], ("약 60", None, "81", None, None)),
    ],
)
def test_results_are_read_as_offices_write_them(header, row, told):
    _name, [cells] = read(header, row)
    names = ("before_value", "before_year", "after_value", "after_year", "unit_ko")
    assert tuple(cells.get(name) for name in names) == told


@pytest.mark.parametrize(
    ("head", "amount", "above", "told"),
    [
        ("예산(백만원)", "1,240", "", ("1240000000", "KRW", "budget")),
        ("금액", "3.5억 원", "", ("350000000.0", "KRW", None)),
        ("사업비", "240", "(단위: 천원)", ("240000", "KRW", None)),
        ("Cost", "1.5 million USD", "", ("1500000.0", "USD", None)),
        ("Amount (USD)", "12", "", ("12", "USD", None)),
        ("금액", "3억 5천만 원", "", ("3 억 5천만 원", None, None)),
    ],
)
def test_amounts_come_in_the_plain_unit_or_are_left_to_be_seen(head, amount, above, told):
    name, [cells] = read(["항목", head], ["설치", amount], above=above)
    assert (name, cells["amount"], cells.get("currency"), cells.get("kind")) == ("policy-costs", *told)


@pytest.mark.parametrize(
    ("cell", "told"),
    [("2013년", ("2013", "시작")), ("2013. 5.", ("2013", "2013. 5: 시작")), ("2013~2015", ("2013", "2013~2015: 시작"))],
)
def test_milestones_keep_what_stands_beside_the_year(cell, told):
    name, [cells] = read(["번호", "시기", "추진내용"], ["1", cell, "시작"])
    assert (name, cells["year"], cells["text_ko"]) == ("policy-milestones", *told)


def test_difficulty_stands_beside_its_solution():
    name, [cells] = read(["Challenge", "Response"], ["No depot", "A new one"])
    assert (name, cells) == ("policy-difficulties", {"problem_ko": "No depot", "solution_ko": "A new one"})


@pytest.mark.parametrize(
    "rows",
    [
        [["연도", "예산"], ["2013", "3억 원"]],
        [["시기", "내용", "비고"], ["2013", "시작", "시범"]],
        [["지표", "2012", "2013", "2014"], ["승객", "1", "2", "3"]],
        [["지표", "전", "후"], ["합계"]],
        [["지표", "전", "전"], ["승객", "1", "2"]],
        [["시기", "내용"], *([["2013", "시작"]] * (MOST_TABLE_ROWS + 1))],
    ],
)
def test_other_tables_stay_in_the_text(rows):
    assert read(*rows) == ("", [])


def manual(*tables: list[list[str]]) -> bytes:
    document = Document()
    document.add_heading("야시장 버스 매뉴얼", 0)
    document.add_heading("추진 배경", 1)
    document.add_paragraph("밤에 버스가 없었다.")
    document.add_heading("주요 성과", 1)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(document)


def preview(client, material: MaterialImport) -> str:
    return client.get(address(material, "import-manual")).content.decode()


def test_rows_of_a_new_manual_come_into_its_draft_and_go_with_it(writer):
    costs = [["항목", "금액"], ["설치", "3억 5천만 원"]]
    material = upload(writer, manual(RESULTS, costs), "매뉴얼.docx")
    assert verdicts(material) == ["faulty", "new", "faulty"]
    page, cost = address(material, "import-manual"), address(material, "import-row", 3)
    answer = writer.post(page, DESCRIBED | {"confirm": "1"})
    assert answer.status_code == 409
    assert "3 억 5천만 원" in answer.content.decode()
    assert "3 억 5천만 원" in writer.get(cost).content.decode()
    writer.post(cost, {"what_ko": "설치", "amount": "350000000"})
    assert verdicts(material) == ["new", "new", "new"]
    assert "성과" in preview(writer, material)
    assert 'name="policy"' not in writer.get(cost).content.decode()
    assert writer.post(page, DESCRIBED | {"confirm": "1"}).url == address(material)
    draft = PolicyPage.objects.get(slug=NEW["id"]).get_latest_revision_as_object()
    assert [(r.indicator, r.before_value, r.after_year) for r in draft.results.all()] == [("하루 승객", 1200, 2019)]
    assert [cost.amount for cost in draft.costs.all()] == [Decimal(350000000)]
    assert not draft.live
    writer.post(address(material, "import-undo"))
    assert not PolicyPage.objects.filter(slug=NEW["id"]).exists()


def test_part_that_a_table_tells_is_not_called_lacking(writer):
    material = upload(writer, manual([["문제점", "해결방안"], ["차고지가 없었다.", "새로 지었다."]]), "매뉴얼.docx")
    lacking = preview(writer, material).split("아직 없는 매뉴얼 항목")[1].split("</p>")[0]
    assert "성공 요인" in lacking
    assert "어려움" not in lacking


def test_rows_are_added_to_a_policy_that_is_there_and_known_when_they_come_again(writer):
    there = korean(PolicyPage, "owl-bus")
    before = len(there.get_latest_revision_as_object().results.all())
    posted = {"id": "owl-bus", "column-0": "", "confirm": "1"}
    material = upload(writer, manual(RESULTS), "매뉴얼.docx")
    assert writer.post(address(material, "import-manual"), posted).url == address(material)
    assert len(korean(PolicyPage, "owl-bus").get_latest_revision_as_object().results.all()) == before + 1
    again = upload(writer, manual([RESULTS[0], ["하루 승객", "명", "1,200", "9,900", "교통국"]]), "매뉴얼.docx")
    writer.post(address(again, "import-manual"), {"id": "owl-bus", "column-0": ""})
    assert verdicts(again) == ["unchanged", "changed"]
    writer.post(address(again, "import-manual"), {"id": "owl-bus", "column-0": "", "left-out": "2"})
    assert 'name="confirm"' not in preview(writer, again)
    writer.post(address(material, "import-undo"))
    assert len(korean(PolicyPage, "owl-bus").get_latest_revision_as_object().results.all()) == before

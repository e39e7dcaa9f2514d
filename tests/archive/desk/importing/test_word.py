"""A manual from Word: its headings find their place, an editor places the rest, and it becomes a draft."""

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from seoulsolution.archive.desk.importing.sections import placed, rows_meant_by, to_sections
from seoulsolution.archive.desk.importing.word import read_word
from seoulsolution.archive.models import PolicyPage

from .conftest import NEW, address, saved, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]


def tracked(paragraph, tag: str, text: str, holder: str) -> None:
    change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(holder)
    change.set(qn("w:author"), "김")
    words.text = text
    run.append(words)
    change.append(run)
    paragraph._p.append(change)


def manual() -> bytes:
    document = Document()
    document.add_heading("야시장 버스 매뉴얼", 0)
    document.add_heading("Ⅰ. 추진 배경", 1)
    paragraph = document.add_paragraph("밤에 <시장>을 찾는 ")
    paragraph.add_run("시민").bold = True
    tracked(paragraph, "w:ins", "이 늘었다.", "w:t")
    tracked(paragraph, "w:del", "지운 글", "w:delText")
    document.add_heading("현황", 2)
    document.add_paragraph("○ 배차 간격이 40분이었다.")
    document.add_heading("2. Objectives", 1)
    document.add_paragraph("20분으로 줄인다.", style="List Bullet")
    document.add_paragraph("만족도를 높인다.", style="List Number")
    document.add_heading("추진 경과", 1)
    document.add_paragraph("2013년 시범 운행")
    document.add_paragraph("2015. 정식 운행")
    document.add_paragraph().add_run("소요 예산").bold = True
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("연도", "예산"), ("2013", "3억 원")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return saved(document)


def described(**more: str) -> dict[str, str]:
    return {name: NEW[name] for name in ("id", "title_ko", "one_line_ko")} | {"area": "transportation"} | more


def test_document_becomes_sections_with_accepted_text_only():
    found = read_word(manual())
    title, sections = to_sections(found["blocks"])
    assert title == "야시장 버스 매뉴얼"
    assert [(s["heading"], s["column"], s["text"]) for s in sections] == [
        (
            "Ⅰ. 추진 배경",
            "background_ko",
            "밤에 <시장>을 찾는 <b>시민</b>이 늘었다.\n\n# 현황\n\n• 배차 간격이 40분이었다.",
        ),
        ("2. Objectives", "objectives_ko", "• 20분으로 줄인다.\n• 만족도를 높인다."),
        ("추진 경과", "milestones_ko", "2013년 시범 운행\n\n2015. 정식 운행"),
        ("소요 예산", "", "• 연도: 2013, 예산: 3억 원"),
    ]
    assert [code for code, _values in found["notices"]] == ["tracked", "tables"]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("3) 문제점 및 해결방안", "difficulties_ko"),
        ("제2장 추진 체계", "organisation_ko"),
        ("□ 서울시 자전거 정책의 추진 배경", "background_ko"),
        ("What other cities should know", "for_other_cities_ko"),
        ("참고 문헌", "sources"),
        ("가. 성공요인", "success_factors_ko"),
        ("인사말", ""),
    ],
)
def test_heading_leads_to_the_column_that_offices_mean(heading: str, column: str):
    assert placed(heading) == column


@pytest.mark.parametrize(
    ("heading", "table"),
    [("5. 주요 성과", "policy-results"), ("소요 예산", "policy-costs"), ("Outcomes", "policy-results"), ("인사말", "")],
)
def test_heading_of_rows_leads_to_their_table(heading: str, table: str):
    assert not placed(heading)
    assert getattr(rows_meant_by(heading), "name", "") == table


def test_manual_is_placed_in_the_preview_and_becomes_a_draft(writer, reader):
    material = upload(writer, manual(), "매뉴얼.docx")
    page = address(material, "import-manual")
    assert writer.get(address(material)).url == page
    first = writer.get(page).content.decode()
    assert "미지정" in first
    assert "aria-invalid" not in first
    assert "변경 내용 추적은 모두 적용한 것으로 봅니다" in first
    assert 'name="confirm"' not in first
    lacking = first.split("아직 없는 매뉴얼 항목")[1].split("</p>")[0]
    assert "어려움" in lacking
    assert "주요 경과" not in lacking
    assert 'value="yasijang-beoseu-maenyueol"' in first
    assert "‘정책 · 비용’ 표로 가져오십시오" in first
    writer.post(page, described(**{"column-3": "for_other_cities_ko", "text-1": "• 고친 목표"}))
    assert 'name="confirm"' in writer.get(page).content.decode()
    assert not PolicyPage.objects.filter(slug=NEW["id"]).exists()
    answer = writer.post(page, described(confirm="1"))
    assert answer.url == address(material)

    draft = PolicyPage.objects.get(slug=NEW["id"]).get_latest_revision_as_object()
    assert not draft.live
    assert draft.title == NEW["title_ko"]
    assert [(m.year, m.text) for m in draft.milestones.all()] == [(2013, "시범 운행"), (2015, "정식 운행")]
    assert "고친 목표" in str(draft.objectives)
    assert "&lt;시장&gt;" in str(draft.background)
    assert "지운 글" not in str(draft.background)
    assert "3억 원" in str(draft.for_other_cities)
    assert NEW["title_ko"] in writer.get(address(material)).content.decode()
    assert writer.post(address(material, "import-undo")).status_code == 302
    assert not PolicyPage.objects.filter(slug=NEW["id"]).exists()


def test_manual_of_a_policy_that_is_there_changes_only_what_was_placed(writer):
    before = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    material = upload(writer, manual(), "매뉴얼.docx")
    page = address(material, "import-manual")
    writer.post(page, {"id": "owl-bus", "title_ko": "다른 제목", "column-2": "", "column-0": ""})
    assert "정책이 이미 있습니다" in writer.get(page).content.decode()
    writer.post(page, {"id": "owl-bus", "confirm": "1"})
    after = PolicyPage.objects.get(pk=before.pk).get_latest_revision_as_object()
    assert "20분으로 줄인다." in str(after.objectives)
    assert (after.title, after.summary) == (before.title, before.summary)
    assert [m.text for m in after.milestones.all()] == [m.text for m in before.milestones.all()]


def test_manual_called_like_a_policy_is_offered_as_the_manual_of_that_policy(writer):
    document = Document()
    document.add_heading(PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko").title, 0)
    document.add_heading("추진 배경", 1)
    document.add_paragraph("밤에 버스가 없었다.")
    material = upload(writer, saved(document), "매뉴얼.docx")
    assert 'value="owl-bus"' in writer.get(address(material, "import-manual")).content.decode()


def test_sections_that_are_not_in_the_draft_are_named(writer):
    material = upload(writer, manual(), "매뉴얼.docx")
    writer.post(address(material, "import-manual"), described(confirm="1"))
    told = writer.get(address(material)).content.decode()
    assert "초안에 담지 않은 절: 소요 예산" in told


def test_manual_that_does_not_fit_says_where_and_keeps_what_was_typed(writer, staff):
    material = upload(writer, manual(), "매뉴얼.docx")
    page = address(material, "import-manual")
    posted = described(**{"text-2": "시범 운행, 연도 없음", "text-1": '<a href="javascript:x">글</a>', "area": "water"})
    answer = writer.post(page, posted | {"confirm": "1"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "연도가 없는 줄이 있습니다" in text
    assert "이 분야에 정책을 추가할 권한이 없습니다" in text
    assert "시범 운행, 연도 없음" in text
    assert "&lt;a href=&quot;javascript:x&quot;&gt;" in text
    assert not PolicyPage.objects.filter(slug=NEW["id"]).exists()

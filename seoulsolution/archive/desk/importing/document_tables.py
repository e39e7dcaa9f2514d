"""Tables of a document as rows of what a manual tells in rows, where their headings say which.

A table with a heading that is not known, or with rows of other widths, is none of these and stays in the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override

from seoulsolution.core.claims import Basis

from ...policies.evidence import Cost
from ..tables.manuals import COSTS, DIFFICULTIES, MILESTONES, RESULTS
from .columns import Column
from .document_names import letters
from .narrative_text import tidy_line
from .tables import RowTable

Cells = dict[str, str]
# So many rows of tables a manual brings at most; the tables after them stay in the text.
MOST_TABLE_ROWS = 200
# What offices write above a column, by the table and the field; the names of the archive's own columns are known.
HEADINGS: dict[RowTable, dict[str, str]] = {
    RESULTS: {
        "indicator": "지표명 성과지표 평가지표 측정지표 항목 구분 indicators measure metric item",
        "unit": "단위 units",
        "before_value": "이전 전 도입전 시행전 추진전 사업전 정책전 기준값 기준치 before baseline",
        "before_year": "이전연도 이전년도 기준연도 기준년도 도입전연도 시행전연도 baselineyear beforeyear",
        "after_value": "이후 후 도입후 시행후 추진후 사업후 정책후 성과 실적 결과 after result",
        "after_year": "이후연도 이후년도 측정연도 측정년도 도입후연도 시행후연도 afteryear yearmeasured",
        "years": "연도 년도 비교연도 years year",
        "source": "출처 자료 자료출처 source sources",
    },
    COSTS: {
        "what": "항목 구분 내역 비목 용도 세부내역 사업내용 item what purpose",
        "amount": "금액 비용 사업비 예산 예산액 소요예산 집행액 amount cost budget spent",
        "currency": "통화 currency",
        "year": "연도 년도 year",
        "source": "출처 자료 자료출처 source sources",
    },
    DIFFICULTIES: {
        "problem": "어려움 문제 문제점 애로사항 장애요인 갈등 쟁점 difficulties problem problems challenge challenges "
        "obstacle obstacles",
        "solution": "해결 해결책 해결방안 해결방법 대응 대응방안 개선방안 대책 solutions response howitwassolved",
        "source": "출처 자료 자료출처 source sources",
    },
    MILESTONES: {
        "year": "연도 년도 시기 일시 일자 날짜 기간 추진시기 year date when period",
        "text": "내용 주요내용 추진내용 경과 추진경과 주요경과 연혁 what event events milestone milestones description",
        "source": "출처 자료 자료출처 source sources",
    },
}
NEEDED: dict[RowTable, tuple[set[str], ...]] = {
    RESULTS: ({"indicator"}, {"before_value", "after_value"}),
    COSTS: ({"what"}, {"amount"}),
    DIFFICULTIES: ({"problem"}, {"solution"}),
    MILESTONES: ({"year"}, {"text"}),
}
# Words for a budget above a column of amounts; any other is what was spent.
BUDGET = {"예산", "예산액", "소요예산", "budget"}
COUNTING = {"번호", "순번", "연번", "no", "number"}
REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
UNIT = re.compile(r"[(\[<※\s]*(?:단위|unit)s?\s*[:：]\s*([^)\]>]+?)[)\]>\s]*", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)((?:1[0-9]|20)\d\d)(?!\d)")
ONLY_YEAR = re.compile(r"[’'(]*(\d{4})\s*(?:년|年)?[)\s.]*")
NUMBER = re.compile(r"([-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?)\s*(.*)")
NOTHING = {"-", "–", "—", "·", "…", "n/a"}
KOREAN_UNITS = {"": 1, "천": 10**3, "만": 10**4, "백만": 10**6, "천만": 10**7, "억": 10**8, "조": 10**12}
WON = re.compile(r"(천만|백만|천|만|억|조|)\s*원|(억|조)")
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
MONEY = re.compile(r"(?:([A-Z]{3})\s*)?(?:(thousand|million|billion)\s*)?(?:([A-Z]{3})\s*)?", re.ASCII)


@dataclass(frozen=True)
class Found:
    """A row that a table of a document becomes."""

    table: RowTable
    cells: Cells


@dataclass(frozen=True)
class Head:
    """What stands above a column. `remark`: in brackets, such as a year or a unit. Empty `field`: it is not read."""

    field: str
    name: str
    remark: str = ""


def without_tables(blocks: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Found]]:
    """(the blocks without tables that are told in rows, their rows)."""
    kept: list[dict[str, Any]] = []
    found: list[Found] = []
    for block in blocks:
        unit = _unit_above(kept) if block["kind"] == "table" else ""
        rows = list(_rows_of(block["rows"], unit)) if block["kind"] == "table" else []
        if rows and len(found) + len(rows) <= MOST_TABLE_ROWS:
            found += rows
            kept = kept[:-1] if unit else kept
        else:
            kept.append(block)
    return kept, found


def _unit_above(blocks: list[dict[str, Any]]) -> str:
    """“(단위: 백만원)” on the line above a table."""
    if not blocks or "runs" not in blocks[-1]:
        return ""
    match = UNIT.fullmatch("".join(run[0] for run in blocks[-1]["runs"]).strip())
    return match[1].strip() if match else ""


def _rows_of(rows: list[list[str]], unit: str) -> Iterable[Found]:
    header, *body = rows
    if any(len(row) != len(header) for row in body):
        return
    heads = next(iter(_recognised(header, body)), None)
    if heads is None:
        return
    table, named = heads
    for row in body:
        cells = _cells(table, named, row, unit)
        if any(text for name, text in cells.items() if name not in ("kind", "currency")):
            yield Found(table, cells)


def _recognised(header: list[str], body: list[list[str]]) -> Iterable[tuple[RowTable, list[Head]]]:
    """The tables whose headings these are: each is known, and none twice."""
    for table, needed in NEEDED.items():
        heads = [_head(table, text, [row[number] for row in body]) for number, text in enumerate(header)]
        if table is RESULTS:
            heads = _between_years(heads)
        fields = [head.field for head in heads if head is not None and head.field]
        if None not in heads and len(set(fields)) == len(fields) and all(one & set(fields) for one in needed):
            yield table, [head for head in heads if head is not None]


def _head(table: RowTable, text: str, column: list[str]) -> Head | None:
    remark = REMARK.search(text)
    name = letters(REMARK.sub(" ", text))
    if field := _known()[table].get(name):
        return Head(field, name, remark[1].strip() if remark else "")
    if table is RESULTS and (year := ONLY_YEAR.fullmatch(text.strip())):
        return Head("year", name, year[1])
    is_empty = not any(cell.strip() for cell in column)
    return Head("", name) if name in COUNTING or is_empty else None


def _between_years(heads: list[Head | None]) -> list[Head | None]:
    """Two columns that are called by years are what was before and after."""
    years = sorted(head.remark for head in heads if head and head.field == "year")
    if len(set(years)) != 2:
        return heads
    sides = dict(zip(years, ("before_value", "after_value"), strict=True))
    return [Head(sides[h.remark], h.name, h.remark) if h and h.field == "year" else h for h in heads]


@cache
def _known() -> dict[RowTable, dict[str, str]]:
    found: dict[RowTable, dict[str, str]] = {}
    for table, fields in HEADINGS.items():
        known = found.setdefault(table, {})
        for code, _language in settings.LANGUAGES:
            with override(code):
                known |= {letters(str(column.called)): column.field for column in _own(table)}
        known |= {name: field for field, names in fields.items() for name in names.split()}
    return found


def _own(table: RowTable) -> list[Column]:
    return [column for column in table.columns.values() if column.is_source and (column.fact or column.words)]


def _cells(table: RowTable, heads: list[Head], row: list[str], unit: str) -> Cells:
    told = {head.field: (head, tidy_line(cell)) for head, cell in zip(heads, row, strict=True) if head.field}
    fields = {name: "" if cell in NOTHING else cell for name, (_head, cell) in told.items()}
    if table is RESULTS:
        _fit_result(fields, {name: head for name, (head, _cell) in told.items()}, unit)
    elif table is COSTS:
        _fit_cost(fields, told["amount"][0], unit)
    elif table is MILESTONES:
        _fit_milestone(fields)
    if fields.get("source"):
        fields["basis"] = Basis.CITED.value
    columns = {column.field: column.name for column in _own(table)}
    return {columns[name]: text for name, text in fields.items()}


def _fit_result(fields: Cells, heads: dict[str, Head], unit: str) -> None:
    years = YEAR.findall(fields.pop("years", ""))
    if len(years) == 2:
        fields["before_year"], fields["after_year"] = years
    elif len(years) == 1:
        fields["after_year"] = years[0]
    if unit and not fields.get("unit"):
        fields["unit"] = unit
    for side in ("before", "after"):
        if fields.get(f"{side}_value"):
            _fit_side(fields, side, heads[f"{side}_value"])
    _fit_years(fields, "before_year", "after_year")


def _fit_side(fields: Cells, side: str, head: Head) -> None:
    """A value before or after, whose year may stand above it or behind it, and its unit behind it."""
    number, behind = _number(fields[f"{side}_value"])
    if year := YEAR.fullmatch(behind.strip("( ).년")) or YEAR.search(head.remark):
        fields.setdefault(f"{side}_year", year[1])
        behind = "" if year.string != head.remark else behind
    unit = fields.get("unit", "")
    if number and behind in ("", unit or behind):
        fields[f"{side}_value"] = number
        if behind:
            fields["unit"] = behind


def _fit_years(fields: Cells, *names: str) -> None:
    for name in names:
        if match := ONLY_YEAR.fullmatch(fields.get(name, "")):
            fields[name] = match[1]


def _fit_cost(fields: Cells, head: Head, unit: str) -> None:
    """The amount in the plain unit. What it cannot be sure of stays as it is written, and is told to be wrong."""
    number, behind = _number(fields["amount"])
    said = behind or head.remark or unit
    scale, currency = _money(said)
    if number and scale:
        fields["amount"] = format(Decimal(number) * scale, "f")
    elif number:
        fields["amount"] = f"{number} {said}"
    if currency and not fields.get("currency"):
        fields["currency"] = currency
    if head.name in BUDGET:
        fields["kind"] = Cost.Kind.BUDGET.value
    _fit_years(fields, "year")


def _money(said: str) -> tuple[int, str]:
    """(how many of the plain unit, currency); 0 where that is not known."""
    if not said:
        return 1, ""
    if match := WON.fullmatch(said):
        return KOREAN_UNITS[match[1] or match[2] or ""], "KRW"
    if match := MONEY.fullmatch(said):
        return SCALES.get(match[2] or "", 1), match[1] or match[3] or ""
    return 0, ""


def _fit_milestone(fields: Cells) -> None:
    """What stands beside the year, as a month, comes before what happened."""
    said = fields["year"]
    years = YEAR.findall(said)
    if not years:
        return
    fields["year"] = years[0]
    rest = said if len(years) > 1 else ONLY_YEAR.sub("", said, count=1).strip(" .-")
    if rest and fields["text"]:
        fields["text"] = f"{said.strip(' .')}: {fields['text']}"


def _number(text: str) -> tuple[str, str]:
    """(number as the tables take it, what stands behind it); no number where none begins the text."""
    match = NUMBER.fullmatch(text)
    return (match[1].replace(",", "").replace("−", "-"), match[2].strip()) if match else ("", "")

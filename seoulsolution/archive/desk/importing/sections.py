"""A document of Word as sections of a manual: each heading finds its place by its name, or waits for an editor."""

import html
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override

from ..tables.manuals import OF_POLICIES
from ..tables.policies import POLICIES
from .document_names import letters
from .narrative_text import BULLET, BULLETS, SPECIAL, literal, tidy_line
from .tables import RowTable
from .words import Kind, Narrative, Rows

# What offices call the parts of a manual. The names of the archive's own columns are known without standing here.
SYNONYMS = {
    "summary": "개요 요약 정책개요 사업개요 주요내용 summary overview abstract",
    "background": "배경 추진배경 정책배경 도입배경 사업배경 배경및필요성 추진배경및필요성 필요성 추진필요성 문제인식 "
    "현황및문제점 background context rationale causes",
    "objectives": "목표 목적 추진목표 정책목표 사업목적 추진목적 목적및목표 objectives objective goals aims purpose",
    "milestones": "추진경과 추진과정 추진경위 경과 연혁 주요연혁 추진연혁 추진일정 howitwascarriedout process history "
    "milestones timeline implementation chronology",
    "organisation": "추진체계 추진조직 조직 조직및인력 조직체계 organisation organization governance structure",
    "expertise": "전문성 필요기술 기술 전문지식 기술및전문성 expertise knowhow technology skills",
    "time_needed": "소요기간 추진기간 사업기간 기간 timeneeded duration period",
    "difficulties": "어려움 어려움과해결 애로사항 애로사항및해결방안 장애요인 문제점및해결방안 갈등과해결 challenges "
    "difficulties obstacles difficultiesandsolutions challengesandsolutions",
    "success_factors": "성공요인 성공요소 successfactors whyitworked",
    "limiting_factors": "한계 한계점 한계및과제 제약요인 limitations limits limitingfactors",
    "for_other_cities": "시사점 정책적시사점 타도시시사점 다른도시가알아둘점 도입시고려사항 교훈 implications lessons "
    "lessonslearned transferability whatothercitiesshouldknow",
    "sources": "참고문헌 참고자료 출처 자료출처 references sources bibliography furtherreading",
}
# What they call parts that a manual tells in rows, with numbers and a source in each: by the relation.
IN_ROWS = {
    "results": "성과 주요성과 추진성과 추진실적 정책효과 정책성과 효과 성과및효과 results outcomes impact achievements",
    "costs": "예산 소요예산 사업비 비용 재원 투입예산 비용과재원 예산및재원 costs costandfinance budget finance",
    "legal_bases": "법적근거 추진근거 근거법령 관련법령 legalbasis legalbases law",
    "stakeholders": "이해관계자 참여기관 참여주체 stakeholders",
    "preconditions": "선행조건 전제조건 preconditions prerequisites",
    "relations": "관련정책 relatedpolicies",
}
NUMBERING = re.compile(
    r"^(?:제?\s*\d+(?:[.\-]\d+)*\s*[장절]?|[ivxⅠ-Ⅻⅰ-ⅻ]+(?=[.)\s])|[가-하](?=[.)])|[①-⑳])[.)]?\s*", re.IGNORECASE
)
# A name that is part of a longer heading is recognised when it has at least so many letters.
SHORTEST_PART = 4
YEAR = re.compile(r"[’'(]?(\d{4})\s*(?:년|[.:\-–~)])?\s*(.*)")
Section = dict[str, str]


def placed(heading: str) -> str:
    """The column to which a heading leads; empty where none is known."""
    return _found(heading, _known())


def rows_meant_by(heading: str) -> RowTable | None:
    """The table of rows to which a heading leads that has no column of its own."""
    relation = _found(heading, {name: relation for relation, names in IN_ROWS.items() for name in names.split()})
    return next((table for table in OF_POLICIES if table.relation == relation), None)


def _found(heading: str, known: Mapping[str, str]) -> str:
    name = letters(NUMBERING.sub("", heading.strip().lstrip("□■○●◇◆▶❍ㅇ ")))
    if name in known:
        return known[name]
    parts = [part for part in known if len(part) >= SHORTEST_PART and part in name]
    return known[max(parts, key=len)] if parts else ""


@cache
def _known() -> dict[str, str]:
    found = {}
    for code, _language in settings.LANGUAGES:
        with override(code):
            for column in section_columns():
                found[letters(str(POLICIES.columns[column].label).partition("(")[0])] = column
    for field, names in SYNONYMS.items():
        column = field if field in POLICIES.columns else f"{field}_{settings.LANGUAGE_CODE}"
        found |= dict.fromkeys(names.split(), column)
    return found


def section_columns() -> list[str]:
    """Columns that a section of a document can become, in the order of a manual."""
    fields = [kind.field for kind in POLICIES.words if kind.field in SYNONYMS]
    names = [
        name
        for name, column in POLICIES.columns.items()
        if column.is_source and column.words and column.field in fields
    ]
    return [*names, "sources"]


def to_sections(blocks: Iterable[dict[str, Any]]) -> tuple[str, list[Section]]:
    """(title of the document, sections). A heading below that of its section stays in it as a heading of the text."""
    title = ""
    sections: list[Section] = []
    lines: list[str] = []
    level = 0
    for block in blocks:
        if block["kind"] == "title" and not title:
            title = tidy_line(_plain(block["runs"]))
            continue
        if block["kind"] in ("heading", "title"):
            heading = tidy_line(_plain(block["runs"]))
            column, depth = placed(heading), block.get("level", 1)
            if column or depth <= level or not _holds_headings(sections):
                _close(sections, lines)
                sections.append({"heading": heading, "column": column, "text": ""})
                level = depth
            else:
                lines.append(f"\n# {heading}\n")
            continue
        if not sections:
            sections.append({"heading": "", "column": "", "text": ""})
        lines += _written(block)
    _close(sections, lines)
    return title, [section for section in sections if section["heading"] or section["text"]]


def _holds_headings(sections: list[Section]) -> bool:
    """Whether a heading can stand within the last section: not where it has no place yet, or is a list of rows."""
    return bool(sections and isinstance(_kind_of(sections[-1]["column"]), Narrative))


def _kind_of(name: str) -> Kind | None:
    return POLICIES.columns[name].words if name in POLICIES.columns else None


def _close(sections: list[Section], lines: list[str]) -> None:
    if sections:
        text = "\n".join(lines)
        sections[-1]["text"] = re.sub(r"\n{3,}", "\n\n", text).strip()
    lines.clear()


def _written(block: dict[str, Any]) -> list[str]:
    """A block as lines of a cell: a paragraph between empty lines, points one below the other."""
    if block["kind"] == "table":
        return ["", *_rows(block["rows"]), ""]
    text = _marked(block["runs"])
    if block["kind"] == "point":
        return [f"{BULLET}{tidy_line(_plain(block['runs']))}"]
    if BULLETS.match(text):
        return [f"{BULLET}{BULLETS.sub('', tidy_line(_plain(block['runs'])), count=1)}"]
    return ["", f"\\{text}" if SPECIAL.match(text) else text, ""]


def _rows(rows: list[list[str]]) -> list[str]:
    """A table as a list: what each cell is called stands in the first row."""
    head, *body = rows
    if not body:
        return [BULLET + " – ".join(cell for cell in head if cell)]
    found = []
    for row in body:
        names = head if len(head) == len(row) else [""] * len(row)
        cells = [f"{name}: {cell}" if name else cell for name, cell in zip(names, row, strict=True) if cell]
        found.append(BULLET + tidy_line(", ".join(cells)))
    return found


def _plain(runs: list[list[str]]) -> str:
    return "".join(run[0] for run in runs)


def _marked(runs: list[list[str]]) -> str:
    parts = []
    for text, look, address in runs:
        marked = literal(text)
        for tag in look if text.strip() else "":
            marked = f"<{tag}>{marked}</{tag}>"
        if address.startswith(("http://", "https://", "mailto:")) and not re.search(r'["<>\s]', address):
            marked = f'<a href="{address}">{marked}</a>'
        parts.append(marked)
    return tidy_line("".join(parts))


def compose(sections: Iterable[Section]) -> dict[str, str]:
    """Cells of the columns to which sections were assigned; several for one column stand below each other."""
    found: dict[str, list[str]] = {}
    for section in sections:
        if section["column"] in section_columns() and section["text"].strip():
            found.setdefault(section["column"], []).append(_fitting(section["column"], section["text"]))
    parted = {name: "\n\n" if isinstance(POLICIES.columns[name].words, Narrative) else "\n" for name in found}
    return {name: parted[name].join(texts) for name, texts in found.items()}


def _fitting(name: str, text: str) -> str:
    """Text of a document in the form that a column takes; what does not fit is left for the editor to see."""
    kind = POLICIES.columns[name].words
    if isinstance(kind, Narrative):
        return text
    lines = [_line(line) for line in text.split("\n") if line.strip()]
    if isinstance(kind, Rows) and kind.facts_of:
        lines = [YEAR.sub(lambda found: f"{found[1]}: {found[2]}", line, count=1) for line in lines]
    return "\n".join(lines)


def _line(line: str) -> str:
    """Plain text, without what marks a point or a heading."""
    clean = BULLETS.sub("", line.strip(), count=1).removeprefix("# ").removeprefix("\\")
    return html.unescape(re.sub(r"</?[bi]>|<br>|</?a( [^>]*)?>", "", clean))

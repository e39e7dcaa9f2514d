"""A document of Word as its headings, paragraphs, list items and tables, in their order.

{"blocks": [{"kind": "title" | "heading" | "paragraph" | "point" | "table", "level", "runs" | "rows"}], "notices"}.
A run is [text, "b" | "i" | "", address]. Changes that were tracked are taken as accepted: what was inserted stands
there, what was deleted does not. Knows neither Django nor the database.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from .limits import LONGEST_CELL, MOST_BLOCKS, Unreadable

# “heading 2” in every Word, “제목 2” and “개요 2” in what Hangul writes.
HEADING = re.compile(r"(?:heading|제목|개요)\s*(\d)", re.IGNORECASE)
TITLE = re.compile(r"(?:title|제목)", re.IGNORECASE)
# A line in bold that is no longer than this and does not end like a sentence looks like a heading.
LONGEST_HEADING = 60
SENTENCE = re.compile(r"[.:;,다]\s*$")
BOLD_LEVEL = 9
GONE = {qn("w:del"), qn("w:moveFrom")}
TRACKED = (*GONE, qn("w:ins"), qn("w:moveTo"))
PICTURES = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
Run = list[str]


def read_word(content: bytes) -> dict[str, Any]:
    document = Document(BytesIO(content))
    blocks: list[dict[str, Any]] = []
    for item in document.iter_inner_content():
        blocks += _of_table(item) if isinstance(item, Table) else _of_paragraph(item)
        if len(blocks) > MOST_BLOCKS:
            raise Unreadable("blocks", most=MOST_BLOCKS)
    if not blocks:
        raise Unreadable("no_text")
    return {"blocks": blocks, "notices": list(_notices(document))}


def _of_paragraph(paragraph: Paragraph) -> Iterable[dict[str, Any]]:
    runs = _joined(_runs(paragraph._p, paragraph, ""))
    text = "".join(run[0] for run in runs).strip()
    if not text:
        return []
    if len(text) > LONGEST_CELL:
        raise Unreadable("long", line=1)
    level = _level(paragraph)
    if level == 0:
        return [{"kind": "title", "runs": runs}]
    if level is None and _looks_like_heading(runs, text):
        level = BOLD_LEVEL
    if level is not None:
        return [{"kind": "heading", "level": level, "runs": runs}]
    return [{"kind": "point" if _is_listed(paragraph) else "paragraph", "runs": runs}]


def _level(paragraph: Paragraph) -> int | None:
    """Of a heading; 0 of the title of the document; None of everything else."""
    style = paragraph.style
    name = (style.name or "") if style is not None else ""
    if match := HEADING.match(name):
        return int(match[1])
    if TITLE.fullmatch(name):
        return 0
    outline = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    level = int(outline.get(qn("w:val"), "9")) if outline is not None else 9
    return level + 1 if level < 9 else None


def _looks_like_heading(runs: list[Run], text: str) -> bool:
    is_bold = all("b" in run[1] for run in runs if run[0].strip())
    return is_bold and len(text) <= LONGEST_HEADING and not SENTENCE.search(text)


def _is_listed(paragraph: Paragraph) -> bool:
    path = f"{qn('w:pPr')}/{qn('w:numPr')}"
    style = paragraph.style
    in_style = style is not None and style.element.find(path) is not None
    return paragraph._p.find(path) is not None or in_style


def _runs(element: Any, paragraph: Paragraph, address: str) -> Iterator[Run]:
    """Runs of text below `element`, also of those that were inserted, linked or stand in a field."""
    for child in element:
        if child.tag in GONE or child.tag == qn("w:pPr"):
            continue
        if child.tag == qn("w:r"):
            text = "".join(_text(part) for part in child)
            if text:
                yield [text, _format(child), address]
        elif child.tag == qn("w:hyperlink"):
            yield from _runs(child, paragraph, _address(child, paragraph))
        else:
            yield from _runs(child, paragraph, address)


def _text(part: Any) -> str:
    if part.tag == qn("w:t"):
        return part.text or ""
    if part.tag in (qn("w:br"), qn("w:cr"), qn("w:tab")):
        return " "
    return "-" if part.tag == qn("w:noBreakHyphen") else ""


def _format(run: Any) -> str:
    found = ""
    for name in ("b", "i"):
        mark = run.find(f"{qn('w:rPr')}/{qn(f'w:{name}')}")
        if mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false", "off"):
            found += name
    return found


def _address(link: Any, paragraph: Paragraph) -> str:
    key = link.get(qn("r:id"))
    relation = paragraph.part.rels.get(key) if key else None
    return str(relation.target_ref) if relation is not None and relation.is_external else ""


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Runs of the same look as one: Word parts them where somebody paused."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1][1:] == run[1:]:
            found[-1][0] += run[0]
        else:
            found.append(run)
    return found


def _of_table(table: Table) -> Iterable[dict[str, Any]]:
    """Its rows as texts of their cells; a cell that spans several columns is named once."""
    rows = []
    for row in table.rows:
        cells = {id(cell._tc): " ".join(_plain(p) for p in cell.paragraphs).strip() for cell in row.cells}
        rows.append(list(cells.values()))
        if len(rows) > MOST_BLOCKS:
            raise Unreadable("blocks", most=MOST_BLOCKS)
    return [{"kind": "table", "rows": rows}] if any(any(row) for row in rows) else []


def _plain(paragraph: Paragraph) -> str:
    return "".join(run[0] for run in _runs(paragraph._p, paragraph, ""))


def _notices(document: Any) -> Iterator[list[Any]]:
    """What is in the document and is not imported, or not as it is."""
    body = document.element.body
    pictures = sum(1 for _picture in body.iter(*PICTURES))
    if pictures:
        yield ["pictures", {"number": pictures}]
    if next(body.iter(*TRACKED), None) is not None:
        yield ["tracked", {}]
    parts = {relation.reltype.rsplit("/", 1)[-1] for relation in document.part.rels.values()}
    if "comments" in parts:
        yield ["comments", {}]
    if next(body.iter(qn("w:footnoteReference"), qn("w:endnoteReference")), None) is not None:
        yield ["footnotes", {}]
    if next(body.iter(qn("w:tbl")), None) is not None:
        yield ["tables", {}]

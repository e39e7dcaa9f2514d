"""Tables as they were uploaded: {"header": [...], "rows": [[line, [cells]]], "notices": [[code, values]]}.

Every cell is text. Lines are counted as a spreadsheet counts them. Knows neither Django nor the database.
"""

import csv
import datetime
import re
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from typing import Any

from .limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, NAMED, Unreadable

DELIMITERS = ",\t;"
# What a spreadsheet would run. An apostrophe before it takes that away; it is not part of the text.
DISARMED = re.compile(r"'+[=+\-@\t\r]")
Row = tuple[int, list[str]]


def read_csv(content: bytes) -> dict[str, Any]:
    """`content` in UTF-8, with or without its mark. Commas, tabs or semicolons part the cells."""
    text = content.decode("utf-8-sig")
    csv.field_size_limit(LONGEST_CELL)
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=lambda sign: head.count(sign))
    reader = csv.reader(StringIO(text, newline=""), strict=True, delimiter=delimiter)
    return _table(_csv_rows(reader), [])


def _csv_rows(reader: Any) -> Iterator[Row]:
    try:
        for line, cells in enumerate(reader, start=1):
            yield line, [cell[1:] if DISARMED.match(cell) else cell for cell in cells]
    except csv.Error as error:
        raise Unreadable("csv", line=reader.line_num) from error


def read_xlsx(content: bytes) -> dict[str, Any]:
    """The first sheet that is shown. Formulas and errors are refused: nobody has seen what they would become."""
    # Reading it takes longer than most tables.
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise Unreadable("no_sheet")
    sheet = sheets[0]
    sheet.reset_dimensions()
    calculated: list[str] = []
    rows = _xlsx_rows(sheet, calculated)
    table = _table(rows, [])
    if calculated:
        raise Unreadable("formula", cells=", ".join(calculated[:NAMED]), number=len(calculated))
    return table


def _xlsx_rows(sheet: Any, calculated: list[str]) -> Iterator[Row]:
    for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        texts = []
        for cell in cells:
            if cell.data_type in ("f", "e"):
                calculated.append(cell.coordinate)
            texts.append(_text(cell.value))
        yield line, texts


def _text(value: Any) -> str:
    """What somebody sees who reads the cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value)


def _table(rows: Iterable[Row], notices: list[list[Any]]) -> dict[str, Any]:
    """The first row that is not empty is the header."""
    header: list[str] = []
    found: list[Row] = []
    size = 0
    for line, cells in rows:
        size += sum(map(len, cells))
        if any(len(cell) > LONGEST_CELL for cell in cells) or size > MOST_TEXT:
            raise Unreadable("long", line=line)
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = _trimmed(cells)
            continue
        if len(found) == MOST_ROWS:
            raise Unreadable("rows", most=MOST_ROWS)
        found.append((line, _fitting(cells, len(header), line)))
    if not header:
        raise Unreadable("no_rows")
    return {"header": header, "rows": found, "notices": notices}


def _trimmed(cells: list[str]) -> list[str]:
    end = max(number for number, cell in enumerate(cells, start=1) if cell.strip())
    return cells[:end]


def _fitting(cells: list[str], width: int, line: int) -> list[str]:
    """As many cells as the header has. More of them that are not empty come of a quotation mark that is missing."""
    if any(cell.strip() for cell in cells[width:]):
        raise Unreadable("ragged", line=line, number=len(_trimmed(cells)), expected=width)
    return cells[:width] + [""] * (width - len(cells))

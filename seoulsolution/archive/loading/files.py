"""Reading content files: whole, strictly UTF-8, of bounded size, in constant memory where they are tables."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.utils.translation import gettext as _

from .faults import Faults

if TYPE_CHECKING:
    from _csv import Reader

LARGEST_TABLE = 64 * 1024 * 1024
LARGEST_DOCUMENT = 2 * 1024 * 1024
MOST_ROWS = 20_000
LONGEST_CELL = 100_000
CHUNK = 1024 * 1024


def check_bytes(path: Path, name: str, limit: int, faults: Faults) -> bool:
    """Whether the file can be read: it exists, is not too large, is UTF-8 and holds no NUL byte."""
    try:
        size = path.stat().st_size
        if size > limit:
            faults.give_up(
                name, 1, "file", _("has {size} bytes; expected at most {limit}").format(size=size, limit=limit)
            )
            return False
        with path.open("rb") as stream:
            return _check_text(stream, name, faults)
    except FileNotFoundError:
        faults.give_up(name, 1, "file", _("is missing; expected a file of this name"))
    except OSError as error:
        faults.give_up(name, 1, "file", _("cannot be read: {error}").format(error=error.strerror))
    return False


def _check_text(stream: BinaryIO, name: str, faults: Faults) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    position = 0
    rest = b""
    for chunk in iter(lambda: stream.read(CHUNK), b""):
        rest = decoder.getstate()[0]
        data = rest + chunk
        if (nul := chunk.find(b"\0")) >= 0:
            where = {"position": position + nul}
            faults.give_up(
                name,
                line + chunk.count(b"\n", 0, nul),
                "file",
                _("holds a NUL byte at byte {position}; expected text").format(**where),
            )
            return False
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return _not_utf8(name, line + data.count(b"\n", 0, error.start), position - len(rest) + error.start, faults)
        line += chunk.count(b"\n")
        position += len(chunk)
    rest = decoder.getstate()[0]
    return _not_utf8(name, line, position - len(rest), faults) if rest else True


def _not_utf8(name: str, line: int, position: int, faults: Faults) -> bool:
    faults.give_up(
        name, line, "file", _("is not UTF-8 at byte {position}; expected text in UTF-8").format(position=position)
    )
    return False


@dataclass(frozen=True)
class Row:
    """One record of a table. `line` is the physical line on which it begins."""

    line: int
    cells: dict[str, str]


def read_table(path: Path, name: str, columns: list[str], faults: Faults) -> Iterator[Row]:
    """Rows of a CSV file that has exactly these columns, in any order."""
    if not check_bytes(path, name, LARGEST_TABLE, faults):
        return
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        try:
            header = next(reader, [])
            if _check_header(header, columns, name, faults):
                yield from _rows(reader, header, name, faults)
        except csv.Error as error:
            faults.give_up(name, reader.line_num, "row", _("is not a row of CSV: {error}").format(error=error))


def _check_header(header: list[str], columns: list[str], name: str, faults: Faults) -> bool:
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    doubled = sorted({column for column in header if header.count(column) > 1})
    for column in missing[:20]:
        faults.give_up(
            name,
            1,
            column,
            _("is missing from the header; expected the columns {columns}").format(columns=", ".join(columns)),
        )
    for column in unknown[:20]:
        faults.give_up(
            name,
            1,
            column[:40] or "header",
            _("is not a known column; expected the columns {columns}").format(columns=", ".join(columns)),
        )
    for column in doubled[:20]:
        faults.give_up(name, 1, column[:40] or "header", _("is in the header twice; expected it once"))
    return not (missing or unknown or doubled)


def _rows(reader: "Reader", header: list[str], name: str, faults: Faults) -> Iterator[Row]:
    line = reader.line_num + 1
    number = 0
    for cells in reader:
        begin, line = line, reader.line_num + 1
        if not cells:
            continue
        number += 1
        if number > MOST_ROWS:
            faults.give_up(
                name,
                begin,
                "file",
                _("has more than {limit} rows; expected fewer, nothing was read").format(limit=MOST_ROWS),
            )
            return
        if len(cells) != len(header):
            message = _("has {number} cells; expected {expected}").format(number=len(cells), expected=len(header))
            faults.add(name, begin, "row", message)
            continue
        yield Row(begin, dict(zip(header, (cell.strip() for cell in cells), strict=True)))

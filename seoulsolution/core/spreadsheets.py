"""Tables that people open in a spreadsheet: Korean Excel reads them, and runs nothing in them."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

# What a spreadsheet would run, also behind the apostrophes that keep it from that. Negative numbers stay numbers.
RUNS = re.compile(r"'*[=+\-@\t\r]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def disarmed(text: str) -> str:
    return f"'{text}" if RUNS.match(text) and not NUMBER.fullmatch(text) else text


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it. What Excel would run begins with an apostrophe."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([disarmed(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def csv_answer(name: str, rows: Iterable[Sequence[str]]) -> HttpResponse:
    """`name`: that of the file, in ASCII, without its ending."""
    response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response

"""Words of a handout as data for the typesetter: runs of text, marks of claims, charts as fractions.

A text is a string, or a list of runs {"t": text, "b": bold, "i": italic, "lang": other language, "link": address}.
"""

from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from seoulsolution.core.claims import Basis, Confidence
from seoulsolution.core.numbers import format_large, format_quantity
from seoulsolution.core.passages import foreign_language

from .evidence import Result
from .marks import Mark
from .results import ResultRow

Runs = list[dict[str, Any]]
Words = str | Runs
LINKS = ("http://", "https://", "mailto:")


def absolute(address: str | None) -> str:
    """An address that works on paper and in a file, "" when it is not one to link to."""
    if not address:
        return ""
    if address.startswith("/") and not address.startswith("//"):
        return settings.SITE_URL + address
    return address if address.startswith(LINKS) else ""


def words(text: object) -> Words:
    """Plain text, marked when it is not in the language of the document."""
    said = str(text or "").strip()
    other = foreign_language(said, get_language() or settings.LANGUAGE_CODE)
    return [{"t": said, "lang": other}] if other else said


class _Paragraphs(HTMLParser):
    """Rich text as paragraphs of runs; tags that are not known are read as their text."""

    BOLD, ITALIC, BLOCKS = ("b", "strong"), ("i", "em"), ("p", "li", "div")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Runs] = [[]]
        self.open: list[tuple[str, dict[str, Any]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self.paragraphs.append([])
        elif tag == "br":
            self.paragraphs[-1].append({"t": "\n"})
        style: dict[str, Any] = {}
        if tag in self.BOLD:
            style = {"b": True}
        elif tag in self.ITALIC:
            style = {"i": True}
        elif tag == "a":
            address = absolute(dict(attrs).get("href"))
            style = {"link": address} if address else {}
        if tag != "br":
            self.open.append((tag, style))

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == tag:
                del self.open[index:]
                return

    def handle_data(self, data: str) -> None:
        run: dict[str, Any] = {"t": " ".join(data.split("\n"))}
        for _tag, style in self.open:
            run |= style
        self.paragraphs[-1].append(run)


def rich_words(html: str) -> list[Runs]:
    """The paragraphs of a rich text, each marked when it is not in the language of the document."""
    parser = _Paragraphs()
    parser.feed(expand_db_html(html))
    parser.close()
    paragraphs = []
    for runs in parser.paragraphs:
        said = "".join(run["t"] for run in runs)
        other = foreign_language(said, get_language() or settings.LANGUAGE_CODE)
        if said.strip():
            paragraphs.append([run | {"lang": other} for run in runs] if other else runs)
    return paragraphs


def mark_words(mark: Mark) -> dict[str, Any]:
    """What stands in the margin beside a claim, and the note below it."""
    numbers = sorted(numbered.number for numbered in mark.sources)
    basis = mark.basis
    if basis in (Basis.CITED, Basis.LISTED) and not numbers:
        basis = Basis.UNRECORDED
    lead = ""
    if numbers:
        lead = _("Source") if len(numbers) == 1 else _("Sources")
        if mark.basis == Basis.LISTED and len(numbers) > 1:
            lead = _("One of the sources")
    said = str(basis.label) if basis in (Basis.UNRECORDED, Basis.JUDGEMENT) else ""
    trust = "" if mark.confidence == Confidence.HIGH else str(mark.confidence.label)
    return {
        "lead": lead,
        "numbers": numbers,
        "said": said,
        "trust": trust,
        "disputed": _("Disputed") if mark.is_disputed else "",
        "note": words(mark.disputed),
    }


def chart_words(row: ResultRow) -> dict[str, Any] | None:
    """Bars of a result as fractions of the width, None where the page draws none either."""
    result = row.result
    known = [value for value in (result.before_value, result.after_value) if value is not None]
    whole = Decimal(100) if result.unit == "%" and all(0 <= value <= 100 for value in known) else None
    if not row.chart or (len(known) == 1 and whole is None):
        return None
    values = [*known, *([whole] if whole is not None else [])]
    low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    span = (high - low) or Decimal(1)
    kind = Result.Kind(result.kind)
    bars = list(_bars(row, kind, low, span))
    named = f"{result.indicator} ({result.unit})" if result.unit else result.indicator
    alternative = "; ".join(f"{bar['period']}: {bar['value']}" for bar in bars)
    return {
        "title": words(result.indicator),
        "unit": "" if result.unit == "%" else words(result.unit),
        "kind": "" if kind == Result.Kind.MEASURED else str(kind.label),
        "bars": bars,
        "whole": [float((Decimal(0) - low) / span), float((whole - low) / span)] if whole is not None else None,
        "alternative": f"{named}. {alternative}",
    }


def _bars(row: ResultRow, kind: Result.Kind, low: Decimal, span: Decimal) -> Iterator[dict[str, Any]]:
    """Before and after, as far as they are known; `low` stands at the left end of a width of `span`."""
    result = row.result
    drawn = "after" if kind == Result.Kind.MEASURED else kind.value
    for role, value, period in (
        ("before", result.before_value, row.before_period or _("Before")),
        (drawn, result.after_value, row.after_period or _("After")),
    ):
        if value is None:
            continue
        start, end = sorted(((Decimal(0) - low) / span, (value - low) / span))
        yield {
            "role": role,
            "period": period,
            "value": format_quantity(value, result.unit if result.unit == "%" else ""),
            "start": float(start),
            "end": float(end),
        }


def measured(value: Decimal | None, unit: str, period: str) -> dict[str, Any]:
    """A cell of the table of results."""
    if value is None:
        return {"value": "", "period": ""}
    return {"value": format_quantity(value, unit) if len(unit) < 12 else format_large(value), "period": period}

"""A tender in a list, as HTML."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from seoulsolution.core.markup import Piece, joined, said
from seoulsolution.core.numbers import format_money

if TYPE_CHECKING:
    from .closing import TenderStatus
    from .lines import TenderLine


def tender_entry(tender: "TenderLine", *, level: int, status: "TenderStatus") -> SafeString:
    """`level`: 2 to 4, that of the heading."""
    language = get_language() or settings.LANGUAGE_CODE
    return _ENTRY(
        level=level,
        url=tender.url,
        title=said(tender.title, language),
        line=said(tender.issuer, language),
        facts=joined(_facts(tender, status, language), " "),
    )


def _facts(tender: "TenderLine", status: "TenderStatus", language: str) -> Iterator[SafeString]:
    yield _STATUS(status=status.value, words=status.label)
    if tender.closing.said:
        yield _FIGURES(words=tender.closing.said)
    yield _WHERE(words=said(tender.place.label, language))
    if tender.area is not None:
        yield _AREA(hue=tender.area.hue, name=tender.area.label)
    if tender.amount is not None:
        yield _FIGURES(words=format_money(tender.amount, tender.currency))


_ENTRY = Piece("""
    <h{level} class="entry-title"><a href="{url}">{title}</a></h{level}>
    <p class="entry-line">{line}</p>
    <p class="entry-facts">{facts}</p>
""")
_STATUS = Piece('<span class="status status--{status}">{words}</span>')
_FIGURES = Piece('<span class="figures">{words}</span>')
_WHERE = Piece("<span>{words}</span>")
_AREA = Piece('<span class="area-name area-{hue}">{name}</span>')

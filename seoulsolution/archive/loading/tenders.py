"""The file of tenders and calls abroad: what a row says, and how it is read.

A content without the file has none.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from ..cities.tenders.models import TenderPage
from . import limits
from .forms import RowForm
from .shapes import Shape, Text
from .tables import Table
from .values import Day, TimeOfDay, TimeZone, WebAddress

TITLE = limits.words(TenderPage, "title", required=True)
ISSUER = limits.words(TenderPage, "issuer", required=True)
AMOUNT = limits.number(TenderPage, "amount", negative=False, required=False)
LINK = WebAddress(required=True)


@dataclass(frozen=True, kw_only=True)
class Tender(Shape):
    """`closes_at`: the time there; None where the whole day counts."""

    id: str
    place_id: str
    area_id: str
    title: Text
    issuer: Text
    summary: Text
    closes_on: date | None
    closes_at: time | None
    time_zone: str
    amount: Decimal | None
    currency: str
    website: str
    sources: tuple[str, ...]
    confidence: str
    disputed: Text


def read_tender(form: RowForm) -> Tender:
    return Tender(
        line=form.line,
        id=form.value("id", limits.ID),
        place_id=form.value("place_id", limits.ID),
        area_id=form.value("area_id", limits.REFERENCE),
        title=form.words("title", TITLE),
        issuer=form.words("issuer", ISSUER),
        summary=form.words("summary", limits.TEXT_REQUIRED),
        closes_on=form.value("closes_on", Day()),
        closes_at=form.value("closes_at", TimeOfDay()),
        time_zone=form.value("time_zone", TimeZone()),
        amount=form.value("amount", AMOUNT),
        currency=form.value("currency", limits.CURRENCY_OR_NONE),
        website=form.value("website", LINK),
        sources=form.sources("source"),
        confidence=form.value("confidence", limits.CONFIDENCE),
        disputed=form.words("disputed", limits.TEXT),
    )


TENDERS = Table(
    "tenders.csv",
    (
        *("id", "place_id", "area_id", "closes_on", "closes_at", "time_zone", "amount", "currency", "website"),
        *("source", "confidence"),
    ),
    ("title", "issuer", "summary", "disputed"),
    read_tender,
    is_optional=True,
)

"""Tenders as lists say them: what a line needs, how they are counted, narrowed and put in order.

Their status depends on the clock and is no column, so each is counted by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.closings import Closing, first_after
from seoulsolution.core.counted_lists import CellFilter
from seoulsolution.core.json_lines import JsonLines
from seoulsolution.core.other_languages import Language
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import ArchiveQuerySet

from ...policies.lines import AREA, AreaName, AreaNames
from .closing import TenderStatus, changes_after, status_of
from .entries import tender_entry
from .models import TenderPage

CLOSING = ("closes_on", "closes_at", "time_zone")
TENDER = (
    *("pk", "title", "issuer", "url_path", "locale__language_code", "amount", "currency"),
    *("place__slug", "place__name", "place__country__name"),
    *AREA,
    *CLOSING,
)
JSON_TENDERS = JsonLines("tender", TenderPage, TENDER)
STATES = list(TenderStatus)


@dataclass(frozen=True, slots=True)
class TenderLine:
    """A tender in a list. Its attributes are called as those of the `TenderPage`."""

    pk: int
    title: str
    issuer: str
    url: str | None
    locale: Language
    amount: Decimal | None
    currency: str
    place: PlaceName
    area: AreaName | None
    closing: Closing

    def draw(self, *, level: int, now: datetime) -> SafeString:
        return tender_entry(self, level=level, status=status_of(self.closing, now))


@dataclass(frozen=True, slots=True)
class Cell:
    """One tender as it is counted."""

    pk: int
    title: str
    status: str
    city: str
    city_name: str
    sector: str
    sector_name: str
    closing: Closing
    number: int = 1

    @property
    def rank(self) -> tuple[int, float, str, int]:
        """Its place in a list: what closes first, what closes at a time that is not known, what closed last."""
        state = STATES.index(TenderStatus(self.status))
        moment = self.closing.moment.timestamp() if self.closing.moment else 0
        is_open = self.status in (TenderStatus.TODAY, TenderStatus.OPEN)
        return (0 if is_open else state, moment if is_open else -moment, self.title, self.pk)


def of_language(language: str) -> ArchiveQuerySet:
    return TenderPage.objects.published().translated().in_language(language)


@kept
def _cells(language: str) -> QuerySet[Any]:
    columns = ("pk", "title", "place__slug", "place__name", "area__slug", "area__name", *CLOSING)
    return of_language(language).order_by().values_list(*columns)


@kept
def _lines(pks: list[int]) -> QuerySet[Any]:
    return TenderPage.objects.filter(id__in=pks).order_by().values_list(*TENDER, named=True)


@kept
def tenders_with_a_closing(language: str) -> QuerySet[Any]:
    """What calendars say of the public tenders of a language, by the days on which they close."""
    tenders = of_language(language).filter(closes_on__isnull=False).order_by("closes_on", "pk")
    columns = ("pk", "translation_key", "title", "issuer", "url_path", "last_published_at", *CLOSING)
    return tenders.values_list(*columns, "place__slug", "place__name", "place__country__name", named=True)


def cells(language: str, now: datetime) -> list[Cell]:
    """All public tenders of a language, as they are at `now`; one query."""
    found = []
    for pk, title, city, city_name, sector, sector_name, *dates in _cells(language=language):
        closing = Closing(*dates)
        status = status_of(closing, now)
        found.append(Cell(pk, title, status, city, city_name, sector or "", sector_name or "", closing))
    return found


def next_change_of_any(language: str, now: datetime) -> datetime | None:
    return first_after((changes_after(cell.closing, now) for cell in cells(language, now)), now)


class TenderFilter(CellFilter):
    class Meta:
        """The plugin of mypy looks for it in every form, and among many modules that wait for each other never ends."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    city = forms.ChoiceField(label=_("City"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    def __init__(self, data: Mapping[str, Any], counted: list[Cell]) -> None:
        super().__init__(data, counted)
        states = {cell.status for cell in counted}
        self.offer("status", [(s.value, str(s.label)) for s in TenderStatus if s in states])
        for name in ("city", "sector"):
            pairs = {(getattr(cell, name), getattr(cell, f"{name}_name")) for cell in counted if getattr(cell, name)}
            self.offer(name, sorted(pairs, key=lambda pair: pair[1]))
        self.full_clean()

    def in_order(self) -> list[int]:
        """The keys of what is chosen."""
        chosen: list[Any] = list(self._matching())
        return [cell.pk for cell in sorted(chosen, key=lambda cell: cell.rank)]


def lines_of(pks: Sequence[int]) -> list[TenderLine]:
    """In the order of `pks`; one query."""
    by_key = {line.pk: line for line in tender_lines(_lines(pks=list(pks)))} if pks else {}
    return [by_key[pk] for pk in pks if pk in by_key]


def tender_lines(rows: Iterable[Any]) -> list[TenderLine]:
    """`rows`: named, with the columns of TENDER."""
    addresses, areas = Addresses(), AreaNames()
    return [
        TenderLine(
            row.pk,
            row.title,
            row.issuer,
            addresses.url(row.url_path),
            Language(row.locale__language_code),
            row.amount,
            row.currency,
            PlaceName(row.place__slug, row.place__name, row.place__country__name or ""),
            areas.name(*(getattr(row, name) for name in AREA)) if row.area__slug else None,
            Closing(*row[-len(CLOSING) :]),
        )
        for row in rows
    ]

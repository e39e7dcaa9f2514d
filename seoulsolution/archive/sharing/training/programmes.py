"""The programmes as lists say them: what a line needs, how they are counted and narrowed.

Their status depends on the clock and is no column, so each programme is counted by itself: there are a few in a year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import F, QuerySet, Value
from django.db.models.functions import NullIf
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.counted_lists import CellFilter
from seoulsolution.core.json_lines import JsonLines
from seoulsolution.core.numbers import format_year_span
from seoulsolution.core.other_languages import Language
from seoulsolution.core.partial_dates import year_of
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import ArchiveQuerySet

from .entries import programme_entry
from .models import ProgrammePage
from .schedule import ProgrammeStatus, Schedule, next_change

SCHEDULE = ("starts", "ends", "applications_until", "time_zone")
PROGRAMME = (
    *("pk", "translation_key", "slug", "title", "topic", "url_path", "locale__language_code", "is_online"),
    *("place__slug", "place__name", "place__country__name"),
    *SCHEDULE,
)
JSON_PROGRAMMES = JsonLines("training", ProgrammePage, PROGRAMME)
SORTS = [("newest", _("Newest first")), ("oldest", _("Oldest first")), ("title", _("By title"))]
STARTS = NullIf(F("starts"), Value(""))
# Order of the list by sort; where no date is known, last.
ORDERS: dict[str, list[Any]] = {
    "newest": [STARTS.desc(nulls_last=True), "title", "pk"],
    "oldest": [STARTS.asc(nulls_last=True), "title", "pk"],
    "title": ["title", "pk"],
}
ONLINE = "online"
NO_YEAR = "none"


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme in a list. Its attributes are called as those of the `ProgrammePage`."""

    pk: int
    translation_key: UUID
    slug: str
    title: str
    topic: str
    url: str | None
    locale: Language
    is_online: bool
    place: PlaceName | None
    schedule: Schedule

    def draw(self, *, level: int, now: datetime | None = None) -> SafeString:
        """With `now` also what it is at that moment."""
        return programme_entry(self, level=level, status=self.schedule.status(now) if now else None)


@dataclass(frozen=True, slots=True)
class Cell:
    """One programme as it is counted."""

    pk: int
    status: str
    year: str
    place: str
    place_name: str
    schedule: Schedule
    number: int = 1


def of_language(language: str) -> ArchiveQuerySet:
    return ProgrammePage.objects.published().translated().in_language(language)


@kept
def _cells(language: str) -> QuerySet[Any]:
    return of_language(language).order_by().values_list("pk", "is_online", "place__slug", "place__name", *SCHEDULE)


def cells(language: str, now: datetime) -> list[Cell]:
    """All public programmes of a language, as they are at `now`; one query."""
    found = []
    for pk, is_online, place, name, *dates in _cells(language=language):
        schedule = Schedule(*dates)
        year = str(year_of(schedule.starts)) if schedule.starts else NO_YEAR
        where = ONLINE if is_online else place or ""
        found.append(Cell(pk, schedule.status(now), year, where, name or "", schedule))
    return found


def next_change_of_any(language: str, now: datetime) -> datetime | None:
    return next_change((cell.schedule for cell in cells(language, now)), now)


class ProgrammeFilter(CellFilter):
    class Meta:
        """The plugin of mypy looks for it in every form, and among many modules that wait for each other never ends."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, data: Mapping[str, Any], counted: list[Cell]) -> None:
        super().__init__(data, counted)
        states, years = {cell.status for cell in counted}, {cell.year for cell in counted}
        self.offer("status", [(s.value, str(s.label)) for s in ProgrammeStatus if s in states])
        self.offer("year", [(year, _year_name(year)) for year in sorted(years, reverse=True)])
        places = {(cell.place, cell.place_name) for cell in counted if cell.place and cell.place != ONLINE}
        online = [(ONLINE, str(_("Online")))] if any(cell.place == ONLINE for cell in counted) else []
        self.offer("place", [*sorted(places, key=lambda pair: pair[1]), *online])
        self.full_clean()

    def programmes(self, language: str) -> QuerySet[Any]:
        """The columns of PROGRAMME of what is chosen, in the chosen order."""
        found = of_language(language)
        if self.chosen:
            found = found.filter(pk__in=[cell.pk for cell in self._matching()])  # type: ignore[attr-defined] # of its own
        order = ORDERS[self.cleaned_data.get("sort") or "newest"]
        return found.order_by(*order).values_list(*PROGRAMME, named=True)


def _year_name(year: str) -> str:
    return str(_("Dates not known")) if year == NO_YEAR else format_year_span(int(year), None, open_end=False)


def soonest_among(found: Iterable[tuple[str, dict[str, Any]]]) -> list[ProgrammeLine]:
    """The programmes among what was read as JSON, what begins first before what is later."""
    rows = JSON_PROGRAMMES.among(found)
    return programme_lines(sorted(rows, key=lambda row: (row.starts or "9", row.title, row.pk)))


def programme_lines(rows: Iterable[Any]) -> list[ProgrammeLine]:
    """`rows`: named, with the columns of PROGRAMME."""
    addresses = Addresses()
    return [
        ProgrammeLine(
            row.pk,
            row.translation_key,
            row.slug,
            row.title,
            row.topic,
            addresses.url(row.url_path),
            Language(row.locale__language_code),
            row.is_online,
            PlaceName(row.place__slug, row.place__name, row.place__country__name or "") if row.place__slug else None,
            Schedule(*row[-len(SCHEDULE) :]),
        )
        for row in rows
    ]

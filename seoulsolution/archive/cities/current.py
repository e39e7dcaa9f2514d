"""What of a city follows the clock: its current issues and its tenders; and the visits of its people."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from seoulsolution.core.closings import first_after
from seoulsolution.core.partial_dates import format_partial_date
from seoulsolution.core.statements import kept

from ..policies.lines import PolicyLine
from ..sharing.lineage import passages_of_place
from .beside import beside_city
from .issues import CityIssue, ceases
from .models import CityPage
from .overview import ceasings
from .tenders.closing import TenderStatus, changes_after, status_of
from .tenders.lines import TenderLine
from .visits import CityVisit


class Issues(NamedTuple):
    """The newest first; they carry `.mark`. Earlier ones stay to be read and cited, folded and called what they are."""

    current: list[CityIssue]
    earlier: list[CityIssue]


class Visit(NamedTuple):
    visit: CityVisit
    when: str
    policies: list[PolicyLine]


class Tenders(NamedTuple):
    """Of a city: those that are not closed, and how many there are in all."""

    open: list[TenderLine]
    number: int


def issues_of(rows: Iterable[CityIssue], today: date) -> Issues:
    newest = sorted(rows, key=lambda row: (row.dated, row.pk), reverse=True)
    current = [row for row in newest if row.is_current(today)]
    return Issues(current, [row for row in newest if row not in current])


def visits_of(rows: Iterable[CityVisit], policies: Mapping[str, PolicyLine]) -> list[Visit]:
    """The latest first. `policies` by their ids; one that is not public is not named."""
    latest = sorted(rows, key=lambda row: row.when, reverse=True)
    return [
        Visit(row, format_partial_date(row.when), [policies[name] for name in row.policies.split() if name in policies])
        for row in latest
    ]


def tenders_of(lines: list[TenderLine], now: datetime) -> Tenders:
    still = [line for line in lines if status_of(line.closing, now) != TenderStatus.CLOSED]
    still.sort(key=lambda line: line.closing.day is None)
    return Tenders(still, len(lines))


@kept
def _ends(page: int) -> QuerySet[Any]:
    return CityIssue.objects.filter(page=page).order_by().values_list("valid_until")


def next_change(page: CityPage) -> datetime | None:
    """When an issue of the city ceases to be current, one of its tenders closes, training in it opens or ends, or a
    work was last told of too long ago to be called open.
    """
    now = timezone.now()
    beside = beside_city(page.place.slug, page.locale.language_code)
    closings = [changes_after(line.closing, now) for line in beside.tenders]
    turns = [line.schedule.changes_after(now) for line in beside.programmes]
    told = [] if page.place.is_home else passages_of_place(page.place_id, page.place.slug, page.locale.language_code)
    return first_after([*(ceases(day) for (day,) in _ends(page=page.pk)), *closings, *turns, *ceasings(told)], now)

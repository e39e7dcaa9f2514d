"""What is open with a city, what the last known step was, and how much there was so far.

Computed from what the page of the city reads anyway: its passages, agreements and visits, and what stands beside it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from seoulsolution.core.numbers import format_year_span
from seoulsolution.core.partial_dates import year_of

from ..policies.marks import Mark, SourceList
from ..sharing.lineage import Passage
from ..sharing.models import ProjectStatus, YearsKnown
from ..sharing.outcomes import Outcome
from ..sharing.outcomes_told import OutcomeTold, latest
from ..sharing.training.programmes import ProgrammeLine
from ..sharing.training.schedule import ProgrammeStatus
from .rows import CityRelation
from .visits import CityVisit

OPEN = frozenset({ProjectStatus.PROPOSED, ProjectStatus.AGREED, ProjectStatus.UNDER_WAY, Outcome.PLANNED})


class OpenWork(NamedTuple):
    """A work that has not come to an end by the last account of it; `account.mark` is set."""

    passage: Passage
    account: OutcomeTold


class Step(NamedTuple):
    """Something that is known to have happened. `account`: what the last account of a work says, None for no work."""

    year: int
    what: str
    url: str
    account: OutcomeTold | None
    mark: Mark

    @property
    def when(self) -> str:
        return format_year_span(self.year, None, open_end=False)


class SoFar(NamedTuple):
    """`years`: the first and the last of which anything is told; empty where none is known."""

    years: str
    projects: int
    records: int
    visits: int


def open_works(told: Iterable[Passage], sources: SourceList) -> list[OpenWork]:
    """Those that the last account calls proposed, agreed, under way or planned, the latest first."""
    found = [OpenWork(passage, account) for passage in told if (account := latest(passage.outcomes))]
    still = [work for work in found if work.account.status in OPEN]
    for work in still:
        work.account.mark = sources.mark(work.account)
    return sorted(still, key=lambda work: work.account.year or 0, reverse=True)


def open_programmes(lines: Iterable[ProgrammeLine], now: datetime) -> list[ProgrammeLine]:
    return [line for line in lines if line.schedule.status(now) == ProgrammeStatus.OPEN]


def last_step(
    told: Iterable[Passage], relations: Iterable[CityRelation], visits: Iterable[CityVisit], sources: SourceList
) -> Step | None:
    """The step with the latest year, None where no year is known. `relations` and `visits` carry their marks."""
    steps = [*_steps_of_works(told), *_other_steps(relations, visits)]
    if not steps:
        return None
    year, what, url, account, mark = max(steps, key=lambda step: step[0])
    return Step(year, what, url, account, sources.mark(account) if account else mark)


def _steps_of_works(told: Iterable[Passage]) -> Iterator[tuple[int, str, str, OutcomeTold | None, Any]]:
    for passage in told:
        account = latest(passage.outcomes)
        if account and account.year:
            yield account.year, passage.what, passage.url or account.url or "#lineage", account, None


def _other_steps(
    relations: Iterable[CityRelation], visits: Iterable[CityVisit]
) -> Iterator[tuple[int, str, str, OutcomeTold | None, Any]]:
    for relation in relations:
        if relation.since:
            yield year_of(relation.since), relation.get_kind_display(), "#relations", None, relation.mark
    for visit in visits:
        yield year_of(visit.when), visit.who, "#visits", None, visit.mark


def so_far(told: list[Passage], relations: Iterable[CityRelation], visits: list[CityVisit]) -> SoFar:
    years = [year for passage in told for year in _years(passage)]
    years += [year_of(relation.since) for relation in relations if relation.since]
    years += [year_of(visit.when) for visit in visits]
    span = format_year_span(min(years), max(years), open_end=False) if years else ""
    projects = len({passage.project for passage in told if passage.project and passage.url})
    return SoFar(span, projects, sum(passage.record is not None for passage in told), len(visits))


def _years(passage: Passage) -> Iterator[int]:
    """Those in which something happened; what was only planned is none of them."""
    last = None if passage.years_known == YearsKnown.PLANNED or passage.status == Outcome.PLANNED else passage.year_to
    yield from (year for year in (passage.year_from, last, *(one.year for one in passage.outcomes)) if year)

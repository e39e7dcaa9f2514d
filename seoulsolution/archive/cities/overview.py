"""What is open with a city, what the last known step was, and how much there was so far.

Computed from what the page of the city reads anyway: its passages, agreements and visits, and what stands beside it.
Only what came to the city is its own: what others learned from it is told as theirs.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

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

NOT_ENDED = frozenset({ProjectStatus.PROPOSED, ProjectStatus.AGREED, ProjectStatus.UNDER_WAY, Outcome.PLANNED})
NOT_KNOWN = frozenset({ProjectStatus.UNKNOWN, Outcome.UNKNOWN})
# What was last told of longer ago is not called open: it has ended since, or was forgotten.
RECENT_YEARS = 5


class Work(NamedTuple):
    """A work that has not come to an end by the last account of it; `account.mark` is set."""

    passage: Passage
    account: OutcomeTold

    @property
    def year(self) -> int:
        """The last one of which anything is told, 0 where none is known."""
        return self.account.year or 0

    @property
    def when(self) -> str:
        return format_year_span(self.account.year, None, open_end=False)

    @property
    def is_unknown(self) -> bool:
        """Whether no account says how far it came."""
        return self.account.status in NOT_KNOWN


class Works(NamedTuple):
    """Those that have not come to an end, the latest first: last told of in `since` or later; and longer ago, or of
    which nobody tells how they ended.
    """

    open: list[Work]
    unheard_of: list[Work]
    since: str


class Step(NamedTuple):
    """Something that is known to have happened. `year` is 0 where it is not known.

    `passage` and `account`: the work, and what the last account of it says; None for an agreement or a visit.
    """

    year: int
    what: str
    url: str
    mark: Mark | None
    passage: Passage | None = None
    account: OutcomeTold | None = None

    @property
    def when(self) -> str:
        return format_year_span(self.year or None, None, open_end=False)

    @property
    def is_of_others(self) -> bool:
        """Whether others took it from the city."""
        return self.passage is not None and not came_to(self.passage)


class SoFar(NamedTuple):
    """`years`: the first and the last of the known steps; empty where none is known. `given`: what others learned."""

    years: str
    projects: int
    records: int
    visits: int
    given: int


def came_to(passage: Passage) -> bool:
    """Whether the place from which it is seen took it, and did not give it."""
    return passage.side != "out"


def works_of(told: Iterable[Passage], today: date, sources: SourceList) -> Works:
    """What came to the city and is proposed, agreed, under way or planned by the last account of it, or of which no
    account says how it ended.
    """
    still = sorted(_not_ended(told), key=lambda work: work.year, reverse=True)
    for work in still:
        work.account.mark = sources.mark(work.account)
    since = today.year - RECENT_YEARS
    recent = [work for work in still if work.year >= since and not work.is_unknown]
    unheard_of = [work for work in still if work.year < since or work.is_unknown]
    return Works(recent, unheard_of, format_year_span(since, None, open_end=False))


def _not_ended(told: Iterable[Passage]) -> Iterator[Work]:
    for passage in told:
        account = latest(passage.outcomes)
        if account and account.status in NOT_ENDED | NOT_KNOWN and came_to(passage):
            yield Work(passage, account)


def ceasings(told: Iterable[Passage]) -> Iterator[datetime]:
    """The moments from which works are no longer called open."""
    for work in _not_ended(told):
        if work.year and not work.is_unknown:
            yield datetime(work.year + RECENT_YEARS + 1, 1, 1, tzinfo=timezone.get_current_timezone())


def open_programmes(lines: Iterable[ProgrammeLine], now: datetime) -> list[ProgrammeLine]:
    return [line for line in lines if line.schedule.status(now) == ProgrammeStatus.OPEN]


def last_step(
    told: list[Passage], relations: Iterable[CityRelation], visits: Iterable[CityVisit], sources: SourceList
) -> Step | None:
    """The step with the latest year; where the city has none of its own, the latest one of those who learned from it.

    `relations` and `visits` carry their marks.
    """
    own = [*_steps_of(passage for passage in told if came_to(passage)), *_other_steps(relations, visits)]
    steps = own or list(_steps_of(told))
    if not steps:
        return None
    last = max(steps, key=lambda step: step.year)
    return last._replace(mark=sources.mark(last.account)) if last.account else last


def _steps_of(told: Iterable[Passage]) -> Iterator[Step]:
    for passage in told:
        if account := latest(passage.outcomes):
            url = passage.url or account.url or "#lineage"
            yield Step(account.year or 0, passage.what, url, None, passage, account)


def _other_steps(relations: Iterable[CityRelation], visits: Iterable[CityVisit]) -> Iterator[Step]:
    for relation in relations:
        if relation.since:
            yield Step(year_of(relation.since), relation.get_kind_display(), "#relations", relation.mark)
    for visit in visits:
        yield Step(year_of(visit.when), visit.who, "#visits", visit.mark)


def still_to_tell(last: Step | None, works: Works) -> Step | None:
    """The last step, unless it is that of a work that is told as open or unheard of."""
    told = [work.passage for work in (*works.open, *works.unheard_of)]
    return None if last and any(last.passage is passage for passage in told) else last


def so_far(told: list[Passage], relations: Iterable[CityRelation], visits: list[CityVisit]) -> SoFar:
    own = [passage for passage in told if came_to(passage)]
    years = [year for passage in own for year in _years(passage)]
    years += [year_of(relation.since) for relation in relations if relation.since]
    years += [year_of(visit.when) for visit in visits]
    return SoFar(
        years=format_year_span(min(years), max(years), open_end=False) if years else "",
        projects=len({passage.project for passage in own if passage.project and passage.url}),
        records=sum(passage.record is not None for passage in own),
        visits=len(visits),
        given=len(told) - len(own),
    )


def _years(passage: Passage) -> Iterator[int]:
    """Those in which something happened; what was only planned is none of them."""
    is_planned = passage.years_known == YearsKnown.PLANNED
    first = None if is_planned and passage.status == ProjectStatus.PROPOSED else passage.year_from
    last = None if is_planned or passage.status == Outcome.PLANNED else passage.year_to
    yield from (year for year in (first, last, *(one.year for one in passage.outcomes)) if year)

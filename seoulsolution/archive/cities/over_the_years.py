"""Everything dated between a city and the home of the archive, drawn in lanes over the years."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from seoulsolution.core.charts import YearsItem, YearsLane, years_chart
from seoulsolution.core.numbers import format_year_span
from seoulsolution.core.partial_dates import year_of

from ..newsroom.lines import NewsLine
from ..sharing.lineage import Passage
from ..sharing.models import ProjectStatus, YearsKnown
from ..sharing.outcomes import Outcome
from ..sharing.outcomes_told import latest
from .overview import came_to
from .rows import CityRelation
from .visits import CityVisit

# Less is seen at once without a drawing.
FEWEST = 2
NOT_DONE = frozenset({ProjectStatus.PROPOSED, ProjectStatus.AGREED, Outcome.PLANNED})


class OverTheYears(NamedTuple):
    """The drawing twice, for a wide and a narrow screen. `undated`: how many works are not in it."""

    wide: SafeString
    narrow: SafeString
    undated: int


def over_the_years(
    told: Iterable[Passage],
    relations: Iterable[CityRelation],
    visits: Iterable[CityVisit],
    news: Iterable[NewsLine],
    today: date,
) -> OverTheYears | None:
    works = list(told)
    lanes = [
        YearsLane(_("Agreements"), list(_agreed(relations))),
        YearsLane(_("What it took over"), list(_done(one for one in works if came_to(one)))),
        YearsLane(_("What others learned from it"), list(_done(one for one in works if not came_to(one)))),
        YearsLane(_("Visits"), [_in_one_year(visit.who, year_of(visit.when), "#visits") for visit in visits]),
        YearsLane(_("News"), [_in_one_year(one.title, year_of(one.dated), one.url or "#news") for one in news]),
    ]
    if sum(len(lane.items) for lane in lanes) < FEWEST:
        return None
    title = _("Over the years")
    wide, narrow = (
        years_chart(lanes, id=f"years-{name}", title=title, now=today.year, narrow=name == "narrow")
        for name in ("wide", "narrow")
    )
    return OverTheYears(wide, narrow, sum(not (one.year_from or one.year_to) for one in works))


def _agreed(relations: Iterable[CityRelation]) -> Iterator[YearsItem]:
    for relation in relations:
        if relation.since:
            first, last = year_of(relation.since), year_of(relation.ended) if relation.ended else None
            years = format_year_span(first, last, open_end=True)
            yield YearsItem(f"{relation.get_kind_display()}, {years}", first, last, "#relations")


def _done(works: Iterable[Passage]) -> Iterator[YearsItem]:
    for work in works:
        if first := work.year_from or work.year_to:
            account = latest(work.outcomes)
            is_planned = work.years_known == YearsKnown.PLANNED or (account and account.status in NOT_DONE)
            title = f"{work.what}, {work.years}"
            yield YearsItem(title, first, work.year_to or first, work.url or "#lineage", bool(is_planned))


def _in_one_year(title: str, year: int, url: str) -> YearsItem:
    return YearsItem(f"{title}, {format_year_span(year, None, open_end=False)}", year, year, url)

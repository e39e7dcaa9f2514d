"""The charts of the policies, drawn once for the same figures.

What is drawn depends on the arguments alone, so a drawing can be kept without ever being out of date: other figures,
another title or another language are other arguments. `language` is the one that is active, in which numbers are said.
"""

from decimal import Decimal
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from seoulsolution.core.charts import (
    Arc,
    BarKind,
    LineChart,
    Measure,
    Observation,
    Span,
    StripItem,
    before_after_chart,
    decade_curve,
    decade_strip,
    lane_diagram,
    line_chart,
    place_on_timeline,
    population_curve,
)
from seoulsolution.core.charts.lanes import Lanes
from seoulsolution.core.numbers import format_large, format_quantity

# Drawings of each kind that are kept: a few kilobytes each.
DRAWINGS = 512

Points = tuple[Observation, ...]


@lru_cache(DRAWINGS)
def series(
    points: Points,
    slug: str,
    title: str,
    unit: str,
    area: int,
    language: str | None,
    mark: tuple[str, Decimal] | None = None,
) -> LineChart:
    """`mark`: a level across the chart and its name. One that a reader has typed is drawn by `series.__wrapped__`."""
    return line_chart(
        points,
        id=f"chart-{slug}",
        title=title,
        desc=_in_words(points, unit),
        unit=unit,
        format_value=format_large,
        mark=mark,
        not_zero_label=_("The axis does not begin at zero"),
        area=area,
    )


@lru_cache(DRAWINGS)
def curve(points: Points, title: str, unit: str, language: str | None) -> LineChart:
    """The series beside the timeline, lying down."""
    words = _in_words(points, unit)
    return population_curve(points, id="curve", title=title, desc=words, unit=unit, format_value=format_large)


def _in_words(points: Points, unit: str) -> str:
    """A series for those who do not see its drawing."""
    return "; ".join(f"{point.year}: {format_quantity(point.value, unit)}" for point in points)


@lru_cache(DRAWINGS)
def part_of_curve(points: Points, start: int, end: int, value_max: Decimal) -> SafeString:
    """The curve standing up, beside one decade."""
    return decade_curve(points, start=start, end=end, value_max=value_max)


@lru_cache(DRAWINGS)
def result_bars(
    before: Measure | None,
    after: Measure | None,
    language: str | None,
    *,
    number: int,
    title: str,
    desc: str,
    unit: str,
    kind: BarKind,
    note: str,
    whole: Decimal | None,
    area: int,
) -> SafeString:
    """The result `number` before and after; "" when there is nothing to compare."""
    return before_after_chart(
        before,
        after,
        id=f"result-{number}",
        title=title,
        desc=desc,
        unit=unit,
        format_value=format_large,
        kind=kind,
        note=note,
        whole=whole,
        area=area,
    )


@lru_cache(DRAWINGS)
def place(years: tuple[int, ...], current: Span, title: str, desc: str, area: int) -> SafeString:
    """Where a policy stands on the timeline of its area."""
    return place_on_timeline(years, current, id="place", title=title, desc=desc, area=area)


@lru_cache(DRAWINGS)
def strip(items: tuple[StripItem, ...], title: str, area: int, *, narrow: bool) -> SafeString:
    """When the policies of an area began, wide or for a phone."""
    return decade_strip(items, id="strip-narrow" if narrow else "strip", title=title, narrow=narrow, area=area)


@lru_cache(DRAWINGS)
def lanes(nodes: int, arcs: tuple[Arc, ...], from_elsewhere: frozenset[int], area: int) -> Lanes:
    """Which policies of an area were built on which."""
    return lane_diagram(nodes, arcs, from_elsewhere=from_elsewhere, area=area)

# ruff: noqa: A002 - `id` is what the attribute is called, and what callers write
"""One curve along the city's development: beside the sections of a page, or lying on a phone."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, localcontext
from itertools import pairwise

from django.utils.safestring import SafeString

from .line import LineChart, Observation, ObservationLike, line_chart, observations, split
from .scales import Scale, finite
from .svg import el, num, root


def decade_curve(points: Iterable[ObservationLike], *, start: int, end: int, value_max: Decimal) -> SafeString:
    """The part of a curve between two years, for a box that is stretched to its section.

    A viewBox of 100 × 100 without a fixed ratio: time runs down from `start` to `end`, the value
    runs right from 0 to `value_max`. At the borders values are interpolated, so that sections
    put under one another make one curve; nothing is drawn before the first or after the last
    point, nor between segments. Hidden from assistive technology. "" when nothing falls into the
    span; ValueError unless start < end and value_max > 0.
    """
    top = finite(value_max)
    if start >= end or top <= 0:
        raise ValueError("a curve needs start < end and a largest value above zero")
    x = Scale(Decimal(0), top, 0, 100)
    y = Scale(Decimal(start), Decimal(end), 0, 100)
    drawn = []
    for segment in split(observations(points)):
        part = clip(segment, start, end)
        if len(part) > 1:
            places = [(min(max(x(v), 0.0), 100.0), y(t)) for t, v in part]
            drawn.append(_strip(places))
    if not drawn:
        return SafeString("")
    extra = {"preserveAspectRatio": "none", "aria-hidden": "true"}
    return root(*drawn, css="chart chart-curve", width=100, height=100, extra=extra)


def clip(segment: Sequence[Observation], start: int, end: int) -> list[tuple[int, Decimal]]:
    """The points within the span, and interpolated ones where the line crosses its borders."""
    kept = {p.year: p.value for p in segment if start <= p.year <= end}
    for here, there in pairwise(segment):
        for border in (start, end):
            if here.year < border < there.year:
                with localcontext(prec=40):
                    share = Decimal(border - here.year) / (there.year - here.year)
                    kept[border] = here.value + share * (there.value - here.value)
    return sorted(kept.items())


def _strip(places: Sequence[tuple[float, float]]) -> str:
    """The area between the left edge and the line, then the line."""
    path = "L".join(f"{num(x)} {num(y)}" for x, y in places)
    first, last = places[0][1], places[-1][1]
    area = el("path", {"class": "chart-curve-area", "fill-opacity": 0.15, "shape-rendering": "crispEdges",
                       "d": f"M0 {num(first)}L{path}L0 {num(last)}Z"})  # fmt: skip
    return area + el(
        "path",
        {"class": "chart-curve-line", "d": f"M{path}", "fill": "none", "stroke": "currentColor",
         "stroke-width": 2, "vector-effect": "non-scaling-stroke"},
    )  # fmt: skip


def population_curve(
    points: Iterable[ObservationLike],
    *,
    id: str,
    title: str,
    desc: str,
    unit: str,
    format_value: Callable[[Decimal], str],
) -> LineChart:
    """The same curve lying down, 360 × 168 units, as `line_chart` draws it."""
    return line_chart(points, id=id, title=title, desc=desc, unit=unit, format_value=format_value, height=168)

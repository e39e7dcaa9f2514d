# ruff: noqa: A002 - `id` is what the attribute is called, and what callers write
"""A series of observations over the years, with its breaks shown as breaks."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString

from .placing import Box, Placed, Stroke, place
from .scales import Domain, Scale, crossing_years, finite, text_width, value_domain, year_ticks
from .svg import FONT, break_sign, el, line, num, picture, text

WIDTH, HEIGHT = 360.0, 208.0
_TOP, _FOOT, _EDGE = 34.0, 26.0, 12.0
_GUTTER = 92.0
_DOTS = 40
"""Up to so many observations each has a dot; beyond, only the labelled and disputed ones."""


class Observation(NamedTuple):
    """A value in a year. Observations of different segments are not comparable, so not joined."""

    year: int
    value: Decimal
    segment: int = 0
    disputed: bool = False


ObservationLike = tuple[int, Decimal] | tuple[int, Decimal, int, bool]


class LineChart(NamedTuple):
    """The drawing, and what the page beside it has to say in words."""

    svg: SafeString
    zero_based: bool = True
    broken: bool = False
    disputed: bool = False
    mark_years: tuple[int, ...] = ()


class _Plot(NamedTuple):
    """The scales of one chart; `bottom` is where the axis of years stands."""

    x: Scale
    y: Scale
    domain: Domain
    bottom: float

    def at(self, point: Observation) -> tuple[float, float]:
        return self.x(point.year), self.y(point.value)


def observations(series: Iterable[ObservationLike]) -> list[Observation]:
    """The series sorted by year; ValueError for a value that is not a finite number."""
    points = [
        Observation(p[0], finite(p[1])) if len(p) == 2 else Observation(p[0], finite(p[1]), p[2], bool(p[3]))
        for p in series
    ]
    return sorted(points, key=lambda point: (point.year, point.segment, point.value))


def line_chart(
    series: Iterable[ObservationLike],
    *,
    id: str,
    title: str,
    desc: str,
    unit: str,
    format_value: Callable[[Decimal], str],
    mark: tuple[str, Decimal] | None = None,
    not_zero_label: str = "",
    area: int | None = None,
    height: float = HEIGHT,
) -> LineChart:
    """A line of values (`unit`) over years, 360 units wide, on a true scale of time.

    First, last and largest value are written at their points, disputed ones are hollow diamonds,
    two strokes stand where one segment ends and another begins. The axis holds zero unless the
    values differ by less than a tenth; then it carries a break sign and `not_zero_label`.
    `mark` draws a horizontal line with its label ("Our city today", 412). No points: svg is "".
    """
    points = observations(series)
    if not points:
        return LineChart(SafeString(""))
    target = None if mark is None else (mark[0], finite(mark[1]))
    values = [p.value for p in points] + ([target[1]] if target else [])
    plot = _plot(points, value_domain(values), format_value, height)
    segments = split(points)
    drawn = [text(0, 13, unit, "chart-unit", limit=WIDTH * 0.6)]
    if not plot.domain.zero_based:
        drawn.append(text(WIDTH, 13, not_zero_label, "chart-note", anchor="end", limit=WIDTH * 0.4))
    drawn += _axes(plot, points, format_value)
    years = _mark_years(segments, target)
    guides = _guides(plot, target[1], years) if target else []
    drawn += _mark(guides)
    drawn += [_path(plot, s, i, segments) for i, s in enumerate(segments)]
    breaks = _breaks(plot, segments)
    drawn += [break_sign(x, y) for x, y in breaks]
    drawn += _points(plot, points)
    taken = [Box(x - 6, y - 7, x + 6, y + 7) for x, y in breaks]
    strokes = _strokes(plot, segments)
    if target:
        words = _mark_label(plot, target, strokes, format_value)
        taken.append(words.box)
        limit = words.box.right - words.box.left
        drawn.append(text(words.x, words.y, words.text, "chart-mark-label", limit=limit))
    drawn += _labels(plot, points, taken, [*strokes, *guides], format_value)
    css = "chart chart-series" + (f" area-{area}" if area else "")
    svg = picture(*drawn, id=id, title=title, desc=desc, css=css, width=WIDTH, height=height)
    disputed = any(p.disputed for p in points)
    return LineChart(svg, plot.domain.zero_based, len(segments) > 1, disputed, years)


def split(points: Sequence[Observation]) -> list[list[Observation]]:
    """The segments, each in the order of time, by their first year."""
    kept: dict[int, list[Observation]] = {}
    for point in points:
        kept.setdefault(point.segment, []).append(point)
    return list(kept.values())


def _plot(
    points: Sequence[Observation],
    domain: Domain,
    format_value: Callable[[Decimal], str],
    height: float,
) -> _Plot:
    widest = max(text_width(format_value(tick), FONT) for tick in domain.ticks)
    left = min(widest, _GUTTER) + 8 + _EDGE
    first, last = Decimal(points[0].year), Decimal(points[-1].year)
    x = Scale(first, last, left, WIDTH - _EDGE - 4)
    return _Plot(x, Scale(domain.low, domain.high, height - _FOOT, _TOP), domain, height - _FOOT)


def _axes(plot: _Plot, points: Sequence[Observation], format_value: Callable[[Decimal], str]) -> list[str]:
    """Horizontal grid with its values at the left, the years below."""
    left, right = plot.x.start - _EDGE, WIDTH
    drawn = []
    for tick in plot.domain.ticks:
        y = plot.y(tick)
        css = "chart-axis" if not tick else "chart-grid"
        drawn.append(line(left, y, right, y, css, **({} if not tick else {"stroke_opacity": "0.2"})))
        label = format_value(tick)
        drawn.append(text(left - 8, y + 4.5, label, "chart-label", anchor="end", limit=_GUTTER))
    if not plot.domain.zero_based:
        drawn.append(line(left, plot.bottom, left, plot.bottom - 24, "chart-axis"))
        drawn.append(break_sign(left, plot.bottom - 12))
    first, last = points[0].year, points[-1].year
    room = int((right - left) // 46)
    for year in year_ticks(first, last, room):
        x = plot.x(year)
        drawn.append(line(x, plot.bottom, x, plot.bottom + 4, "chart-axis"))
        half = text_width(str(year), FONT) / 2
        drawn.append(text(min(x, WIDTH - half), plot.bottom + 18, str(year), "chart-label", anchor="middle"))
    return drawn


def _path(plot: _Plot, segment: Sequence[Observation], index: int, segments: Sequence[object]) -> str:
    """The line through one segment; from the second on dashed, so that two never look as one."""
    if len(segment) < 2:
        return ""
    places = "L".join(f"{num(x)} {num(y)}" for x, y in map(plot.at, segment))
    attributes: dict[str, str | float] = {
        "class": "chart-line" + (f" chart-line--{index + 1}" if index else ""),
        "d": f"M{places}",
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": 2,
        "stroke-linejoin": "round",
    }
    if index % 2:
        attributes["stroke-dasharray"] = "6 4"
    return el("path", attributes)


def _breaks(plot: _Plot, segments: Sequence[Sequence[Observation]]) -> list[tuple[float, float]]:
    """Between the end of what came before and the start of the next segment."""
    signs = []
    for index, segment in enumerate(segments[1:], start=1):
        x, y = plot.at(segment[0])
        earlier = [s[-1] for s in segments[:index] if s[-1].year < segment[0].year]
        running = any(s[-1].year >= segment[0].year for s in segments[:index])
        if earlier and not running:
            before = plot.at(max(earlier))
            signs.append(((before[0] + x) / 2, (before[1] + y) / 2))
        else:
            signs.append((x - 11, y))
    return signs


def _points(plot: _Plot, points: Sequence[Observation]) -> list[str]:
    named = set(_named(points))
    drawn = []
    for point in points:
        x, y = plot.at(point)
        if point.disputed:
            drawn.append(disputed_sign(x, y))
        elif len(points) <= _DOTS or point in named:
            drawn.append(el("circle", {"class": "chart-point", "cx": x, "cy": y, "r": 3.5}))
    return drawn


def disputed_sign(x: float, y: float) -> str:
    """The hollow diamond of a disputed observation."""
    d = f"M{num(x - 6)} {num(y)}L{num(x)} {num(y - 6)}L{num(x + 6)} {num(y)}L{num(x)} {num(y + 6)}Z"
    css = "chart-point chart-point--disputed"
    return el("path", {"class": css, "d": d, "fill": "none", "stroke": "currentColor", "stroke-width": 1.5})


def _named(points: Sequence[Observation]) -> list[Observation]:
    """Last, first, largest: in the order in which they get their labels."""
    largest = max(points, key=lambda point: point.value)
    return list(dict.fromkeys([points[-1], points[0], largest]))


def _strokes(plot: _Plot, segments: Sequence[Sequence[Observation]]) -> list[Stroke]:
    return [(*plot.at(here), *plot.at(there)) for segment in segments for here, there in pairwise(segment)]


def _labels(
    plot: _Plot,
    points: Sequence[Observation],
    taken: list[Box],
    strokes: Sequence[Stroke],
    format_value: Callable[[Decimal], str],
) -> list[str]:
    """Last, first and largest value; then the ends of each segment where there is room."""
    within = Box(plot.x.start - _EDGE, _TOP - 14, WIDTH, plot.bottom - 1)
    segments = split(points)
    ends = [p for s in segments for p in (s[0], s[-1]) if len(segments) > 1]
    if len(points) <= _DOTS:
        taken = taken + [Box(x - 4, y - 4, x + 4, y + 4) for x, y in map(plot.at, points)]
    drawn = []
    for point in dict.fromkeys([*_named(points), *ends]):
        x, y = plot.at(point)
        found = place(x, y, format_value(point.value), within=within, taken=taken, strokes=strokes)
        if found:
            taken = [*taken, found.box]
            limit = found.box.right - found.box.left
            drawn.append(text(found.x, found.y, found.text, "chart-value", limit=limit))
    return drawn


def _mark_label(
    plot: _Plot,
    target: tuple[str, Decimal],
    strokes: Sequence[Stroke],
    format_value: Callable[[Decimal], str],
) -> Placed:
    """The words at the line of a mark: above or below it, at its right or left end."""
    content = f"{target[0]} {format_value(target[1])}".strip()
    left = plot.x.start - _EDGE
    width = min(text_width(content, FONT), WIDTH - left)
    level = plot.y(target[1])
    heights = [y for y in (level - 5, level + 15) if _TOP - 4 < y < plot.bottom - 2]
    places = [(x, y) for y in heights or [level - 5] for x in (WIDTH - width, left)]
    boxes = [(x, y, Box(x, y - 11, x + width, y + 4)) for x, y in places]
    x, y, box = min(boxes, key=lambda place: sum(place[2].crossed_by(s) for s in strokes))
    return Placed(x, y, content, box)


def _mark_years(segments: Sequence[Sequence[Observation]], target: tuple[str, Decimal] | None) -> tuple[int, ...]:
    if target is None:
        return ()
    years = {year for s in segments for year in crossing_years([(p.year, p.value) for p in s], target[1])}
    return tuple(sorted(years))


def _guides(plot: _Plot, value: Decimal, years: Sequence[int]) -> list[Stroke]:
    """The level of a mark across the chart, and a foot at each year that met it."""
    level = plot.y(value)
    feet = [(plot.x(year), level, plot.x(year), plot.bottom) for year in years]
    return [(plot.x.start - _EDGE, level, WIDTH, level), *feet]


def _mark(guides: Sequence[Stroke]) -> list[str]:
    """The first guide as the level, the others as its feet."""
    dash = "2 3"
    return [
        line(*guide, "chart-mark chart-mark--foot", stroke_dasharray=dash)
        if index
        else line(*guide, "chart-mark", stroke_width="1.5", stroke_dasharray=dash)
        for index, guide in enumerate(guides)
    ]

# ruff: noqa: A002 - `id` is what the attribute is called, and what callers write
"""A series of observations over the years, with its breaks shown as breaks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
# Corners of the points of a line, from their middle; the first is a dot and has none.
_SIGNS = ((), ((-4, -4), (4, -4), (4, 4), (-4, 4)), ((0, -5.5), (5.5, 4), (-5.5, 4)))
_DOTS = 40
"""Up to so many observations each has a dot; beyond, only the labelled and disputed ones."""


class Observation(NamedTuple):
    """A value in a year. Observations of different segments are not comparable, so not joined."""

    year: int
    value: Decimal
    segment: int = 0
    disputed: bool = False


ObservationLike = tuple[int, Decimal] | tuple[int, Decimal, int, bool]


class Line(NamedTuple):
    """A line among others that run at the same time: the sign of its points (0, 1, 2), its first and last year."""

    sign: int
    first: int
    last: int


class LineChart(NamedTuple):
    """The drawing, and what the page beside it has to say in words.

    `broken`: two strokes stand between segments that follow each other. `lines`: those to be named where several run at
    the same time, else none.
    """

    svg: SafeString
    zero_based: bool = True
    broken: bool = False
    disputed: bool = False
    mark_years: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()


class _Plot(NamedTuple):
    """The scales of one chart; `top` is where the highest value stands, `bottom` the axis of years."""

    x: Scale
    y: Scale
    domain: Domain
    top: float
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
    domain: Domain | None = None,
) -> LineChart:
    """A line of values (`unit`) over years, 360 units wide, on a true scale of time.

    First, last and largest value are written at their points, disputed ones are hollow diamonds,
    two strokes stand where one segment ends and another begins. Segments that run at the same time
    differ in the sign of their points; a legend has to name them. The axis is `domain`; without one
    it holds zero unless the values differ by less than a tenth; then it carries a break sign and
    `not_zero_label`. `mark` draws a horizontal line with its label ("Our city today", 412).
    No points: svg is "".
    """
    points = observations(series)
    if not points:
        return LineChart(SafeString(""))
    target = None if mark is None else (mark[0], finite(mark[1]))
    values = [p.value for p in points] + ([target[1]] if target else [])
    domain = domain or value_domain(values)
    head, top = _head(unit, "" if domain.zero_based else not_zero_label)
    plot = _plot(points, domain, format_value, top, height)
    segments = split(points)
    drawn = [*head, *_axes(plot, points, format_value)]
    years = _mark_years(segments, target)
    guides = _guides(plot, target[1], years) if target else []
    drawn += _mark(guides)
    drawn += [_path(plot, segment) for segment in segments]
    breaks = _breaks(plot, segments)
    drawn += [break_sign(x, y) for x, y in breaks]
    signs = signs_of(segments)
    drawn += _points(plot, points, signs)
    taken = [Box(x - 6, y - 7, x + 6, y + 7) for x, y in [*breaks, *_axis_break(plot)]]
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
    return LineChart(svg, domain.zero_based, bool(breaks), disputed, years, _lines(segments, signs))


def _head(unit: str, note: str) -> tuple[list[str], float]:
    """The unit and the note above the chart, on two lines where one is too short; and where the chart begins."""
    fits = text_width(unit, FONT) + 16 + text_width(note, FONT) <= WIDTH
    level = 13.0 if fits or not note.strip() else 29.0
    end = 0.0 if level > 13 else WIDTH
    drawn = [text(0, 13, unit, "chart-unit", limit=WIDTH)]
    drawn.append(text(end, level, note, "chart-note", anchor="end" if end else "start", limit=WIDTH))
    return drawn, _TOP + level - 13


def split(points: Sequence[Observation]) -> list[list[Observation]]:
    """The segments, each in the order of time, by their first year."""
    kept: dict[int, list[Observation]] = {}
    for point in points:
        kept.setdefault(point.segment, []).append(point)
    return list(kept.values())


def signs_of(segments: Sequence[Sequence[Observation]]) -> dict[int, int]:
    """The sign of the points of each segment: that many earlier ones still run when it begins."""
    signs = {}
    for index, segment in enumerate(segments):
        running = sum(earlier[-1].year >= segment[0].year for earlier in segments[:index])
        signs[segment[0].segment] = running % len(_SIGNS)
    return signs


def _lines(segments: Sequence[Sequence[Observation]], signs: Mapping[int, int]) -> tuple[Line, ...]:
    if not any(signs.values()):
        return ()
    return tuple(Line(signs[s[0].segment], s[0].year, s[-1].year) for s in segments)


def _plot(
    points: Sequence[Observation],
    domain: Domain,
    format_value: Callable[[Decimal], str],
    top: float,
    height: float,
) -> _Plot:
    widest = max(text_width(format_value(tick), FONT) for tick in domain.ticks)
    left = min(widest, _GUTTER) + 8 + _EDGE
    first, last = Decimal(points[0].year), Decimal(points[-1].year)
    x = Scale(first, last, left, WIDTH - _EDGE - 4)
    return _Plot(x, Scale(domain.low, domain.high, height - _FOOT, top), domain, top, height - _FOOT)


def _axis_break(plot: _Plot) -> list[tuple[float, float]]:
    """Where the axis of values is broken, if it is."""
    return [] if plot.domain.zero_based else [(plot.x.start - _EDGE, plot.bottom - 12)]


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
    for x, y in _axis_break(plot):
        drawn.append(line(x, plot.bottom, x, plot.bottom - 24, "chart-axis"))
        drawn.append(break_sign(x, y))
    first, last = points[0].year, points[-1].year
    room = int((right - left) // 46)
    for year in year_ticks(first, last, room):
        x = plot.x(year)
        drawn.append(line(x, plot.bottom, x, plot.bottom + 4, "chart-axis"))
        half = text_width(str(year), FONT) / 2
        drawn.append(text(min(x, WIDTH - half), plot.bottom + 18, str(year), "chart-label", anchor="middle"))
    return drawn


def _path(plot: _Plot, segment: Sequence[Observation]) -> str:
    """The line through one segment."""
    if len(segment) < 2:
        return ""
    places = "L".join(f"{num(x)} {num(y)}" for x, y in map(plot.at, segment))
    return el("path", {"class": "chart-line", "d": f"M{places}", "fill": "none", "stroke": "currentColor",
                       "stroke-width": 2, "stroke-linejoin": "round"})  # fmt: skip


def _breaks(plot: _Plot, segments: Sequence[Sequence[Observation]]) -> list[tuple[float, float]]:
    """Between the end of what came before and the start of the next segment; nothing is broken while another runs."""
    places = []
    for index, segment in enumerate(segments[1:], start=1):
        before = max(earlier[-1] for earlier in segments[:index])
        if before.year < segment[0].year:
            (x1, y1), (x2, y2) = plot.at(before), plot.at(segment[0])
            places.append(((x1 + x2) / 2, (y1 + y2) / 2))
    return places


def _points(plot: _Plot, points: Sequence[Observation], signs: Mapping[int, int]) -> list[str]:
    named = set(_named(points))
    drawn = []
    for point in points:
        x, y = plot.at(point)
        if point.disputed:
            drawn.append(disputed_sign(x, y))
        elif len(points) <= _DOTS or point in named:
            drawn.append(point_sign(signs[point.segment], x, y))
    return drawn


def point_sign(sign: int, x: float, y: float) -> str:
    """A dot, a square or a triangle."""
    if not sign:
        return el("circle", {"class": "chart-point", "cx": x, "cy": y, "r": 3.5})
    corners = [(x + right, y + down) for right, down in _SIGNS[sign]]
    outline = "L".join(f"{num(right)} {num(down)}" for right, down in corners)
    return el("path", {"class": "chart-point", "d": f"M{outline}Z"})


def line_sign(sign: int) -> str:
    """A piece of a line with one of its points, 24 × 16, for a legend."""
    path = {"class": "chart-line", "d": "M0 8L24 8", "fill": "none", "stroke": "currentColor", "stroke-width": "2"}
    return el("path", path) + point_sign(sign, 12, 8)


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
    within = Box(plot.x.start - _EDGE, plot.top - 14, WIDTH, plot.bottom - 1)
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
    heights = [y for y in (level - 5, level + 15) if plot.top - 4 < y < plot.bottom - 2]
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

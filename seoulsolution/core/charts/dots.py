# ruff: noqa: A002 - `id` is what the attribute is called, and what callers write
"""When the policies of an area began: a strip of dots, and the place of one policy among them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.safestring import SafeString

from .scales import Scale, text_width
from .svg import FONT, address, el, escape, identifier, line, num, picture, root, text

_EDGE = 8.0


class StripItem(NamedTuple):
    """A policy as a dot: filled with a full manual, hollow with an introduction only."""

    title: str
    year: int
    href: str
    full_manual: bool = False


class Span(NamedTuple):
    """The years of a policy; `end` None and not ongoing means that the end is not known."""

    start: int
    end: int | None = None
    ongoing: bool = True


class _Layout(NamedTuple):
    """The measures of a strip, in viewBox units; `bin_years` years share a column."""

    width: float
    radius: float
    pitch: float
    bin_years: int


_WIDE = _Layout(720, 7, 16.5, 2)
_NARROW = _Layout(360, 9, 20, 5)


def decade_strip(
    items: Iterable[StripItem],
    *,
    id: str,
    title: str,
    narrow: bool = False,
    links: bool = True,
    start: int | None = None,
    end: int = 2025,
    area: int | None = None,
) -> SafeString:
    """One dot per policy above the year in which it began, stacked where several did, manuals first.

    720 units wide with columns of two years, or 360 (`narrow`) with columns of five. Each dot is
    a link named "title, year", column after column; the whole is a group named `title`. With
    `links=False` it is one picture without links, for a place where dots are too small to touch.
    The axis starts with the decade of the earliest unless told otherwise, between 1945 and 1990.
    What began before `start` or after `end` stands in the outermost column, and the axis says so
    with "≤" or "≥". No items give ""; ValueError unless start < end.
    """
    layout = _NARROW if narrow else _WIDE
    dots = sorted(items, key=lambda item: (item.year, item.title))
    if start is None:
        start = min(max(dots[0].year // 10 * 10, 1945), 1990) if dots else 1945
    time = time_axis(start, end, layout.width, layout.bin_years)
    if not dots:
        return SafeString("")
    stacks: dict[int, list[StripItem]] = defaultdict(list)
    for item in dots:
        stacks[min(max(item.year, start), end) // layout.bin_years].append(item)
    base = layout.pitch * max(map(len, stacks.values())) + 8
    drawn = decade_lines(time, range(start, end + 1), layout.width, base, [i.year for i in dots])
    for column, begun in sorted(stacks.items()):
        stack = sorted(begun, key=lambda item: not item.full_manual)
        x = (time(column * layout.bin_years) + time((column + 1) * layout.bin_years)) / 2
        for level, item in enumerate(stack):
            y = base - layout.pitch * (level + 0.5) - 2
            drawn.append(_dot(item, x, y, layout.radius, links))
    css = "chart chart-strip" + (" chart-strip--narrow" if narrow else "")
    css += f" area-{area}" if area else ""
    size = {"width": layout.width, "height": base + 22}
    if not links:
        return picture(*drawn, id=id, title=title, desc="", css=css, **size)
    extra = {"id": identifier(id), "role": "group", "aria-label": title}
    return root(*drawn, css=css, extra=extra, **size)


def time_axis(start: int, end: int, width: float, bin_years: int) -> Scale:
    """Years to coordinates; a column of `bin_years` begins at a multiple of them."""
    if start >= end:
        raise ValueError("an axis of time needs start < end")
    first = start // bin_years * bin_years
    last = (end // bin_years + 1) * bin_years
    return Scale(Decimal(first), Decimal(last), _EDGE, width - _EDGE)


def decade_lines(time: Scale, years: range, width: float, base: float, begun: Sequence[int]) -> list[str]:
    """The foot line, a faint line at each decade, and as many decades in digits as there is room.

    The first and the last label carry "≤" and "≥" when something began outside the years.
    """
    start, end = years[0], years[-1]
    drawn = [line(0, base, width, base, "chart-axis")]
    decades = list(range(-(-start // 10) * 10, end + 1, 10))
    every = 10
    while len(decades) * 10 / every * (text_width("2000", FONT) + 14) > width:
        every *= 2
    outside, beyond = min(begun) < start, max(begun) > end
    for decade in decades:
        x = time(decade)
        drawn.append(line(x, 0, x, base + 4, "chart-grid", stroke_opacity="0.2"))
        if decade % every == 0 and not (outside and x < 64) and not (beyond and x > width - 64):
            middle = max(x, text_width(str(decade), FONT) / 2)
            drawn.append(text(middle, base + 18, str(decade), "chart-label", anchor="middle"))
    if outside:
        drawn.append(text(0, base + 18, f"≤{start}", "chart-label"))
    if beyond:
        drawn.append(text(width, base + 18, f"≥{end}", "chart-label", anchor="end"))
    return drawn


def dot_sign(x: float, y: float, radius: float, *, filled: bool) -> str:
    """A filled dot, or a hollow one whose stroke stays inside the same radius."""
    shape: dict[str, str | float] = {"cx": x, "cy": y}
    if filled:
        return el("circle", shape | {"class": "chart-dot chart-dot--manual", "r": radius})
    shape |= {"class": "chart-dot chart-dot--introduction", "r": radius - 0.75, "fill": "none"}
    shape |= {"stroke": "currentColor", "stroke-width": 1.5, "pointer-events": "all"}
    return el("circle", shape)


def _dot(item: StripItem, x: float, y: float, radius: float, link: bool) -> str:
    """The dot of a policy with its name, and its link if it is to have one."""
    name = el("title", {}, escape(f"{item.title}, {item.year}"))
    shape = dot_sign(x, y, radius, filled=item.full_manual)
    if not link:
        return el("g", {}, name, shape)
    return el("a", {"class": "chart-link", "href": address(item.href)}, name, shape)


def place_on_timeline(
    years: Iterable[int],
    current: Span,
    *,
    id: str,
    title: str,
    desc: str,
    start: int = 1945,
    end: int = 2025,
    area: int | None = None,
) -> SafeString:
    """The years of one policy as a bar on its area's time, 360 × 84 units.

    `years`: when the policies of the area began, a small tick each. An ongoing policy's bar runs
    to `end` and closes with an arrow head, one whose end is not known is a short bar, years
    outside the axis are held at its ends. ValueError when current ends before it starts.
    """
    time = time_axis(start, end, 360, 1)
    if current.end is not None and current.end < current.start:
        raise ValueError(f"ends in {current.end} before it starts in {current.start}")
    base = 60.0
    drawn = decade_lines(time, range(start, end + 1), 360, base, [start])
    held = [min(max(year, start), end) for year in years]
    for year in sorted(held):
        x = time(year)
        drawn.append(line(x, base - 12, x, base, "chart-tick", stroke_opacity="0.5"))
    drawn += _current(time, current, start, end, base)
    css = "chart chart-place" + (f" area-{area}" if area else "")
    return picture(*drawn, id=id, title=title, desc=desc, css=css, width=360, height=base + 22)


def _current(time: Scale, current: Span, start: int, end: int, base: float) -> list[str]:
    """The bar of the policy, its stem down to the axis, and its years in digits above."""
    lasting = current.ongoing and current.end is None
    until = end + 1 if lasting else current.start if current.end is None else current.end
    left = time(min(max(current.start, start), end))
    right = max(time(min(max(until, start), end + 1)), left + 4)
    top, bottom = base - 34, base - 24
    words = f"{current.start}–" if lasting else str(current.start)
    if current.end is not None and current.end != current.start:
        words = f"{current.start}–{current.end}"
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if lasting:
        neck = max(right - 8, left)
        tip = [(neck, top - 4), (right, (top + bottom) / 2), (neck, bottom + 4)]
        corners = [(left, top), (neck, top), *tip, (neck, bottom), (left, bottom)]
    outline = "L".join(f"{num(x)} {num(y)}" for x, y in corners)
    bar = el("path", {"class": "chart-span", "d": f"M{outline}Z"})
    width = text_width(words, FONT)
    label = text(min(left, 360 - width), top - 8, words, "chart-value")
    stem = line(left, top, left, base, "chart-stem", stroke_width="2")
    return [stem, bar, label]

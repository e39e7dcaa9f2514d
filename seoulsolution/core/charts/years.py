# ruff: noqa: A002 - `id` is what the attribute is called, and what callers write
"""What there was over the years, in lanes: a bar for what lasted, a dot for what fell into one year."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from .dots import decade_lines, dot_sign, time_axis
from .scales import Scale
from .svg import address, el, escape, identifier, num, root, text

_WIDTH, _NARROW = 600.0, 360.0
_ROW, _HEAD = 26.0, 24.0
_THICK, _RADIUS = 10.0, 7.0


class YearsItem(NamedTuple):
    """`title` says its years too. `last` None: it goes on. `planned`: it is not known to have been done."""

    title: str
    first: int
    last: int | None
    href: str
    planned: bool = False


class YearsLane(NamedTuple):
    label: str
    items: Sequence[YearsItem]


def years_chart(lanes: Iterable[YearsLane], *, id: str, title: str, now: int, narrow: bool = False) -> SafeString:
    """Lanes below each other on one axis of time, which ends with `now` or with the last year of an item.

    600 units wide, or 360 (`narrow`). Items of a lane that do not overlap share a row; each is a link with its title.
    What goes on ends with an arrow head. No items give "".
    """
    filled = [lane for lane in lanes if lane.items]
    items = [item for lane in filled for item in lane.items]
    if not items:
        return SafeString("")
    start = min(item.first for item in items) // 10 * 10
    end = max([now, *(item.last or item.first for item in items)])
    width = _NARROW if narrow else _WIDTH
    time = time_axis(start, end, width, 1)
    drawn: list[str] = []
    top = 0.0
    for lane in filled:
        rows = _rows(lane.items, time, end)
        drawn.append(text(0, top + 16, lane.label, "chart-label", limit=width))
        for number, row in enumerate(rows):
            middle = top + _HEAD + _ROW * (number + 0.5)
            drawn += [_item(item, time, middle, end) for item in row]
        top += _HEAD + _ROW * len(rows) + 4
    axis = decade_lines(time, range(start, end + 1), width, top, [start])
    css = "chart chart-strip chart-years" + (" chart-strip--narrow" if narrow else "")
    extra = {"id": identifier(id), "role": "group", "aria-label": title}
    return root(*axis, *drawn, css=css, width=width, height=top + 22, extra=extra)


def _ends(item: YearsItem, time: Scale, end: int) -> tuple[float, float]:
    """From the beginning of its first year to the end of its last one; of a single year its middle."""
    last = end if item.last is None else max(item.last, item.first)
    if last == item.first and item.last is not None:
        middle = (time(item.first) + time(item.first + 1)) / 2
        return middle - _RADIUS, middle + _RADIUS
    return time(item.first), max(time(last + 1), time(item.first) + 2 * _RADIUS)


def _rows(items: Iterable[YearsItem], time: Scale, end: int) -> list[list[YearsItem]]:
    """Each item in the first row where it leaves room for a finger."""
    rows: list[list[YearsItem]] = []
    free: list[float] = []
    for item in sorted(items, key=lambda one: (one.first, one.title)):
        left, right = _ends(item, time, end)
        number = next((number for number, until in enumerate(free) if until + 10 <= left), len(rows))
        if number == len(rows):
            rows.append([])
            free.append(0)
        rows[number].append(item)
        free[number] = right
    return rows


def _item(item: YearsItem, time: Scale, middle: float, end: int) -> str:
    left, right = _ends(item, time, end)
    name = el("title", {}, escape(item.title))
    touch: dict[str, str | float] = {"x": left - 5, "y": middle - 12, "width": right - left + 10, "height": 24}
    room = el("rect", touch | {"fill": "transparent"})
    sign = _sign(item, left, right, middle)
    return el("a", {"class": "chart-link", "href": address(item.href)}, name, room, sign)


def _sign(item: YearsItem, left: float, right: float, middle: float) -> str:
    if item.last is not None and right - left <= 2 * _RADIUS:
        return dot_sign((left + right) / 2, middle, _RADIUS, filled=not item.planned)
    top, bottom = middle - _THICK / 2, middle + _THICK / 2
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if item.last is None:
        neck = max(right - 8, left)
        corners = [
            (left, top),
            (neck, top),
            (neck, top - 4),
            (right, middle),
            (neck, bottom + 4),
            (neck, bottom),
            (left, bottom),
        ]
    outline = "L".join(f"{num(x)} {num(y)}" for x, y in corners)
    look: dict[str, str | float] = {"class": "chart-span", "d": f"M{outline}Z"}
    if item.planned:
        look |= {
            "class": "chart-span chart-span--planned",
            "fill": "none",
            "stroke": "currentColor",
            "stroke-width": 1.5,
        }
    return el("path", look)

# ruff: noqa: A002 - `id` is what the attribute is called, and what callers write
"""One result as a small multiple: an indicator before and after, as two bars from zero."""

from collections.abc import Callable
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from django.utils.safestring import SafeString

from .scales import Scale, finite, text_width
from .svg import FONT, el, line, num, picture, text

BarKind = Literal["result", "forecast", "plan"]
Role = Literal["before", "after", "forecast", "plan"]

WIDTH = 360.0
BAR = 22.0
_TOP = 22.0
_PITCH = 34.0
_LABEL = 112.0
"""The most room, in viewBox units, that a period or a value gets beside the bars."""


class Measure(NamedTuple):
    """A value and when it was measured: a year, or words such as "before the reform"."""

    value: Decimal
    period: int | str | None = None


class _Frame(NamedTuple):
    """Where the bars stand: the scale of values and the room for periods at the left."""

    scale: Scale
    left: float


def before_after_chart(
    before: Measure | None,
    after: Measure | None,
    *,
    id: str,
    title: str,
    desc: str,
    unit: str,
    format_value: Callable[[Decimal], str],
    kind: BarKind = "result",
    note: str = "",
    whole: Decimal | None = None,
    area: int | None = None,
) -> SafeString:
    """Two bars that start at zero, in 360 × 96 units, each with its value and period beside it.

    A value that is not zero has a bar of at least 2 units. `whole` (100 for a share in per cent)
    extends the scale and outlines what the bars are a part of. A measure without its counterpart
    compares with nothing: it is drawn (360 × 62) only against a `whole`, else the result is "".
    A forecast is hatched within a dashed outline, a plan is an empty dashed outline; both need a
    `note` in words ("Forecast"), ValueError without.
    """
    if kind not in get_args(BarKind):
        raise ValueError(f"unknown kind of bar: {kind!r}")
    if kind != "result" and not note.strip():
        raise ValueError(f"a {kind} must say so in words: note is empty")
    second: Role = "after" if kind == "result" else kind
    rows: list[tuple[Role, Measure | None]] = [("before", before), (second, after)]
    given = [(role, Measure(finite(m[0]), m[1])) for role, m in rows if m is not None]
    total = None if whole is None else finite(whole)
    if not given or (len(given) == 1 and total is None):
        return SafeString("")
    values = [measure.value for _, measure in given]
    labels = [format_value(value) for value in values]
    periods = ["" if m.period is None else str(m.period) for _, m in given]
    frame = _frame(values if total is None else [*values, total], labels, periods)
    height = _TOP + _PITCH * len(given) + 6
    drawn = [text(frame.left, 13, unit, "chart-unit", limit=WIDTH / 2)]
    drawn.append(text(WIDTH - 1, 13, note, "chart-note", anchor="end", limit=WIDTH / 2))
    for index, (role, measure) in enumerate(given):
        top = _TOP + _PITCH * index
        drawn.append(_whole(frame.scale, total, top))
        drawn.append(_bar(frame.scale, measure.value, top, role))
        drawn.append(_value(frame, measure.value, total, top, labels[index]))
        drawn.append(text(0, top + 16, periods[index], "chart-label", limit=max(frame.left - 8, 1)))
    zero = frame.scale(0)
    drawn.append(line(zero, _TOP - 3, zero, height - 6, "chart-axis"))
    css = f"chart chart-bars chart-bars--{kind}" + (f" area-{area}" if area else "")
    return picture(*drawn, id=id, title=title, desc=desc, css=css, width=WIDTH, height=height)


def _frame(values: list[Decimal], labels: list[str], periods: list[str]) -> _Frame:
    """Room for the periods at the left, and for each value outside the end of its bar."""
    widths = [min(text_width(label, FONT) + 8, _LABEL) for label in labels]
    period = max((text_width(p, FONT) for p in periods), default=0.0)
    left = min(period + 10, _LABEL) if period else 0.0
    below = max((w for w, v in zip(widths, values, strict=False) if v < 0), default=0.0)
    above = max((w for w, v in zip(widths, values, strict=False) if v >= 0), default=0.0)
    low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
    if low == high:
        high = Decimal(1)
    return _Frame(Scale(low, high, left + max(below, 2) + 1, WIDTH - max(above, 2) - 1), left)


def _extent(scale: Scale, value: Decimal) -> tuple[float, float]:
    """Left and right end of a bar, at least 2 units apart unless the value is zero."""
    zero, end = scale(0), scale(value)
    if value > 0:
        return zero, max(end, zero + 2)
    if value < 0:
        return min(end, zero - 2), zero
    return zero, zero


def _rect(left: float, right: float, top: float, css: str, **extra: str | float) -> str:
    box: dict[str, str | float] = {
        "class": css, "x": left, "y": top, "width": right - left, "height": BAR,
    }  # fmt: skip
    return el("rect", box | {key.replace("_", "-"): value for key, value in extra.items()})


def _whole(scale: Scale, total: Decimal | None, top: float) -> str:
    if not total:
        return ""
    left, right = _extent(scale, total)
    return _rect(left, right, top, "chart-whole", fill="none", stroke="currentColor",
                 stroke_opacity=0.4)  # fmt: skip


def _bar(scale: Scale, value: Decimal, top: float, role: Role) -> str:
    left, right = _extent(scale, value)
    return bar_sign(role, left, right, top) if right > left else ""


def bar_sign(role: Role, left: float, right: float, top: float) -> str:
    """One bar: grey before, full after, hatched in a dashed outline, or only that outline."""
    css = f"chart-bar chart-bar--{role}"
    if role == "before":
        return _rect(left, right, top, css, fill_opacity=0.45)
    if role == "after":
        return _rect(left, right, top, css)
    hatch = _hatch(left, right, top) if role == "forecast" else ""
    dashed = {"fill": "none", "stroke": "currentColor", "stroke_dasharray": "5 3"}
    return hatch + _rect(left, right, top, css, stroke_width=1.5, **dashed)


def _hatch(left: float, right: float, top: float) -> str:
    """Slanted strokes that fill a bar, each cut at the bar's edges."""
    bottom, gap = top + BAR, 7.0
    strokes = []
    foot = left - BAR + gap
    while foot < right:
        start = max(foot, left)
        stop = min(foot + BAR, right)
        if stop > start:
            strokes.append(f"M{num(start)} {num(bottom - (start - foot))}L{num(stop)} {num(bottom - (stop - foot))}")
        foot += gap
    return el(
        "path",
        {"class": "chart-hatch", "d": "".join(strokes) or f"M{num(left)} {num(top)}",
         "fill": "none", "stroke": "currentColor"},
    )  # fmt: skip


def _value(frame: _Frame, value: Decimal, total: Decimal | None, top: float, label: str) -> str:
    """The value at the end of its bar; past the outline of the whole rather than across it."""
    left, right = _extent(frame.scale, value)
    if value < 0:
        return text(left - 5, top + 16, label, "chart-value", anchor="end", limit=_LABEL - 8)
    if total is not None and total > 0:
        border = _extent(frame.scale, total)[1]
        if right <= border < right + 9 + text_width(label, FONT):
            right = border
    return text(right + 5, top + 16, label, "chart-value", limit=_LABEL - 8)

"""The column of arcs beside a list of policies: which one needed, led to or replaced which."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, get_args

from django.utils.safestring import SafeString

from .svg import el, num, root

ArcKind = Literal["needed", "led_to", "replaced", "complements"]

PX_PER_REM = 10
"""As on the site, where a rem is 62.5 % of the reader's size: strokes and heads are drawn in true pixels."""
_LANE = 32.0  # the widest that a lane gets, so that a single short arc is still an arc
_DASH: dict[ArcKind, str] = {"led_to": "7 3", "replaced": "2 3", "complements": "0.1 3.5"}


class Arc(NamedTuple):
    """An edge between two rows, counted from 0 at the top."""

    from_index: int
    to_index: int
    kind: ArcKind


def arc_diagram(
    nodes: int,
    edges: Iterable[tuple[int, int, ArcKind]],
    *,
    row_height_rem: float,
    width_rem: float = 14,
    area: int | None = None,
) -> SafeString:
    """Arcs that bulge to the left of a list with `nodes` rows of `row_height_rem` each.

    Their lanes are spread over `width_rem`, but none is wider than an arc needs to be seen as one.
    The rows are in the order of time, so an arc leaves the upper row and its arrow head enters the
    lower one, whichever way the edge was written; "complements" has no head. Row i has its middle
    at (i + 0.5) × row_height_rem. Hidden from assistive technology: the list must say the same in
    words. No rows or no edges give ""; an index outside the rows or an unknown kind ValueError.
    """
    arcs = sorted({_ordered(edge, nodes) for edge in edges}, key=lambda arc: (arc[1] - arc[0], arc))
    arcs = [arc for arc in arcs if arc.from_index != arc.to_index]
    if not arcs:
        return SafeString("")
    row = row_height_rem * PX_PER_REM
    width = width_rem * PX_PER_REM
    lanes = _lanes(arcs)
    right = width - 9
    step = min((right - 3) / (max(lanes.values()) + 1), _LANE)
    drawn = [_arc(arc, row, right, step * (lanes[arc] + 1)) for arc in reversed(arcs)]
    touched = sorted({index for arc in arcs for index in arc[:2]})
    dots = [el("circle", {"class": "chart-node", "cx": width - 4, "cy": (i + 0.5) * row, "r": 3}) for i in touched]
    return root(
        *drawn,
        *dots,
        css="chart chart-arcs" + (f" area-{area}" if area else ""),
        width=width,
        height=nodes * row,
        extra={
            "width": f"{num(width_rem)}rem",
            "height": f"{num(nodes * row_height_rem)}rem",
            "aria-hidden": "true",
        },
    )


def _ordered(edge: tuple[int, int, ArcKind], nodes: int) -> Arc:
    first, second, kind = edge
    if not (0 <= first < nodes and 0 <= second < nodes):
        raise ValueError(f"edge {first} to {second} leaves the {nodes} rows")
    if kind not in get_args(ArcKind):
        raise ValueError(f"unknown kind of edge: {kind!r}")
    return Arc(min(first, second), max(first, second), kind)


def _lanes(arcs: Sequence[Arc]) -> dict[Arc, int]:
    """A lane for each arc, 0 nearest to the list; arcs that overlap never share one.

    Short arcs choose first, so a long arc runs outside of those that it spans.
    """
    kept: list[list[Arc]] = []
    lanes: dict[Arc, int] = {}
    for arc in arcs:
        lane = 0
        while lane < len(kept) and any(_overlap(arc, other) for other in kept[lane]):
            lane += 1
        if lane == len(kept):
            kept.append([])
        kept[lane].append(arc)
        lanes[arc] = lane
    return lanes


def _overlap(one: Arc, other: Arc) -> bool:
    return one.from_index < other.to_index and other.from_index < one.to_index


def _arc(arc: Arc, row: float, right: float, bulge: float) -> str:
    """From the lower half of one row out to a lane, down, and into the upper half of the other."""
    port = min(4.0, row / 4)
    top = (arc.from_index + 0.5) * row + port
    bottom = (arc.to_index + 0.5) * row - port
    turn = min(row * 0.9, (bottom - top) / 2)
    return arc_sign(
        arc.kind,
        f"M{num(right)} {num(top)}"
        f"A{num(bulge)} {num(turn)} 0 0 0 {num(right - bulge)} {num(top + turn)}"
        f"V{num(bottom - turn)}"
        f"A{num(bulge)} {num(turn)} 0 0 0 {num(right)} {num(bottom)}",
        right,
        bottom,
    )


def arc_sign(kind: ArcKind, d: str, x: float, y: float) -> str:
    """The stroke of a kind of edge along a path that ends at (x, y), and its arrow head there."""
    css = kind.replace("_", "-")
    attributes: dict[str, str | float] = {
        "class": f"chart-arc chart-arc--{css}",
        "d": d,
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": 1.5,
    }
    if kind in _DASH:
        attributes["stroke-dasharray"] = _DASH[kind]
    if kind == "complements":
        return el("path", attributes | {"stroke-width": 2, "stroke-linecap": "round"})
    head = f"M{num(x - 5)} {num(y - 4)}L{num(x + 3)} {num(y)}L{num(x - 5)} {num(y + 4)}Z"
    return el("path", attributes) + el("path", {"class": f"chart-arrow chart-arrow--{css}", "d": head})

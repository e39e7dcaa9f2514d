"""The lines beside a list of policies: which one was needed for, led to or was replaced by which.

Every row has its own piece of the drawing, so rows may be of any height: what runs through stretches with its row, and
what bends stands at the row's first line. The same drawing serves a phone and a desktop.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple, get_args

from django.utils.safestring import SafeString, mark_safe

from .svg import XMLNS, el, num

ArcKind = Literal["needed", "led_to", "replaced"]

PX_PER_REM = 10
"""As on the site, where a rem is 62.5 % of the reader's size: the lines grow with the words beside them."""
MOST_LANES = 8
"""Up to so many lanes the drawing grows wider; from there on they stand closer."""
LANE = 10.0
NODE_Y = 20.0
"""The middle of a row's first line; the style sheet has the same place."""
_NODE = 4.0
_NODE_RIGHT = 5.0  # the middle of a node from the right edge
_FIRST_LANE = 18.0  # from the middle of a node: room for a bend and an arrow head
_EDGE = 3.0
_BEND = 8.0
_KNOT = 48.0  # the height within which everything bends
_IN = {1: (-3.0,), 2: (-7.0, 0.0), 3: (-10.0, -3.0, 4.0), 4: (-12.0, -5.0, 2.0, 9.0)}
_OUT = (6.0, 10.0, 14.0)
_DASH: dict[ArcKind, str] = {"led_to": "5 3", "replaced": "1.5 2.5"}


class Arc(NamedTuple):
    """An edge between two rows, counted from 0 at the top: the policy of `first` came before that of `second`."""

    first: int
    second: int
    kind: ArcKind


class Trunk(NamedTuple):
    """All edges of one kind that begin at one policy: they share a lane and branch off where they arrive."""

    start: int
    ends: tuple[int, ...]
    kind: ArcKind

    @property
    def top(self) -> int:
        return min(self.start, *self.ends)

    @property
    def bottom(self) -> int:
        return max(self.start, *self.ends)


class Lanes(NamedTuple):
    """One drawing for each row, all of the same width; `lanes` is the number of lanes, at most MOST_LANES."""

    pieces: list[SafeString]
    lanes: int


def lane_diagram(
    nodes: int,
    edges: Iterable[tuple[int, int, ArcKind]],
    *,
    from_elsewhere: Collection[int] = (),
    area: int | None = None,
) -> Lanes:
    """The pieces of the drawing for `nodes` rows.

    `from_elsewhere`: rows that something led to which is in no row. Two edges of one kind between the same rows are
    one; an edge from a row to itself is left out. Each piece is as high as the box that it is put into, and
    width_rem(count) wide. Hidden from assistive technology: the list must say the same in words. Nothing to draw gives
    no pieces; an index outside the rows or an unknown kind ValueError.
    """
    trunks = _trunks(edges, nodes)
    if not all(0 <= row < nodes for row in from_elsewhere):
        raise ValueError(f"{sorted(from_elsewhere)} leave the {nodes} rows")
    if not trunks and not from_elsewhere:
        return Lanes([], 0)
    lanes = _lanes(trunks)
    used = max(lanes.values(), default=0) + 1
    count = min(used, MOST_LANES)
    step = LANE * (count - 1) / (used - 1) if used > 1 else 0.0
    right = width_rem(count) * PX_PER_REM - _NODE_RIGHT
    places = {trunk: right - _FIRST_LANE - step * lane for trunk, lane in lanes.items()}
    pieces = [_piece(row, places, row in from_elsewhere, width_rem(count), area) for row in range(nodes)]
    return Lanes(pieces, count)


def width_rem(count: int) -> float:
    """How wide a drawing with so many lanes is; the style sheet has the same widths."""
    return (_EDGE + LANE * (count - 1) + _FIRST_LANE + _NODE_RIGHT) / PX_PER_REM


def arc_sign(kind: ArcKind, d: str, x: float, y: float) -> str:
    """The stroke of a kind of edge along a path that ends at (x, y), and its arrow head there."""
    return _stroke(kind, d) + _head(kind, x, y)


def elsewhere_sign(x: float, y: float) -> str:
    """A short arrow from a hollow square: what came before is not among the rows. Its tip is at (x, y)."""
    square: dict[str, str | float] = {
        "x": x - 22,
        "y": y - 3,
        "width": 6.0,
        "height": 6.0,
        "fill": "none",
        "stroke": "currentColor",
    }
    line = {"d": f"M{num(x - 16)} {num(y)}L{num(x - 3)} {num(y)}"} | _strokes("led_to") | {"stroke-dasharray": "none"}
    return (
        el("rect", {"class": "chart-elsewhere", **square, "stroke-width": 1.5})
        + el("path", line)
        + _head("led_to", x, y)
    )


def _trunks(edges: Iterable[tuple[int, int, ArcKind]], nodes: int) -> list[Trunk]:
    ends: dict[tuple[int, ArcKind], set[int]] = {}
    for first, second, kind in edges:
        if not (0 <= first < nodes and 0 <= second < nodes):
            raise ValueError(f"edge {first} to {second} leaves the {nodes} rows")
        if kind not in get_args(ArcKind):
            raise ValueError(f"unknown kind of edge: {kind!r}")
        if first != second:
            ends.setdefault((first, kind), set()).add(second)
    return [Trunk(start, tuple(sorted(found)), kind) for (start, kind), found in ends.items()]


def _lanes(trunks: Sequence[Trunk]) -> dict[Trunk, int]:
    """A lane for each trunk, 0 nearest to the list; trunks that pass each other never share one.

    Short ones choose first, so a long one runs outside of those that it spans.
    """
    kept: list[list[Trunk]] = []
    lanes: dict[Trunk, int] = {}
    for trunk in sorted(trunks, key=lambda t: (t.bottom - t.top, t)):
        lane = 0
        while lane < len(kept) and any(_overlap(trunk, other) for other in kept[lane]):
            lane += 1
        if lane == len(kept):
            kept.append([])
        kept[lane].append(trunk)
        lanes[trunk] = lane
    return lanes


def _overlap(one: Trunk, other: Trunk) -> bool:
    return one.top < other.bottom and other.top < one.bottom


class _Drawn(NamedTuple):
    """What is seen beside a row: what runs along it, what is cleared for what crosses that, and what crosses it."""

    along: list[str]
    casings: list[str]
    across: list[str]


def _piece(row: int, places: dict[Trunk, float], elsewhere: bool, width: float, area: int | None) -> SafeString:
    """What is seen beside one row: first what runs along it, then what crosses that, then the node."""
    right = width * PX_PER_REM - _NODE_RIGHT
    drawn = _Drawn([], [], [])
    present = {trunk: x for trunk, x in places.items() if trunk.top <= row <= trunk.bottom}
    arriving = _kinds(trunk for trunk in present if row in trunk.ends)
    leaving = _kinds(trunk for trunk in present if row == trunk.start)
    levels = [NODE_Y + level for level in _IN[len(arriving) + elsewhere]] if arriving or elsewhere else []
    for trunk, x in present.items():
        if row == trunk.start:
            _depart(drawn, trunk, row, x, right, _OUT[leaving.index(trunk.kind)])
        elif row in trunk.ends:
            _arrive(drawn, trunk, row, x, right, levels[arriving.index(trunk.kind)])
        else:
            drawn.along.append(_run(trunk.kind, x, None, None))
    if elsewhere:
        drawn.casings.append(_casing(right - 28, right, levels[-1], 10))
        drawn.across.append(elsewhere_sign(right - _NODE - 1, levels[-1]))
    attributes: dict[str, str | float] = {
        "xmlns": XMLNS,
        "class": "chart chart-lanes" + (f" area-{area}" if area else ""),
        "width": f"{num(width)}rem",
        "height": "100%",
        "fill": "currentColor",
        "focusable": "false",
        "aria-hidden": "true",
    }
    return mark_safe(el("svg", attributes, *drawn.along, _knot(drawn, width, right)))  # attributes are escaped in el()


def _depart(drawn: _Drawn, trunk: Trunk, row: int, x: float, right: float, level: float) -> None:
    """A trunk leaves the node at `right` for its lane at `x`, down, up or both ways."""
    for down in [True] * (row < trunk.bottom) + [False] * (row > trunk.top):
        y = NODE_Y + (level if down else -level)
        bent = y + (_BEND if down else -_BEND)
        drawn.casings.append(_casing(x + _BEND, right, y))
        drawn.across.append(_stroke(trunk.kind, _departure(x, right, y, bent)))
        drawn.along.append(_run(trunk.kind, x, bent, None) if down else _run(trunk.kind, x, None, bent))


def _arrive(drawn: _Drawn, trunk: Trunk, row: int, x: float, right: float, y: float) -> None:
    """A branch of the trunk in the lane at `x` comes to the node at `right`, at the height `y`."""
    down = trunk.start < row
    bent = y + (-_BEND if down else _BEND)
    drawn.casings.append(_casing(x + _BEND, right, y))
    drawn.across.append(arc_sign(trunk.kind, _arrival(x, right, y, bent), right - _NODE - 1, y))
    if trunk.top < row < trunk.bottom:
        drawn.along.append(_run(trunk.kind, x, None, None))
    else:
        drawn.along.append(_run(trunk.kind, x, None, bent) if down else _run(trunk.kind, x, bent, None))


def _knot(drawn: _Drawn, width: float, right: float) -> str:
    """What does not stretch with the row: everything at the height of its node."""
    size = {"width": f"{num(width)}rem", "height": f"{num(_KNOT / PX_PER_REM)}rem"}
    view = {"viewBox": f"0 0 {num(width * PX_PER_REM)} {num(_KNOT)}", "overflow": "visible"}
    node = el("circle", {"class": "chart-node", "cx": right, "cy": NODE_Y, "r": _NODE})
    return el("svg", size | view, *drawn.casings, *drawn.across, node)


def _kinds(trunks: Iterable[Trunk]) -> list[ArcKind]:
    return sorted({trunk.kind for trunk in trunks}, key=get_args(ArcKind).index)


def _run(kind: ArcKind, x: float, top: float | None, bottom: float | None) -> str:
    """A piece of a lane, from the upper edge or a place to another or the lower edge, and a hair beyond the edges."""
    place = f"{num(x / PX_PER_REM)}rem"
    start = "-0.5" if top is None else f"{num(top / PX_PER_REM)}rem"
    end = "100.5%" if bottom is None else f"{num(bottom / PX_PER_REM)}rem"
    return el("line", {"x1": place, "y1": start, "x2": place, "y2": end} | _strokes(kind))


def _arrival(x: float, right: float, y: float, bent: float) -> str:
    """From a lane into a node."""
    return f"M{num(x)} {num(bent)}{_turn(bent < y)} {num(x + _BEND)} {num(y)}H{num(right - _NODE - 4)}"


def _departure(x: float, right: float, y: float, bent: float) -> str:
    """Out of a node, aside, and into a lane."""
    out = f"M{num(right)} {num(NODE_Y)}Q{num(right)} {num(y)} {num(right - 6)} {num(y)}H{num(x + _BEND)}"
    return f"{out}{_turn(bent > y)} {num(x)} {num(bent)}"


def _turn(left: bool) -> str:
    return f"A{num(_BEND)} {num(_BEND)} 0 0 {0 if left else 1}"


def _casing(x: float, right: float, y: float, wide: float = 5) -> str:
    """The gap in what a line crosses; without a style sheet there is none."""
    d = f"M{num(x)} {num(y)}H{num(right - _NODE)}"
    return el("path", {"class": "chart-casing", "d": d, "fill": "none", "stroke": "none", "stroke-width": wide})


def _strokes(kind: ArcKind) -> dict[str, str | float]:
    attributes: dict[str, str | float] = {
        "class": f"chart-arc chart-arc--{kind.replace('_', '-')}",
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": 2,
    }
    return attributes | ({"stroke-dasharray": _DASH[kind]} if kind in _DASH else {})


def _stroke(kind: ArcKind, d: str) -> str:
    return el("path", {"d": d} | _strokes(kind))


def _head(kind: ArcKind, x: float, y: float) -> str:
    d = f"M{num(x - 6)} {num(y - 3.5)}L{num(x)} {num(y)}L{num(x - 6)} {num(y + 3.5)}Z"
    return el("path", {"class": f"chart-arrow chart-arrow--{kind.replace('_', '-')}", "d": d})

"""Places on a map of the world, in the Equal Earth projection.

The projection is that of Šavrič, Patterson and Jenny, “The Equal Earth map projection”, International Journal of
Geographical Information Science 33 (2019). The land itself is a file of its own, drawn when the site is built
(script/frontend/land.js) from Natural Earth at 1:110 million; no border is drawn.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import asin, cos, hypot, pi, radians, sin, sqrt

MIDDLE = 155.0
"""The meridian in the middle, in degrees east: the map is cut in the Atlantic."""
WIDTH = 1000.0
NORTH, SOUTH = 84.0, -57.0
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


def _raw(longitude: float, latitude: float) -> tuple[float, float]:
    """Of radians; y grows to the north."""
    theta = asin(_M * sin(latitude))
    square = theta * theta
    sixth = square**3
    x = longitude * cos(theta) / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    return x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


_SCALE = WIDTH / 2 / _raw(pi, 0)[0]
_TOP = _SCALE * _raw(0, radians(NORTH))[1]
HEIGHT = float(round(_TOP - _SCALE * _raw(0, radians(SOUTH))[1]))


def point_on_map(longitude: float | Decimal, latitude: float | Decimal) -> tuple[float, float]:
    """Where a place stands, in units of the drawing from its upper left corner. Degrees; nothing is clipped."""
    turned = (float(longitude) - MIDDLE + 180) % 360 - 180
    x, y = _raw(radians(turned), radians(float(latitude)))
    return WIDTH / 2 + _SCALE * x, _TOP - _SCALE * y


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with a weight: how much there is of what the map counts."""

    name: str
    longitude: float | Decimal
    latitude: float | Decimal
    weight: int
    key: str


@dataclass(frozen=True, slots=True)
class Dot:
    """Spots that stand too near to each other to be told apart on the map, in one. The heaviest is the first."""

    x: float
    y: float
    radius: float
    spots: Sequence[Spot]

    @property
    def weight(self) -> int:
        return sum(spot.weight for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the map, in its units."""

    left: float
    top: float
    width: float
    height: float

    @property
    def view_box(self) -> str:
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"


WORLD = Window(0, 0, WIDTH, HEIGHT)
# Of the width of a window: how wide a dot of weight 1 is, and how near two dots of a layer may come.
_SMALLEST = 0.006
_GROWTH = 0.0022
_LARGEST = 0.02
# A cell of a grid and those beside it.
_AROUND = [(column, row) for column in (0, -1, 1) for row in (0, -1, 1)]
_NEAR = 0.027
"""A dot has 24 px for a finger even where the map is at its narrowest, 900 px (`.world-map`)."""


def dots(spots: Iterable[Spot], window: Window = WORLD) -> list[Dot]:
    """The spots of a window as dots whose area grows with their weight, the largest first.

    Each spot joins the first dot that it would touch; no dot is lost.
    """
    near = _NEAR * window.width
    groups: dict[tuple[int, int], list[Spot]] = {}
    centres: dict[tuple[int, int], tuple[float, float]] = {}
    for spot in sorted(spots, key=lambda spot: (-spot.weight, spot.name)):
        x, y = point_on_map(spot.longitude, spot.latitude)
        if not (window.left <= x <= window.left + window.width and window.top <= y <= window.top + window.height):
            continue
        cell = _nearest(centres, x, y, near)
        centres.setdefault(cell, (x, y))
        groups.setdefault(cell, []).append(spot)
    return [_dot(*centres[cell], those, window) for cell, those in groups.items()]


def _nearest(centres: dict[tuple[int, int], tuple[float, float]], x: float, y: float, near: float) -> tuple[int, int]:
    """The cell of a dot that is nearer than `near`, or a new one."""
    column, row = int(x // near), int(y // near)
    for cell in ((column + dx, row + dy) for dx, dy in _AROUND):
        if cell in centres:
            other_x, other_y = centres[cell]
            if (other_x - x) ** 2 + (other_y - y) ** 2 < near * near:
                return cell
    return column, row


def _dot(x: float, y: float, spots: list[Spot], window: Window) -> Dot:
    weight = sum(spot.weight for spot in spots)
    radius = min(_SMALLEST + _GROWTH * (sqrt(weight) - 1), _LARGEST) * window.width
    return Dot(round(x, 1), round(y, 1), round(radius, 1), spots)


def touches(dots: Iterable[Dot], below: Iterable[Dot], window: Window = WORLD) -> list[float]:
    """How far a finger may miss the middle of each dot. None reaches onto a dot of a layer below."""
    most, cell = _NEAR / 2 * window.width, (_NEAR / 2 + _LARGEST) * window.width
    places: defaultdict[tuple[int, int], list[Dot]] = defaultdict(list)
    for dot in below:
        places[int(dot.x // cell), int(dot.y // cell)].append(dot)
    found = []
    for dot in dots:
        column, row = int(dot.x // cell), int(dot.y // cell)
        near = [other for dx, dy in _AROUND for other in places.get((column + dx, row + dy), ())]
        free = min((hypot(other.x - dot.x, other.y - dot.y) - other.radius for other in near), default=most)
        found.append(round(max(dot.radius, min(most, free)), 1))
    return found

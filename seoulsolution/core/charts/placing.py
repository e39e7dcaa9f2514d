"""Where a label can stand so that it covers neither another label nor the line it belongs to."""

from collections.abc import Sequence
from typing import NamedTuple

from .scales import text_width
from .svg import FONT

ASCENT, DESCENT = FONT * 0.85, FONT * 0.25

Stroke = tuple[float, float, float, float]


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, outer: "Box") -> bool:
        """Whether this lies wholly within the other."""
        return (
            self.left >= outer.left
            and self.right <= outer.right
            and self.top >= outer.top
            and self.bottom <= outer.bottom
        )

    def crossed_by(self, stroke: Stroke) -> bool:
        """Whether a straight stroke (x1, y1, x2, y2) runs through this (Liang-Barsky)."""
        x1, y1, x2, y2 = stroke
        enter, leave = 0.0, 1.0
        for delta, low, high in (
            (x2 - x1, self.left - x1, self.right - x1),
            (y2 - y1, self.top - y1, self.bottom - y1),
        ):
            if not delta:
                if low >= 0 or high <= 0:
                    return False
                continue
            near, far = sorted((low / delta, high / delta))
            enter, leave = max(enter, near), min(leave, far)
        return enter < leave


class Placed(NamedTuple):
    """A label that found its place: left end of its baseline, its text and its box."""

    x: float
    y: float
    text: str
    box: Box


def around(x: float, y: float, width: float) -> list[tuple[float, float]]:
    """Left end and baseline of a label of a width near a point, the preferred places first."""
    places = []
    for distance in (9.0, 14.0, 22.0, 32.0, 46.0):
        above, below = y - distance, y + distance + ASCENT
        for shift in (-0.5, -0.15, -0.85, 0.0, -1.0):
            places += [(x + shift * width, above), (x + shift * width, below)]
        places += [(x + distance, y + ASCENT / 2), (x - distance - width, y + ASCENT / 2)]
    return places


def place(
    x: float,
    y: float,
    content: str,
    *,
    within: Box,
    taken: Sequence[Box],
    strokes: Sequence[Stroke],
) -> Placed | None:
    """A place near (x, y) that meets nothing taken and, if at all possible, no stroke.

    None when every place near the point is taken or outside.
    """
    width = text_width(content, FONT)
    width = min(width, within.right - within.left)
    best: Placed | None = None
    least = len(strokes) + 1
    for left, baseline in around(x, y, width):
        left = min(max(left, within.left), within.right - width)
        box = Box(left, baseline - ASCENT, left + width, baseline + DESCENT)
        if not box.inside(within) or any(box.meets(other) for other in taken):
            continue
        crossed = sum(box.crossed_by(stroke) for stroke in strokes)
        if crossed < least:
            best, least = Placed(left, baseline, content, box), crossed
        if not crossed:
            break
    return best

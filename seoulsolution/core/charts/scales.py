"""From values and years to places on the drawing: domains, ticks, widths of text.

Values are `Decimal` and stay so until the last step, where a ratio becomes a coordinate.
"""

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, localcontext
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

FLAT = Decimal("0.1")
"""A series whose spread is below this share of its largest value is not drawn from zero."""

_LIMIT = 60
"""Magnitudes beyond 10**±60 are refused: no indicator has them, and ratios would overflow."""

_CONTEXT = Context(prec=40)


def finite(value: Decimal | int) -> Decimal:
    """The value to 40 digits; ValueError for NaN, infinity and absurd magnitudes."""
    number = _CONTEXT.create_decimal(value)
    if not number.is_finite():
        raise ValueError(f"a chart needs finite numbers, not {number}")
    if number and abs(number.adjusted()) > _LIMIT:
        raise ValueError(f"too large or too small to draw: {number}")
    return number


class Scale(NamedTuple):
    """A linear scale from values `low..high` to coordinates `start..stop`."""

    low: Decimal
    high: Decimal
    start: float
    stop: float

    def __call__(self, value: Decimal | int) -> float:
        """The coordinate of a value; the middle when the scale has no extent."""
        if self.high == self.low:
            return (self.start + self.stop) / 2
        share = _CONTEXT.divide(_CONTEXT.subtract(value, self.low), _CONTEXT.subtract(self.high, self.low))
        return self.start + float(share) * (self.stop - self.start)


class Domain(NamedTuple):
    """What an axis of values shows: its ticks, first to last, and whether it begins where its values do."""

    ticks: list[Decimal]
    zero_based: bool

    @property
    def low(self) -> Decimal:
        """The value at the foot of the axis."""
        return self.ticks[0]

    @property
    def high(self) -> Decimal:
        """The value at the head of the axis."""
        return self.ticks[-1]


def nice_step(span: Decimal, intervals: int) -> Decimal:
    """The smallest of 1, 2, 5 × 10ⁿ that covers `span` in at most `intervals` steps."""
    rough = span / intervals
    power = Decimal(1).scaleb(rough.adjusted())
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)


def nice_ticks(low: Decimal, high: Decimal, intervals: int) -> list[Decimal]:
    """Ticks at multiples of a nice step that enclose `low < high`."""
    with localcontext(_CONTEXT):
        step = nice_step(high - low, intervals)
        first = (low / step).to_integral_value("ROUND_FLOOR")
        last = (high / step).to_integral_value("ROUND_CEILING")
        ticks = [(first + i) * step for i in range(int(last - first) + 1)]
    return [_plain(tick) for tick in ticks]


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 1E+3 becomes 1000."""
    if not value:
        return Decimal(0)
    with localcontext(Context(prec=2 * _LIMIT)):
        stripped = value.normalize()
        exponent = stripped.as_tuple().exponent
        return stripped.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else (stripped)


def value_domain(values: Sequence[Decimal], intervals: int = 4) -> Domain:
    """The axis for some values: from zero, unless all of them differ by too little to be seen.

    Then it spans at least a tenth of the largest value, so that small changes look small.
    """
    with localcontext(_CONTEXT):
        low, high = min(values), max(values)
        size = max(abs(low), abs(high))
        if not size:
            return Domain([Decimal(0), Decimal(1)], True)
        if low != high and high - low < size * FLAT:
            slack = (size * FLAT - (high - low)) / 2
            return Domain(nice_ticks(low - slack, high + slack, intervals), False)
        return Domain(nice_ticks(min(low, Decimal(0)), max(high, Decimal(0)), intervals), True)


def rank_domain(ranks: Iterable[int], intervals: int = 4) -> Domain:
    """The axis for places in an order, as what they are below zero: from the first, at the head, to beyond the last.

    An order has no place 0, and a place is read by how far it is from the first: the axis is never broken.
    """
    worst = Decimal(max(2, *ranks))
    with localcontext(_CONTEXT):
        step = max(nice_step(worst, intervals), Decimal(1))
        last = int((worst / step).to_integral_value("ROUND_CEILING"))
        ticks = [_plain(-step * n) for n in range(last, 0, -1)]
    return Domain(ticks if step == 1 else [*ticks, Decimal(-1)], True)


def year_ticks(first: int, last: int, room: int) -> list[int]:
    """The first and the last year, and round years between them, at most about `room` in all."""
    span = last - first
    if not span:
        return [first]
    if span < room:
        return list(range(first, last + 1))
    if span % 2 == 0 and span // 2 < room:
        return list(range(first, last + 1, 2))
    steps = (factor * 10**power for power in range(12) for factor in (5, 10, 20))
    step = next((step for step in steps if span < step * room), span)
    clear = max(1, -(-span // max(room, 1)))
    between = range(-(-first // step) * step, last, step)
    return [first, *(y for y in between if y - first >= clear and last - y >= clear), last]


def text_width(content: str, size: float) -> float:
    """An estimate, on the safe side, of how wide a line of text is drawn; same unit as `size`."""
    return size * sum(map(_advance, content))


@lru_cache(4096)
def _advance(character: str) -> float:
    if east_asian_width(character) in "WF":
        return 0.97
    if character in " .,:;'|!ilj·-":
        return 0.32
    if character in "MWmw%—":
        return 0.92
    return 0.68 if character.isupper() else 0.6


def crossing_years(points: Iterable[tuple[int, Decimal]], value: Decimal) -> list[int]:
    """The years (rounded) in which a line through the points, sorted by year, stands at `value`."""
    ordered = list(points)
    found: list[int] = []
    for (year, here), (later, there) in pairwise(ordered):
        if min(here, there) <= value <= max(here, there) and here != there:
            share = (value - here) / (there - here)
            found.append(year + int((share * (later - year)).to_integral_value()))
    return list(dict.fromkeys(found))

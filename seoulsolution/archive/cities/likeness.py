"""Which cities are like one: compared axis by axis, with what differs and what is not known.

Two cities are alike on an axis when both values are known and
- population, density, GDP per head: the larger is at most TWICE the smaller;
- income group, climate (its first letter after Köppen), who runs the buses, transport card: they are the same.
A city is LIKE enough to be offered when it is alike in a number, or on ENOUGH axes: that two countries are of one
income group, or that two cities have a transport card, says too little by itself.
There is no score. Cities stand in the order of how many of the chosen axes they are alike on; among equals the one
with fewer differences comes first, then the one whose population is nearer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import nsmallest
from math import inf
from typing import Any

from django.db.models import Choices, FloatField, OuterRef, QuerySet, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.choices import label_of
from seoulsolution.core.markup import Piece
from seoulsolution.core.numbers import format_quantity
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept

from ..policies.marks import Mark
from .kinds import UNITS, BusOperator, Card, Climate, IncomeGroup, Measure, Scope
from .models import CityPage
from .rows import CityFigure

TWICE = 2
# On so many axes are those alike that are alike in no number.
ENOUGH = 2
ALIKE, DIFFERENT, UNKNOWN = "alike", "different", "unknown"
NUMBERS = {
    "population": Measure.POPULATION,
    "density": Measure.DENSITY,
    "gdp_per_capita": Measure.GDP_PER_CAPITA,
}
CHOICES: dict[str, type[Choices]] = {
    "income_group": IncomeGroup,
    "climate": Climate,
    "bus_operator": BusOperator,
    "smart_card": Card,
}
AXES = {
    "population": _("Population"),
    "density": _("Population density"),
    "income_group": _("Income group of the country"),
    "gdp_per_capita": _("GDP per head"),
    "climate": _("Climate"),
    "bus_operator": _("Who runs the buses"),
    "smart_card": _("Transport card"),
}
# What stands in a row of the table of all cities: what a city is called, and behind it the values in this order.
NAMED = ("pk", "title", "slug", "url_path", "place__country__name")
SLUG = NAMED.index("slug")
COLUMNS = [*CHOICES, *NUMBERS]
PLACES = {axis: place for place, axis in enumerate(COLUMNS, start=len(NAMED))}
NEIGHBOURS = 6

Row = tuple[Any, ...]
Test = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Profile:
    """A city as it is compared. `values` by axis: a Decimal, a choice, or None where it is not known."""

    slug: str
    place: PlaceName
    url: str | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One axis of two cities. `verdict`: ALIKE, DIFFERENT or UNKNOWN; `said`: the value of the other city in words.

    `year`, `mark`: of that value, where they are to be shown.
    """

    axis: str
    title: str
    verdict: str
    said: str
    year: int | None = None
    mark: Mark | None = None

    def draw(self) -> SafeString:
        """What the city is on the axis, with the year and the mark of a figure where they are shown."""
        return _COMPARED(
            words=f"{self.title}: {self.said}" if self.said else self.title,
            year=_YEAR(year=self.year) if self.year else "",
            mark=self.mark.markup if self.mark else "",
        )


_COMPARED = Piece('<div class="claim">{words}{year}{mark}</div>')
_YEAR = Piece(' <span class="figures">({year})</span>')


@dataclass(frozen=True, slots=True)
class Neighbour:
    city: Profile
    axes: list[Comparison]

    def _count(self, verdict: str) -> int:
        return sum(axis.verdict == verdict for axis in self.axes)

    @property
    def alike(self) -> list[Comparison]:
        return [axis for axis in self.axes if axis.verdict == ALIKE]

    @property
    def known(self) -> int:
        """On how many axes the two can be compared."""
        return len(self.axes) - self._count(UNKNOWN)

    @property
    def different(self) -> list[Comparison]:
        return [axis for axis in self.axes if axis.verdict == DIFFERENT]

    @property
    def unknown(self) -> list[Comparison]:
        return [axis for axis in self.axes if axis.verdict == UNKNOWN]


def _figure(measure: Measure) -> Subquery:
    """The newest value, not that of the metropolitan area. A float: 15,000 Decimals take longer than all the rest."""
    figures = CityFigure.objects.filter(page=OuterRef("pk"), measure=measure).exclude(scope=Scope.METROPOLITAN)
    newest = figures.order_by("-year", "pk").values("value")[:1]
    return Subquery(newest, output_field=FloatField())


@kept
def _table(language: str) -> QuerySet[Any]:
    cities = CityPage.objects.published().translated().in_language(language).order_by()
    numbers = [_figure(measure) for measure in NUMBERS.values()]
    return cities.values_list(*NAMED, *CHOICES, *numbers)


def read_table(language: str) -> list[Row]:
    """NAMED and the values by COLUMNS of every public city of a language; one query."""
    return _table(language=language)


def profile_of(row: Row) -> Profile:
    _pk, title, slug, url_path, country, *values = row
    place = PlaceName(slug, title, country or "")
    known = {axis: _exact(axis, value) if value else None for axis, value in zip(COLUMNS, values, strict=True)}
    return Profile(slug, place, Addresses().url(url_path), known)


def _exact(axis: str, value: Any) -> Any:
    """As it was recorded, with two decimal places at most."""
    return Decimal(str(value)) if axis in NUMBERS else value


def verdict(axis: str, one: Any, other: Any) -> str:
    if one is None or other is None:
        return UNKNOWN
    if axis in NUMBERS:
        return ALIKE if max(one, other) <= TWICE * min(one, other) else DIFFERENT
    if axis == "climate":
        one, other = one[0], other[0]
    return ALIKE if one == other else DIFFERENT


def said(axis: str, value: Any) -> str:
    """A value in words; empty where it is not known."""
    if value is None:
        return ""
    if axis in NUMBERS:
        measure = NUMBERS[axis]
        return format_quantity(Decimal(value), str(UNITS[measure]), large=measure == Measure.POPULATION)
    return label_of(CHOICES[axis], value)


def compare(values: Mapping[str, Any], other: Profile, axes: Sequence[str]) -> Neighbour:
    return Neighbour(other, [_comparison(axis, values.get(axis), other.values[axis]) for axis in axes])


def _comparison(axis: str, one: Any, other: Any) -> Comparison:
    return Comparison(axis, str(AXES[axis]), verdict(axis, one, other), said(axis, other))


def nearest(values: Mapping[str, Any], table: Iterable[Row], axes: Sequence[str]) -> list[Row]:
    """The cities of the table that are alike in a number or on ENOUGH axes, the likest first, at most NEIGHBOURS.

    Of each city it is only counted on how much it is alike: what is alike and what differs is put into words for those
    that are found.
    """
    tests = [
        (PLACES[axis], _test(axis, values[axis]), axis in NUMBERS) for axis in axes if values.get(axis) is not None
    ]
    population = values.get("population")
    mine = float(population) if population else 0.0
    return [row for *_rank, row in nsmallest(NEIGHBOURS, _ranked(table, tests, mine))]


def _ranked(table: Iterable[Row], tests: Sequence[tuple[int, Test, bool]], mine: float) -> Iterator[tuple[Any, ...]]:
    """(how many are alike, how many differ, distance, name, city) of those alike enough; less is better.

    `tests`: the place of the value in a row, what is asked of it, whether it is a number.
    """
    for row in table:
        told = [(test(row[place]), is_number) for place, test, is_number in tests if row[place]]
        alike = sum(passed for passed, _is_number in told)
        if alike >= ENOUGH or (True, True) in told:
            other = row[PLACES["population"]]
            distance = max(mine, other) / min(mine, other) if mine and other else inf
            yield -alike, len(told) - alike, distance, row[1], row


def _test(axis: str, value: Any) -> Test:
    """Whether another value that is known is like `value`: as `verdict` says, quickly."""
    if axis in NUMBERS:
        least, most = float(value) / TWICE, float(value) * TWICE
        return lambda other: least <= other <= most
    if axis == "climate":
        first = value[0]
        return lambda other: other[0] == first
    return lambda other: other == value


def like_city(page: int, language: str) -> list[Neighbour]:
    """The cities that are like the city whose page has this key; one query. None for one that is not public."""
    table = read_table(language)
    own = next((row for row in table if row[0] == page), None)
    return neighbours(profile_of(own).values, [row for row in table if row is not own], list(AXES)) if own else []


def neighbours(values: Mapping[str, Any], table: Iterable[Row], axes: Sequence[str]) -> list[Neighbour]:
    """The same as `nearest`, compared axis by axis. `values`: what the cities are compared with."""
    return [compare(values, profile_of(row), axes) for row in nearest(values, table, axes)]

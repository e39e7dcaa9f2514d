"""Which cities are like one: compared axis by axis, with what differs and what is not known.

Two cities are alike on an axis when both values are known and
- population, density, GDP per head: the larger is at most TWICE the smaller;
- income group, climate (its first letter after Köppen), who runs the buses, transport card: they are the same.
There is no score. Cities stand in the order of how many of the chosen axes they are alike on; among equals the one
with fewer differences comes first, then the one whose population is nearer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import inf, log
from typing import Any

from django.db.models import Choices, DecimalField, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.choices import label_of
from seoulsolution.core.numbers import format_quantity
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept

from .kinds import UNITS, BusOperator, Climate, IncomeGroup, Measure, Scope, YesOrNo
from .models import CityPage
from .rows import CityFigure

TWICE = 2
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
    "smart_card": YesOrNo,
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
NEIGHBOURS = 6


@dataclass(frozen=True, slots=True)
class Profile:
    """A city as it is compared. `values` by axis: a Decimal, a choice, or None where it is not known."""

    slug: str
    place: PlaceName
    url: str | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One axis of two cities. `verdict`: ALIKE, DIFFERENT or UNKNOWN; `said`: the value of the other city in words."""

    axis: str
    title: str
    verdict: str
    said: str


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
    def different(self) -> list[Comparison]:
        return [axis for axis in self.axes if axis.verdict == DIFFERENT]

    @property
    def unknown(self) -> list[Comparison]:
        return [axis for axis in self.axes if axis.verdict == UNKNOWN]


def _figure(measure: Measure) -> Subquery:
    """The newest value; of the city itself where there is one."""
    figures = CityFigure.objects.filter(page=OuterRef("pk"), measure=measure).exclude(scope=Scope.METROPOLITAN)
    newest = figures.order_by("-year", "pk").values("value")[:1]
    return Subquery(newest, output_field=DecimalField(max_digits=18, decimal_places=2))


@kept
def _profiles(language: str) -> QuerySet[Any]:
    cities = CityPage.objects.published().translated().in_language(language).order_by("title", "pk")
    numbers = [_figure(measure) for measure in NUMBERS.values()]
    return cities.values_list("slug", "title", "url_path", "place__country__name", *CHOICES, *numbers)


def read_profiles(language: str) -> list[Profile]:
    """Every public city of a language, by name; one query."""
    addresses = Addresses()
    found = []
    for slug, title, url_path, country, *values in _profiles(language=language):
        known = dict(zip([*CHOICES, *NUMBERS], (value or None for value in values), strict=True))
        found.append(Profile(slug, PlaceName(slug, title, country or ""), addresses.url(url_path), known))
    return found


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


def neighbours(values: Mapping[str, Any], cities: Iterable[Profile], axes: Sequence[str]) -> list[Neighbour]:
    """The cities that are alike on at least one axis, at most NEIGHBOURS. `values`: what they are compared with."""
    found = [compare(values, city, axes) for city in cities]
    found = [one for one in found if one.alike]
    found.sort(key=lambda one: (-len(one.alike), len(one.different), _distance(values, one.city), one.city.place.name))
    return found[:NEIGHBOURS]


def _distance(values: Mapping[str, Any], city: Profile) -> float:
    """How many times larger the one population is than the other, as a logarithm."""
    one, other = values.get("population"), city.values["population"]
    return abs(log(one) - log(other)) if one and other else inf

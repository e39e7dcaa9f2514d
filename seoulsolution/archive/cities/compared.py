"""The figures by which cities are compared, each with its year and what it rests on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from seoulsolution.core.statements import kept

from ..policies.marks import Mark, SourceList
from .kinds import Scope
from .likeness import NUMBERS, Neighbour
from .rows import CityFigure

AXIS_OF = {measure.value: axis for axis, measure in NUMBERS.items()}

# By the slug of the city and the axis: the year, None where it is not known, and the mark.
Figures = dict[tuple[str, str], tuple[int | None, Mark]]


@kept
def _figures(cities: list[str], language: str) -> QuerySet[Any]:
    rows = CityFigure.objects.filter(page__slug__in=cities, locale__language_code=language, measure__in=list(AXIS_OF))
    columns = ("page__slug", "measure", "year", "basis", "source", "confidence", "disputed")
    return rows.exclude(scope=Scope.METROPOLITAN).order_by("-year", "pk").values_list(*columns, named=True)


def figures_of(cities: Sequence[str], language: str, sources: SourceList) -> Figures:
    """Of each city the figures that are compared, the newest ones; one query."""
    found: Figures = {}
    for row in _figures(cities=sorted(cities), language=language) if cities else []:
        key = row.page__slug, AXIS_OF[row.measure]
        if key not in found:
            found[key] = row.year, sources.mark(row)
    return found


def with_figures(neighbour: Neighbour, figures: Figures) -> Neighbour:
    """The same city with year and mark beside each of its figures."""
    slug = neighbour.city.slug
    axes = []
    for axis in neighbour.axes:
        year, mark = figures.get((slug, axis.axis), (None, None))
        axes.append(replace(axis, year=year, mark=mark))
    return replace(neighbour, axes=axes)

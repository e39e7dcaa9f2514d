"""The register of projects: what is counted, how a reader narrows it, and a part of the list at a time.

However many projects there are, they are counted by the database, once for all filters together.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seoulsolution.core.counted_lists import LONG_ENTRIES, CellFilter, part_of
from seoulsolution.core.numbers import decade_name
from seoulsolution.core.other_languages import pages_elsewhere
from seoulsolution.core.places import Place
from seoulsolution.core.section_links import link_to
from seoulsolution.core.statements import Parts, kept, kept_parts
from seoulsolution.core.visibility import ArchiveQuerySet
from seoulsolution.core.vocabulary import PolicyArea

from .lineage import with_outcomes
from .lines import ProjectLine, carries_policy, project_columns, project_lines
from .models import Counted, ProjectCountsPage, ProjectKind, ProjectPage, ProjectRegisterPage, ProjectStatus

SORTS = [("newest", _("Newest first")), ("oldest", _("Oldest first")), ("title", _("By title"))]
# Order of the list by sort; where no year is known, last.
ORDERS: dict[str, list[Any]] = {
    "newest": [F("year_started").desc(nulls_last=True), "title", "pk"],
    "oldest": [F("year_started").asc(nulls_last=True), "title", "pk"],
    "title": ["title", "pk"],
}
NO_YEAR = "none"
NAMED, NONE_NAMED = "named", "none"
# The filters that offer only such of their choices as a project has.
OF_CHOICES = ("kind", "status", "decade", "counted", "carried")


class Cell(NamedTuple):
    """How many projects have all of this in common, as the filters ask for it."""

    area: str
    kind: str
    status: str
    country: str
    decade: str
    counted: str
    carried: str
    number: int


class Register(NamedTuple):
    """All projects, counted, with the names of their areas, in order, and of their countries."""

    cells: list[Cell]
    areas: dict[str, str]
    countries: dict[str, str]


def _of_language(language: str) -> ArchiveQuerySet:
    return ProjectPage.objects.published().translated().in_language(language)


def _country() -> Coalesce:
    """The key of the country of a project, or of the place that is in none."""
    return Coalesce("place__country", "place")


@kept
def _cells(language: str) -> QuerySet[Any]:
    """By keys and decades: groups with names and years in them take twice as long, and are twice as many."""
    groups = ("area", "kind", "status", _country(), F("year_started") / 10, "counted")
    projects = _of_language(language).order_by().annotate(carries=carries_policy())
    return projects.values_list(*groups, "carries").annotate(number=Count("pk"))


@kept
def _names() -> QuerySet[Any]:
    """Of every language, as what is not translated yet is in an area or a country of another one."""
    areas = PolicyArea.objects.order_by().values_list(Value("area"), "pk", "slug", "name", "order")
    countries = Place.objects.filter(country=None).order_by()
    return areas.union(countries.values_list(Value("country"), "pk", "slug", "name", Value(0)), all=True)


def counted_projects(language: str) -> Register:
    """All public projects of a language, counted; two queries."""
    names = {(sort, pk): (order, slug, name) for sort, pk, slug, name, order in _names()}
    cells, areas, countries = [], set(), set()
    for area, kind, status, country, decade, counted, carries, number in _cells(language=language):
        in_area, there = names["area", area], names["country", country]
        areas.add(in_area)
        countries.add(there)
        begun = NO_YEAR if decade is None else f"{decade}0"
        carried = NAMED if carries else NONE_NAMED
        cells.append(Cell(in_area[1], kind, status, there[1], begun, counted, carried, number))
    return Register(cells, _named(areas), _named(countries))


def _named(found: Iterable[tuple[int, str, str]]) -> dict[str, str]:
    return {slug: name for _order, slug, name in sorted(found)}


@kept
def _by_country(language: str) -> QuerySet[Any]:
    return _of_language(language).order_by().values_list(_country()).annotate(number=Count("pk"))


def size(language: str) -> tuple[int, int]:
    """How many public projects of a language there are, and in how many countries; one query."""
    numbers = [number for _country, number in _by_country(language=language)]
    return sum(numbers), len(numbers)


class ProjectFilter(CellFilter):
    class Meta:
        """As in `ListFilter`."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    decade = forms.ChoiceField(label=_("Decade of start"), required=False)
    counted = forms.ChoiceField(label=_("In the count of the city"), required=False)
    carried = forms.ChoiceField(label=_("Policies carried"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, data: Mapping[str, Any], register: Register) -> None:
        super().__init__(data, register.cells)
        known = {name: {getattr(cell, name) for cell in register.cells} for name in OF_CHOICES}
        self.offer("area", list(register.areas.items()))
        self.offer("country", sorted(register.countries.items(), key=lambda pair: pair[1]))
        self.offer("kind", [(k.value, str(k.label)) for k in ProjectKind if k in known["kind"]])
        self.offer("status", [(s.value, str(s.label)) for s in ProjectStatus if s in known["status"]])
        self.offer("decade", list(_decades(known["decade"])))
        self.offer("counted", [(c.value, str(c.label)) for c in Counted if c in known["counted"]])
        carried = {NAMED: _("Policy of the archive named"), NONE_NAMED: _("No policy of the archive named")}
        self.offer("carried", [(value, str(label)) for value, label in carried.items() if value in known["carried"]])
        self.full_clean()

    def projects(self, language: str) -> Parts:
        """The columns of PROJECT of what is chosen, in the chosen order."""
        return _projects(language, self.choices, self.cleaned_data.get("sort") or "newest")


@kept_parts
def _projects(language: str, choices: Iterable[tuple[str, str]], order: str) -> QuerySet[Any]:
    chosen = dict(choices)
    found = _of_language(language).filter(_chosen(chosen))
    if carried := chosen.get("carried"):
        has_policy = carries_policy()
        found = found.filter(has_policy if carried == NAMED else ~has_policy)
    return project_columns(found.order_by(*ORDERS[order]))


def _decades(found: set[str]) -> Iterator[tuple[str, str]]:
    yield from ((decade, decade_name(int(decade))) for decade in sorted(found - {NO_YEAR}))
    if NO_YEAR in found:
        yield NO_YEAR, str(pgettext_lazy("decade", "Not known"))


def _chosen(chosen: Mapping[str, str]) -> Q:
    """What is chosen as a condition on projects."""
    found = Q(**{name: value for name, value in chosen.items() if name in ("kind", "status", "counted")})
    if "area" in chosen:
        found &= Q(area__slug=chosen["area"])
    if "country" in chosen:
        country = chosen["country"]
        found &= Q(place__country__slug=country) | Q(place__slug=country, place__country=None)
    decade = chosen.get("decade")
    if decade == NO_YEAR:
        found &= Q(year_started=None)
    elif decade:
        found &= Q(year_started__range=(int(decade), int(decade) + 9))
    return found


def context(page: ProjectRegisterPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    filters = ProjectFilter(data, counted_projects(language))
    results = part_of(filters.projects(language), filters, data, LONG_ENTRIES)
    projects: list[ProjectLine] = with_outcomes(project_lines(results.object_list), language)
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "query": filters.query,
        "results": results,
        "projects": projects,
        "found": filters.found,
        "total": filters.total,
        "elsewhere": pages_elsewhere(ProjectPage, language),
        "counts": link_to(ProjectCountsPage, language),
        "csv_url": f"{page.url}csv/{'?' + filters.query if filters.query else ''}",
    }

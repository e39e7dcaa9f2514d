"""The register of projects: what is counted, how a reader narrows it, and a part of the list at a time.

However many projects there are, they are counted by the database, once for all filters together.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seoulsolution.core.counted_lists import CellFilter, part_of
from seoulsolution.core.numbers import decade_name
from seoulsolution.core.other_languages import pages_elsewhere
from seoulsolution.core.section_links import link_to
from seoulsolution.core.statements import Parts, kept, kept_parts
from seoulsolution.core.visibility import ArchiveQuerySet

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


class Cell(NamedTuple):
    """How many projects have all of this in common."""

    area: str
    area_name: str
    area_order: int
    kind: str
    status: str
    country: str
    country_name: str
    year: int | None
    counted: str
    carries: bool
    number: int

    @property
    def carried(self) -> str:
        return NAMED if self.carries else NONE_NAMED

    @property
    def decade(self) -> str:
        return NO_YEAR if self.year is None else str(self.year // 10 * 10)


def _of_language(language: str) -> ArchiveQuerySet:
    return ProjectPage.objects.published().translated().in_language(language)


@kept
def _cells(language: str) -> QuerySet[Any]:
    country = Coalesce("place__country__slug", "place__slug")
    name = Coalesce("place__country__name", "place__name")
    groups = ("area__slug", "area__name", "area__order", "kind", "status", country, name, "year_started", "counted")
    projects = _of_language(language).order_by().annotate(carries=carries_policy())
    return projects.values_list(*groups, "carries").annotate(number=Count("pk"))


def cells(language: str) -> list[Cell]:
    """All public projects of a language, counted; one query."""
    return [Cell(*row) for row in _cells(language=language)]


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

    def __init__(self, data: Mapping[str, Any], counted: list[Cell]) -> None:
        super().__init__(data, counted)
        areas = sorted({(c.area_order, c.area, c.area_name) for c in counted})
        self.offer("area", [(slug, name) for _order, slug, name in areas])
        self.offer("country", sorted({(c.country, c.country_name) for c in counted}, key=lambda pair: pair[1]))
        kinds, states = {c.kind for c in counted}, {c.status for c in counted}
        self.offer("kind", [(k.value, str(k.label)) for k in ProjectKind if k in kinds])
        self.offer("status", [(s.value, str(s.label)) for s in ProjectStatus if s in states])
        self.offer("decade", list(_decades(counted)))
        groups = {c.counted for c in counted}
        self.offer("counted", [(c.value, str(c.label)) for c in Counted if c in groups])
        carried = {NAMED: _("Policy of the archive named"), NONE_NAMED: _("No policy of the archive named")}
        known = {c.carried for c in counted}
        self.offer("carried", [(value, str(label)) for value, label in carried.items() if value in known])
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


def _decades(counted: list[Cell]) -> Iterator[tuple[str, str]]:
    found = {cell.decade for cell in counted}
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
    filters = ProjectFilter(data, cells(language))
    results = part_of(filters.projects(language), filters, data)
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

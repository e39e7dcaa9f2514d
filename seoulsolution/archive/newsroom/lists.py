"""The lists of news and of resources: what is counted, how a reader narrows them, and a part at a time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seoulsolution.core.counted_lists import CellFilter, part_of
from seoulsolution.core.numbers import format_year_span
from seoulsolution.core.other_languages import pages_elsewhere
from seoulsolution.core.section_links import link_to
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import ArchiveQuerySet

from .lines import NEWEST_FIRST, NEWEST_RESOURCE_FIRST, NEWS, RESOURCE, news_lines, resource_lines
from .models import PRESS, NewsCategory, NewsPage, NewsroomPage
from .resources import ResourceIndexPage, ResourceKind, ResourcePage
from .rows import NewsPlace

NO_YEAR = "none"


class NewsCell(NamedTuple):
    """How much news has all of this in common. `office` is empty where the archive itself tells it.

    `place` is empty where news is counted once, whatever places it names.
    """

    category: str
    year: str
    office: str
    office_name: str
    number: int
    place: str = ""
    place_name: str = ""


class ResourceCell(NamedTuple):
    """How many resources have all of this in common. `year` is NO_YEAR where it is not known."""

    kind: str
    year: str
    number: int


def _news_of(language: str) -> ArchiveQuerySet:
    return NewsPage.objects.published().translated().in_language(language)


def _resources_of(language: str) -> ArchiveQuerySet:
    return ResourcePage.objects.published().translated().in_language(language)


NEWS_GROUPS = ("category", Substr("dated", 1, 4), "office__slug", "office__name")


@kept
def _news_cells(language: str) -> QuerySet[Any]:
    return _news_of(language).order_by().values_list(*NEWS_GROUPS).annotate(number=Count("pk"))


@kept
def _news_cells_by_place(language: str) -> QuerySet[Any]:
    groups = (*NEWS_GROUPS, "places__place__slug", "places__place__name")
    naming = _news_of(language).filter(places__isnull=False).order_by().values_list(*groups)
    return naming.annotate(number=Count("pk", distinct=True))


@kept
def _resource_cells(language: str) -> QuerySet[Any]:
    return _resources_of(language).order_by().values_list("kind", "year").annotate(number=Count("pk"))


def news_cells(language: str) -> list[NewsCell]:
    """All public news of a language, counted; one query."""
    return [
        NewsCell(category, year, office or "", name or "", number)
        for category, year, office, name, number in _news_cells(language=language)
    ]


def news_cells_by_place(language: str) -> list[NewsCell]:
    """News that names places, counted for each of them; one query."""
    return [
        NewsCell(category, year, office or "", name or "", number, place, place_name)
        for category, year, office, name, place, place_name, number in _news_cells_by_place(language=language)
    ]


def resource_cells(language: str) -> list[ResourceCell]:
    """All public resources of a language, counted; one query."""
    return [
        ResourceCell(kind, str(year or NO_YEAR), number) for kind, year, number in _resource_cells(language=language)
    ]


def _years(cells: Sequence[NewsCell | ResourceCell]) -> list[tuple[str, str]]:
    """The latest first, and at the end those whose year is not known."""
    years = sorted({cell.year for cell in cells} - {NO_YEAR}, reverse=True)
    unknown = [(NO_YEAR, str(pgettext_lazy("decade", "Not known")))] if NO_YEAR in {c.year for c in cells} else []
    return [*((year, format_year_span(int(year), None, open_end=False)) for year in years), *unknown]


class NewsFilter(CellFilter):
    class Meta:
        """The plugin of mypy looks for it in every form, and among many modules that wait for each other never ends."""

    category = forms.ChoiceField(label=_("Category"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    office = forms.ChoiceField(label=_("Office"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, data: Mapping[str, Any], counted: list[NewsCell], by_place: list[NewsCell]) -> None:
        super().__init__(data, counted)
        self.by_place = by_place
        categories = {cell.category for cell in counted}
        self.offer("category", [(c.value, str(c.label)) for c in NewsCategory if c in categories])
        self.offer("year", _years(counted))
        offices = {(cell.office, cell.office_name) for cell in counted if cell.office}
        self.offer("office", sorted(offices, key=lambda pair: pair[1]))
        places = {(cell.place, cell.place_name) for cell in by_place}
        self.offer("place", sorted(places, key=lambda pair: pair[1]))
        self.full_clean()

    def _matching(self, *, without: str = "") -> Iterator[Any]:
        """News may name several places: for a place it is counted there, otherwise once."""
        if without != "place" and "place" not in self.chosen:
            yield from super()._matching(without=without)
            return
        wanted = {name: value for name, value in self.chosen.items() if name != without}
        yield from (cell for cell in self.by_place if all(getattr(cell, name) == wanted[name] for name in wanted))

    def rows(self, language: str) -> QuerySet[Any]:
        """The columns of NEWS of what is chosen, the newest first."""
        columns = {"category": "category", "year": "dated__startswith", "office": "office__slug"}
        chosen = Q(**{columns[name]: value for name, value in self.chosen.items() if name in columns})
        if "place" in self.chosen:
            chosen &= Q(pk__in=NewsPlace.objects.filter(place__slug=self.chosen["place"]).values("page"))
        return _news_of(language).filter(chosen).order_by(*NEWEST_FIRST).values_list(*NEWS, named=True)


class ResourceFilter(CellFilter):
    class Meta:
        """The plugin of mypy looks for it in every form, and among many modules that wait for each other never ends."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data: Mapping[str, Any], counted: list[ResourceCell]) -> None:
        super().__init__(data, counted)
        kinds = {cell.kind for cell in counted}
        self.offer("kind", [(k.value, str(k.label)) for k in ResourceKind if k in kinds])
        self.offer("year", _years(counted))
        self.full_clean()

    def rows(self, language: str) -> QuerySet[Any]:
        """The columns of RESOURCE of what is chosen, the newest first."""
        chosen: dict[str, Any] = {**self.chosen}
        if chosen.get("year") == NO_YEAR:
            chosen["year"] = None
        found = _resources_of(language).filter(**chosen)
        return found.order_by(*NEWEST_RESOURCE_FIRST).values_list(*RESOURCE, named=True)


def newsroom(page: NewsroomPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    filters = NewsFilter(data, news_cells(language), news_cells_by_place(language))
    results = part_of(filters.rows(language), filters, data)
    return {
        **_shown(filters),
        "results": results,
        "news": news_lines(results.object_list),
        "elsewhere": pages_elsewhere(NewsPage, language),
        "resources": link_to(ResourceIndexPage, language),
        "press_url": f"{page.url}{PRESS}",
    }


def resources(page: ResourceIndexPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    filters = ResourceFilter(data, resource_cells(language))
    results = part_of(filters.rows(language), filters, data)
    return {
        **_shown(filters),
        "results": results,
        "resources": resource_lines(results.object_list),
        "elsewhere": pages_elsewhere(ResourcePage, language),
    }


def _shown(filters: NewsFilter | ResourceFilter) -> dict[str, Any]:
    """What a template says of the filters."""
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "query": filters.query,
        "found": filters.found,
        "total": filters.total,
    }

"""The list of the cities: counted once for all filters, read a part at a time."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.counted_lists import PAGE_SIZE, CellFilter, part_of
from seoulsolution.core.other_languages import pages_elsewhere
from seoulsolution.core.section_links import sections_below
from seoulsolution.core.statements import Parts, kept, kept_parts
from seoulsolution.core.visibility import ArchiveQuerySet

from ..glossary.initials import letter_label, letter_of
from .city_names import LONGEST_NAME, pages_named
from .kinds import Climate, IncomeGroup, Region, RelationKind
from .lines import CITY, NO_RELATION, city_lines, projects_there, relation
from .models import CitiesPage, CityPage

SORTS = [("name", _("By name")), ("country", _("By country")), ("projects", _("Most projects first"))]
ORDERS: dict[str, list[Any]] = {
    "name": ["title", "pk"],
    "country": ["place__country__name", "title", "pk"],
    "projects": [F("projects").desc(), "title", "pk"],
}


class Cell(NamedTuple):
    region: str
    income_group: str
    climate: str
    relation: str
    number: int


def _of_language(language: str) -> ArchiveQuerySet:
    """The home of the archive is not one of them."""
    return CityPage.objects.published().translated().in_language(language).filter(place__is_home=False)


@kept
def _cells(language: str) -> QuerySet[Any]:
    return _counted(_of_language(language))


def _cells_among(pages: list[int], language: str) -> QuerySet[Any]:
    return _counted(_of_language(language).filter(pk__in=pages))


def _counted(cities: ArchiveQuerySet) -> QuerySet[Any]:
    cells = cities.order_by().annotate(relation=relation())
    return cells.values_list("region", "income_group", "climate", "relation").annotate(number=Count("pk"))


class CityFilter(CellFilter):
    class Meta:
        """As in `ListFilter`."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Or a part of it, in any language."),
        widget=forms.TextInput(attrs={"type": "search", "class": "krds-input medium", "autocomplete": "off"}),
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    relation = forms.ChoiceField(label=_("Relation"), required=False)
    income_group = forms.ChoiceField(label=_("Income group"), required=False)
    climate = forms.ChoiceField(label=_("Climate"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, data: Mapping[str, Any], cells: list[Cell], language: str) -> None:
        super().__init__(data, cells)
        self.language = language
        self.all_cities = super().total
        for name, choices in (("region", Region), ("income_group", IncomeGroup), ("climate", Climate)):
            known = {getattr(cell, name) for cell in cells}
            self.offer(name, [(one.value, str(one.label)) for one in choices if one in known])
        kinds = [(one.value, str(one.label)) for one in RelationKind]
        known = {cell.relation for cell in cells}
        self.offer("relation", [pair for pair in [*kinds, (NO_RELATION, str(_("No agreement")))] if pair[0] in known])
        self.full_clean()
        self.named: list[int] | None = None
        if typed := self.cleaned_data.get("name"):
            self.named = pages_named(typed, language)
            self.cells = [Cell(*row) for row in _cells_among(self.named, language)]

    @property
    def total(self) -> int:
        return self.all_cities

    def cities(self, columns: tuple[str, ...] = (*CITY, "relation", "projects")) -> QuerySet[Any] | Parts:
        """`columns` of what is chosen, in the chosen order."""
        if self.named is None:
            return _cities_chosen(self.language, self.choices, self.order, columns)
        return _cities(self.language, self.choices, self.order, columns).filter(pk__in=self.named)

    @property
    def order(self) -> str:
        return self.cleaned_data.get("sort") or "name"


def _cities(language: str, choices: Iterable[tuple[str, str]], order: str, columns: tuple[str, ...]) -> QuerySet[Any]:
    cities = _of_language(language).annotate(relation=relation(), projects=projects_there())
    return cities.filter(**dict(choices)).order_by(*ORDERS[order]).values_list(*columns)


_cities_chosen = kept_parts(_cities)


class Initial(NamedTuple):
    """A letter, and the city with which it begins: on which page of the list, and its slug."""

    label: str
    page: int
    city: str


def initials(filters: CityFilter, language: str) -> list[Initial]:
    """The letters of a list by name that is longer than a page, as the list comes to them; one query."""
    if filters.order != "name" or filters.found <= PAGE_SIZE:
        return []
    found: dict[str, Initial] = {}
    for place, (title, slug) in enumerate(filters.cities(("title", "slug"))[:]):
        letter = letter_of(title, language)
        found.setdefault(letter, Initial(letter_label(letter), place // PAGE_SIZE + 1, slug))
    return list(found.values())


def context(page: CitiesPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    filters = CityFilter(data, [Cell(*row) for row in _cells(language=language)], language)
    results = part_of(filters.cities(), filters, data)
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "query": filters.query,
        "results": results,
        "cities": city_lines(results.object_list),
        "initials": initials(filters, language),
        "found": filters.found,
        "total": filters.total,
        "sections": sections_below(page),
        "elsewhere": pages_elsewhere(CityPage, language),
    }

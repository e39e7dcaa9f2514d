"""Cities as lists say them: what a line needs, read without the pages behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from seoulsolution.core.choices import label_of
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept

from .kinds import IncomeGroup, Region, RelationKind
from .models import CityPage
from .rows import CityRelation

NO_RELATION = "none"
CITY = ("slug", "title", "url_path", "region", "income_group", "place__slug", "place__country__name")


def relation() -> Case:
    """The closest formal relation of a city that has not ended, or NO_RELATION."""
    standing = CityRelation.objects.filter(page=OuterRef("pk"), ended="").order_by()
    kinds = [When(Exists(standing.filter(kind=kind)), then=Value(kind.value)) for kind in RelationKind]
    return Case(*kinds, default=Value(NO_RELATION), output_field=CharField())


def projects_there() -> Coalesce:
    """How many public projects name the place."""
    from ..sharing.models import ProjectPage

    there = ProjectPage.objects.published().translated().filter(place=OuterRef("place")).order_by()
    number = there.values("place").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


@dataclass(frozen=True, slots=True)
class CityLine:
    """A city in a list. `relation`: a kind, or NO_RELATION."""

    slug: str
    title: str
    url: str | None
    region: str
    income_group: str
    place: PlaceName
    relation: str
    projects: int

    def get_region_display(self) -> str:
        return label_of(Region, self.region)

    def get_income_group_display(self) -> str:
        return label_of(IncomeGroup, self.income_group)

    @property
    def relation_label(self) -> str:
        return "" if self.relation == NO_RELATION else label_of(RelationKind, self.relation)


def city_lines(rows: Iterable[Any]) -> list[CityLine]:
    """`rows`: the columns of CITY, the relation and the number of projects."""
    addresses = Addresses()
    return [
        CityLine(slug, title, addresses.url(url_path), region, income, PlaceName(place, title, country or ""), *rest)
        for slug, title, url_path, region, income, place, country, *rest in rows
    ]


@kept
def _addresses(places: list[str], language: str) -> QuerySet[Any]:
    pages = CityPage.objects.published().translated().in_language(language).filter(place__slug__in=places)
    return pages.order_by("-pk").values_list("place__slug", "url_path")


def city_urls(places: list[str], language: str) -> dict[str, str | None]:
    """Addresses of the public pages of cities by the ids of their places; one query."""
    addresses = Addresses()
    found = _addresses(places=places, language=language) if places else []
    return {slug: addresses.url(path) for slug, path in found}


@kept
def _address(place: int) -> QuerySet[Any]:
    return CityPage.objects.published().translated().filter(place=place).order_by("pk").values_list("url_path")[:1]


def city_url(place: int) -> str | None:
    """Address of the page of a city, by the id of its place in the same language; None without a public one."""
    return next((Addresses().url(url_path) for (url_path,) in _address(place=place)), None)

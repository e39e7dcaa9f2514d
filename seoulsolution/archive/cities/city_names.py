"""Cities by what readers call them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from seoulsolution.core.glossary import split_names
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.statements import kept

from .models import CityPage


@dataclass(frozen=True, slots=True)
class CityName:
    """`pk`: of the page of the city. `other_names`: as they are kept, one on each line."""

    pk: int
    place: PlaceName
    other_names: str

    def is_called(self, name: str) -> bool:
        """By its address, its name, with or without its country, or another name; capitals do not count."""
        own = (self.place.slug, self.place.name, self.place.label)
        return any(name == one.casefold() for one in (*own, *split_names(self.other_names)))


@kept
def _named(language: str) -> QuerySet[Any]:
    cities = CityPage.objects.published().translated().in_language(language).order_by("title", "pk")
    return cities.values_list("pk", "slug", "title", "place__country__name", "place__other_names")


def names_of_cities(language: str) -> list[CityName]:
    """Every public city of a language, by name; one query."""
    return [
        CityName(pk, PlaceName(slug, title, country or ""), others)
        for pk, slug, title, country, others in _named(language=language)
    ]


def named_so(typed: str, cities: Sequence[CityName]) -> list[CityName]:
    """Those that are called what was typed; the one whose address it is alone."""
    name = typed.strip().casefold()
    found = [city for city in cities if city.is_called(name)]
    return [city for city in found if city.place.slug == name] or found

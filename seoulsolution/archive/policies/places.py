"""Where the know-how of a policy went, as pages, handouts and search say it."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import get_language

from seoulsolution.core.places import Place
from seoulsolution.core.statements import kept

from .evidence import PolicyPlace


class SharedWith(NamedTuple):
    """A place in the language of its policy. `country` is empty for a country."""

    slug: str
    name: str
    country_slug: str
    country: str


@kept
def _places(pks: list[int]) -> QuerySet[Any]:
    places = Place.objects.filter(pk__in=pks).order_by()
    return places.values_list("pk", "slug", "name", "country__slug", "country__name")


def places_of(rows: Iterable[PolicyPlace]) -> list[SharedWith]:
    """In the order of the rows, each once; one query where there are any."""
    pks = list(dict.fromkeys(row.place_id for row in rows))
    found = {
        pk: SharedWith(slug, name, in_slug or "", country or "") for pk, slug, name, in_slug, country in _found(pks)
    }
    return [found[pk] for pk in pks]


def _found(pks: list[int]) -> list[Any]:
    return _places(pks=pks) if pks else []


def searched_names(rows: Iterable[PolicyPlace]) -> list[str]:
    """Every name of the places and of their countries."""
    places = Place.objects.filter(pk__in=[row.place_id for row in rows]).select_related("country").order_by("pk")
    names = [name for place in places for one in (place, place.country) if one for name in one.search_names]
    return list(dict.fromkeys(names))


def place_names(slugs: Collection[str]) -> dict[str, str]:
    """In the active language: countries first, then what is in them, each by name."""
    places = Place.objects.filter(slug__in=slugs, locale__language_code=get_language())
    rows = places.order_by().values_list("slug", "name", "country__name")
    ordered = sorted(rows, key=lambda row: (row[2] is not None, row[1]))
    return {slug: f"{name} ({country})" if country else name for slug, name, country in ordered}

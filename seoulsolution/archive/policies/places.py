"""Where the know-how of a policy went, as pages, handouts and search say it."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.utils.translation import get_language

from seoulsolution.core.places import Place
from seoulsolution.core.sections import PageSection

from .evidence import PolicyPlace


class SharedWith(NamedTuple):
    """A place in the language of its policy. `country` is empty for a country."""

    slug: str
    name: str
    country_slug: str
    country: str


def places_of(rows: Iterable[Any]) -> list[SharedWith]:
    """In the order of `rows`, which were fetched with what stands beside them, each once."""
    found = [SharedWith(r.place_slug, r.place_name, r.country_slug or "", r.country_name or "") for r in rows]
    return list(dict.fromkeys(found))


class Sharing(NamedTuple):
    """Where a policy went, by name. `untold`: those that its sources name, and of which no passage tells."""

    names: list[str]
    untold: list[str]

    @property
    def is_told(self) -> bool:
        return len(self.untold) < len(self.names)


def sharing_of(rows: list[SharedWith], sections: Iterable[PageSection]) -> Sharing:
    """Everyone who took the policy by the passages that `sections` tell, and the places of `rows` besides."""
    passages = [passage for section in sections for passage in section.values.get("passages", ())]
    told = {
        passage.taker.slug or passage.taker.name: passage.taker.name for passage in passages if passage.side == "out"
    }
    untold = [row.name for row in rows if row.slug not in told]
    return Sharing([*told.values(), *untold], untold)


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

"""Where the know-how of a policy went, as pages, handouts and search say it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from django.utils.translation import get_language

from seoulsolution.core.places import Place


class SharedWith(NamedTuple):
    """A place in the language of its policy. `country` is empty for a country."""

    slug: str
    name: str
    country: str


def places_of(rows: Iterable[Any]) -> list[SharedWith]:
    """In the order of `rows`, which were fetched with what stands beside them, each once."""
    return list(dict.fromkeys(SharedWith(row.place_slug, row.place_name, row.country_name or "") for row in rows))


class Taken(Protocol):
    """Something that went from one place to another: a passage of the lineage."""

    @property
    def side(self) -> str: ...
    @property
    def taker(self) -> Any: ...
    @property
    def is_from_afar(self) -> bool: ...


class Sharing(NamedTuple):
    """Where a policy went. `names`: with whom it was shared; `afar`: who learned of it without a known exchange.

    `untold`: those of `names` that its sources name, and of which no passage tells. `slugs`: the ids of all places.
    """

    names: list[str]
    afar: list[str]
    untold: list[str]
    slugs: list[str]

    @property
    def is_told(self) -> bool:
        return len(self.untold) < len(self.names)


def sharing_of(rows: list[SharedWith], passages: Sequence[Taken]) -> Sharing:
    """Everyone who took the policy by the passages, and the places of `rows` besides."""
    went = [passage for passage in passages if passage.side == "out"]
    named = {row.slug for row in rows}
    met = named | {_end(passage) for passage in went if not passage.is_from_afar}
    told = {_end(passage): passage.taker.name for passage in went}
    untold = [row.name for row in rows if row.slug not in told]
    names = [name for end, name in told.items() if end in met]
    afar = [name for end, name in told.items() if end not in met]
    slugs = [*(passage.taker.slug for passage in went), *(row.slug for row in rows)]
    return Sharing([*names, *untold], afar, untold, list(dict.fromkeys(filter(None, slugs))))


def _end(passage: Taken) -> str:
    return str(passage.taker.slug or passage.taker.name)


class Searched(NamedTuple):
    """What of the places of a policy is searched: their ids and those of their countries, and names."""

    slugs: list[str]
    names: list[str]


def searched(named: Collection[str], slugs: Collection[str], language: str) -> Searched:
    """Every name of the places that the sources name and of their countries; of the others only what they are called,
    as many names make the rest of a text weigh less. One query, none without places.

    `named`, `slugs`: the ids of the former, and of all of them.
    """
    found = Place.objects.filter(slug__in=slugs, locale__language_code=language).select_related("country")
    places = list(found.order_by("pk")) if slugs else []
    ids = [one.slug for place in places for one in (place, place.country) if one]
    names = [name for place in places for name in (_every_name(place) if place.slug in named else [place.name])]
    return Searched(list(dict.fromkeys(ids)), list(dict.fromkeys(names)))


def _every_name(place: Place) -> list[str]:
    return [*place.search_names, *(place.country.search_names if place.country else ())]


def place_names(slugs: Collection[str]) -> dict[str, str]:
    """In the active language: countries first, then what is in them, each by name."""
    places = Place.objects.filter(slug__in=slugs, locale__language_code=get_language())
    rows = places.order_by().values_list("slug", "name", "country__name")
    ordered = sorted(rows, key=lambda row: (row[2] is not None, row[1]))
    return {slug: f"{name} ({country})" if country else name for slug, name, country in ordered}

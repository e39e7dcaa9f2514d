"""Cities by what readers call them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from django.db.models import QuerySet
from rapidfuzz.distance import OSA

from seoulsolution.core.glossary import split_names
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.statements import kept

from .models import CityPage

LONGEST_NAME = 200
# Of two names that are no further apart one may be the other mistyped: one slip in four letters.
NEAR = 0.75
MOST_NEAR = 3
_NEARNESS = OSA.normalized_similarity
# What stands above and below letters of Europe, once it is parted from them.
MARKS = re.compile("[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class CityName:
    """`pk`: of the page of the city. `other_names`: as they are kept, one on each line. `elsewhere`: its name in other
    languages.
    """

    pk: int
    place: PlaceName
    other_names: str
    elsewhere: Sequence[str] = ()

    @property
    def names(self) -> list[str]:
        """Its address, its name, without and with its country, and other names."""
        own = [self.place.slug, self.place.name, self.place.label]
        return [*own, *self.elsewhere, *split_names(self.other_names)]

    def is_called(self, name: str) -> bool:
        """`name`: as `plain` makes it."""
        return any(name == plain(one) for one in self.names)


def plain(text: str) -> str:
    """A name as it is compared: without capitals, marks on its letters, and double spaces."""
    bare = MARKS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(unicodedata.normalize("NFC", bare).casefold().split())


@kept
def _called() -> QuerySet[Any]:
    cities = CityPage.objects.published().translated().order_by("title", "pk")
    return cities.values_list(
        "slug", "locale__language_code", "pk", "title", "place__country__name", "place__other_names"
    )


def names_of_cities(language: str) -> list[CityName]:
    """Every public city of a language, by name; one query."""
    rows = _called()
    elsewhere: defaultdict[str, list[str]] = defaultdict(list)
    for slug, code, _pk, title, _country, _others in rows:
        if code != language:
            elsewhere[slug].append(title)
    return [
        CityName(pk, PlaceName(slug, title, country or ""), others, elsewhere[slug])
        for slug, code, pk, title, country, others in rows
        if code == language
    ]


def named_so(typed: str, cities: Sequence[CityName]) -> list[CityName]:
    """Those that are called what was typed; the one whose address it is alone."""
    name = plain(typed)
    found = [city for city in cities if city.is_called(name)]
    return [city for city in found if city.place.slug == name] or found


def named_nearly(typed: str, cities: Sequence[CityName]) -> list[CityName]:
    """Those whose name takes few slips to be what was typed, the likeliest first, at most MOST_NEAR."""
    letters = _letters(typed)
    nearness = [
        (max(_NEARNESS(letters, _letters(name)) for name in city.names), -number) for number, city in enumerate(cities)
    ]
    near = nlargest(MOST_NEAR, (one for one in nearness if one[0] >= NEAR))
    return [cities[-place] for _near, place in near]


def _letters(name: str) -> str:
    """A name by the letters that are typed: a Korean syllable has two or three."""
    return unicodedata.normalize("NFD", plain(name))


def pages_named(typed: str, language: str) -> list[int]:
    """The pages of the cities whose name, in any language or spelling, holds what was typed; one query."""
    name = plain(typed)
    pages: dict[str, int] = {}
    names: defaultdict[str, list[str]] = defaultdict(list)
    for slug, code, pk, title, _country, others in _called():
        names[slug] += [title, *split_names(others)]
        if code == language:
            pages[slug] = pk
    return [pk for slug, pk in pages.items() if name and any(name in plain(one) for one in (slug, *names[slug]))]

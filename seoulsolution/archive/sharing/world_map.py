"""The map of the world: where projects went, from where the home of the archive learned, and the other cities.

Everything is counted by the database by place, area and year; however many projects there are, the map has at most a
dot for each place, and places that would touch share one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import Count, FloatField, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.charts.world import WORLD, Spot, Window
from seoulsolution.core.counted_lists import CellFilter
from seoulsolution.core.markup import Piece, joined, said
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.places import Place
from seoulsolution.core.routing import Addresses
from seoulsolution.core.section_links import addresses_of
from seoulsolution.core.statements import kept
from seoulsolution.core.world_maps import Layer, world_map

from ..cities.models import CitiesPage, CityPage
from ..policies.lines import areas_by_key
from .entries import LINK
from .models import MapPage, ProjectPage, ProjectRegisterPage
from .transfers import Transfer

NO_YEAR = "none"
# A table of more places tells countries only.
MOST_PLACES = 300
PARTS: dict[str, tuple[Any, Window]] = {
    "asia_pacific": (_("Asia and the Pacific"), Window(215, 60, 400, 375)),
    "europe_africa": (_("Europe, Western Asia and Africa"), Window(60, 30, 330, 380)),
    "americas": (_("The Americas"), Window(600, 30, 400, 400)),
}
GIVEN, LEARNED = "given", "learned"


class Cell(NamedTuple):
    """How many projects went to a place, or how much was learned from it, in an area and from a year.

    `place`: its key. `area`: empty where what was learned belongs to no policy of the archive.
    """

    side: str
    place: int
    area: str
    year: str
    number: int


@kept
def _projects(language: str) -> QuerySet[Any]:
    """By keys, as groups with names in them take twice as long."""
    projects = ProjectPage.objects.published().translated().in_language(language).order_by()
    return projects.values_list("place", "area", "year_started").annotate(number=Count("pk"))


@kept
def _learned(language: str) -> QuerySet[Any]:
    taken = Transfer.objects.filter(locale__language_code=language, to_place__is_home=True, from_place__isnull=False)
    return taken.order_by().values_list("from_place", "policy__area", "year_from").annotate(number=Count("pk"))


def counted_places(language: str) -> tuple[list[Cell], dict[str, str]]:
    """What is drawn larger or smaller, counted, and the names of its areas in their order; three queries."""
    areas = areas_by_key()
    sides = ((GIVEN, _projects(language=language)), (LEARNED, _learned(language=language)))
    found = [
        Cell(side, place, areas[area].slug if area else "", str(year or NO_YEAR), number)
        for side, rows in sides
        for place, area, year, number in rows
    ]
    known = {area for _side, rows in sides for _place, area, *_rest in rows}
    return found, {area.slug: area.name for pk, area in areas.items() if pk in known}


def _where(of: str = "") -> tuple[Cast, Cast]:
    """Latitude and longitude. Floats: thousands of Decimals take longer than all the rest."""
    return Cast(f"{of}latitude", FloatField()), Cast(f"{of}longitude", FloatField())


@kept
def _places() -> QuerySet[Any]:
    """Of every language: what is not translated yet names a place in another."""
    country, name = Coalesce("country__slug", "slug"), Coalesce("country__name", "name")
    return Place.objects.order_by().values_list("pk", "slug", "name", country, name, *_where())


@kept
def _cities(language: str) -> QuerySet[Any]:
    cities = CityPage.objects.published().translated().in_language(language).filter(place__latitude__isnull=False)
    return cities.order_by("title", "pk").values_list(
        "place__slug", "title", "url_path", "place__latitude", "place__longitude", "place__is_home"
    )


class MapFilter(CellFilter):
    """Counts all that is drawn larger or smaller: projects and what was learned."""

    class Meta:
        """As in `ListFilter`."""

    sorts = False
    area = forms.ChoiceField(label=_("Area"), required=False)
    year = forms.ChoiceField(label=_("First year"), required=False)
    sort = forms.ChoiceField(
        label=_("Part of the world"),
        required=False,
        choices=[("", _("The whole world")), *((key, title) for key, (title, _window) in PARTS.items())],
    )

    def __init__(self, data: Mapping[str, Any], cells: list[Cell], areas: Mapping[str, str]) -> None:
        """`areas`: their names by slug, in their order."""
        super().__init__(data, cells)
        self.offer("area", list(areas.items()))
        years = {cell.year for cell in cells}
        unknown = [(NO_YEAR, str(pgettext_lazy("year", "Not known")))] if NO_YEAR in years else []
        self.offer("year", [*((year, year) for year in sorted(years - {NO_YEAR})), *unknown])
        self.full_clean()

    @property
    def parts(self) -> list[tuple[str, str, bool]]:
        """Each part of the world: its name, the query that shows it beside what is chosen, whether it is seen now."""
        seen = self.cleaned_data.get("sort") or ""
        whole = ("", self.fields["sort"].choices[0][1])  # type: ignore[attr-defined]
        parts = [whole, *((key, title) for key, (title, _window) in PARTS.items())]
        return [
            (str(title), f"?{urlencode(self.chosen | ({'sort': key} if key else {}))}", key == seen)
            for key, title in parts
        ]

    @property
    def window(self) -> Window:
        part = self.cleaned_data.get("sort")
        return PARTS[part][1] if part else WORLD

    @property
    def numbers(self) -> dict[str, Counter[int]]:
        """What is chosen of each side, by the key of the place."""
        numbers: dict[str, Counter[int]] = {GIVEN: Counter(), LEARNED: Counter()}
        for cell in self._matching():
            numbers[cell.side][cell.place] += cell.number  # type: ignore[attr-defined] # the cells of this list have both
        return numbers


class MapPlace(NamedTuple):
    """`country`: the place itself where it is one."""

    slug: str
    name: str
    country: str
    country_name: str
    latitude: float | None
    longitude: float | None
    number: int

    @property
    def place(self) -> PlaceName:
        return PlaceName(self.slug, self.name, self.country_name if self.slug != self.country else "")


class NamedPlace(NamedTuple):
    """A place below the map. `number`: of projects there or of what was learned from it, None where it is not told."""

    name: str
    url: str | None
    number: int | None = None

    def draw(self) -> SafeString:
        words = said(self.name, get_language() or settings.LANGUAGE_CODE)
        name = LINK(url=self.url, words=words) if self.url else words
        return name if self.number is None else joined([name, _NUMBER(number=self.number)])


_NUMBER = Piece('&nbsp;<span class="figures">({number})</span>')


@dataclass(frozen=True)
class CountryRow:
    """A row of the table. `places` is empty where there are too many to be named."""

    slug: str
    name: str
    number: int
    places: Sequence[NamedPlace]


def context(page: MapPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    cells, areas = counted_places(language)
    filters = MapFilter(data, cells, areas)
    known = {pk: row for pk, *row in _places()}
    numbers = filters.numbers
    places, learned = (
        [MapPlace._make((*known[place], number)) for place, number in numbers[side].items()]
        for side in (GIVEN, LEARNED)
    )
    sections = addresses_of(ProjectRegisterPage, CitiesPage, language=language)
    addresses = Addresses()
    rows = _cities(language=language)
    cities = {slug: addresses.url(url_path) for slug, _title, url_path, *_rest in rows}
    home = [Spot(title, lon, lat, 1, slug) for slug, title, _path, lat, lon, is_home in rows if is_home]
    taken_up = {place.slug for place in [*places, *learned]} | {spot.key for spot in home}
    others = [Spot(title, lon, lat, 1, slug) for slug, title, _path, lat, lon, _home in rows if slug not in taken_up]
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "map": world_map(_layers(others, places, learned, home), cities, filters.window),
        "parts": filters.parts,
        "countries": _countries(places, cities),
        "learned": _learned_from(learned, cities),
        "others": [NamedPlace(spot.name, cities[spot.key]) for spot in others] if len(others) <= MOST_PLACES else [],
        "others_number": len(others),
        "found": sum(place.number for place in places),
        "total": _number(cells, GIVEN),
        "found_learned": sum(place.number for place in learned),
        "total_learned": _number(cells, LEARNED),
        "register_url": sections.get(ProjectRegisterPage),
        "cities_url": sections.get(CitiesPage),
    }


def _layers(others: list[Spot], places: list[MapPlace], learned: list[MapPlace], home: list[Spot]) -> list[Layer]:
    return [
        Layer("city", others, "#cities"),
        Layer("projects", _spots(places), "#places", is_counted=True),
        Layer("learned", _spots(learned), "#learned", is_counted=True),
        Layer("home", home, "#places", is_named=True),
    ]


def _number(cells: Iterable[Cell], side: str) -> int:
    return sum(cell.number for cell in cells if cell.side == side)


def _spots(places: Iterable[MapPlace]) -> list[Spot]:
    return [
        Spot(place.name, place.longitude, place.latitude, place.number, place.slug)
        for place in places
        if place.latitude is not None and place.longitude is not None
    ]


def _learned_from(places: Iterable[MapPlace], cities: Mapping[str, str | None]) -> list[NamedPlace]:
    named = [NamedPlace(place.place.label, cities.get(place.slug), place.number) for place in places]
    return sorted(named, key=lambda place: place.name)


def _countries(places: list[MapPlace], cities: Mapping[str, str | None]) -> list[CountryRow]:
    """The countries with most projects first."""
    of: dict[tuple[str, str], list[MapPlace]] = {}
    for place in places:
        of.setdefault((place.country, place.country_name), []).append(place)
    rows = []
    for (slug, name), those in of.items():
        number = sum(place.number for place in those)
        named = sorted(those, key=lambda place: (-place.number, place.name)) if len(places) <= MOST_PLACES else []
        rows.append(CountryRow(slug, name, number, [_named(place, cities.get(place.slug)) for place in named]))
    return sorted(rows, key=lambda row: (-row.number, row.name))


def _named(place: MapPlace, url: str | None) -> NamedPlace:
    is_country = place.slug == place.country and not url
    return NamedPlace(str(_("place not named")) if is_country else place.name, url, place.number)

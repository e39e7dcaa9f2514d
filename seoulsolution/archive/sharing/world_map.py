"""The map of the world: where projects went, from where the home of the archive learned, and the other cities.

Everything is counted by the database by place, area and year; however many projects there are, the map has at most a
dot for each place, and places that would touch share one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seoulsolution.core.charts.world import WORLD, Spot, Window
from seoulsolution.core.counted_lists import CellFilter
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses
from seoulsolution.core.section_links import link_to
from seoulsolution.core.statements import kept
from seoulsolution.core.world_maps import Layer, world_map

from ..cities.models import CityPage
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
PLACE = ("slug", "name", "country__slug", "country__name", "latitude", "longitude")


class Cell(NamedTuple):
    """How many projects went to a place, in an area and from a year."""

    place: str
    name: str
    country: str
    country_name: str
    latitude: Decimal | None
    longitude: Decimal | None
    area: str
    area_name: str
    area_order: int
    first_year: int | None
    number: int

    @property
    def year(self) -> str:
        return str(self.first_year or NO_YEAR)


@kept
def _cells(language: str) -> QuerySet[Any]:
    country, name = Coalesce("place__country__slug", "place__slug"), Coalesce("place__country__name", "place__name")
    projects = ProjectPage.objects.published().translated().in_language(language).order_by()
    place = ("place__slug", "place__name", country, name, "place__latitude", "place__longitude")
    groups = (*place, "area__slug", "area__name", "area__order", "year_started")
    return projects.values_list(*groups).annotate(number=Count("pk"))


@kept
def _learned(language: str) -> QuerySet[Any]:
    taken = Transfer.objects.filter(locale__language_code=language, to_place__is_home=True, from_place__isnull=False)
    place = [f"from_place__{name}" for name in PLACE]
    return taken.order_by().values_list(*place).annotate(number=Count("pk"))


@kept
def _cities(language: str) -> QuerySet[Any]:
    cities = CityPage.objects.published().translated().in_language(language).filter(place__latitude__isnull=False)
    return cities.order_by().values_list("place__slug", "title", "url_path", "place__latitude", "place__longitude")


class MapFilter(CellFilter):
    class Meta:
        """As in `ListFilter`."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    year = forms.ChoiceField(label=_("First year"), required=False)
    sort = forms.ChoiceField(
        label=_("Part of the world"),
        required=False,
        choices=[("", _("The whole world")), *((key, title) for key, (title, _window) in PARTS.items())],
    )

    def __init__(self, data: Mapping[str, Any], cells: list[Cell]) -> None:
        super().__init__(data, cells)
        areas = sorted({(cell.area_order, cell.area, cell.area_name) for cell in cells})
        self.offer("area", [(slug, name) for _order, slug, name in areas])
        years = sorted({cell.year for cell in cells} - {NO_YEAR})
        unknown = [(NO_YEAR, str(pgettext_lazy("year", "Not known")))] if any(c.year == NO_YEAR for c in cells) else []
        self.offer("year", [*((year, year) for year in years), *unknown])
        self.full_clean()

    @property
    def window(self) -> Window:
        part = self.cleaned_data.get("sort")
        return PARTS[part][1] if part else WORLD

    def places(self) -> list["MapPlace"]:
        """What is chosen, place by place."""
        numbers: Counter[tuple[Any, ...]] = Counter()
        for cell in self._matching():
            numbers[cell[:6]] += cell.number  # type: ignore[index] # cells of this list are tuples
        return [MapPlace._make((*place, number)) for place, number in numbers.items()]


class MapPlace(NamedTuple):
    slug: str
    name: str
    country: str
    country_name: str
    latitude: Decimal | None
    longitude: Decimal | None
    number: int

    @property
    def place(self) -> PlaceName:
        return PlaceName(self.slug, self.name, self.country_name if self.slug != self.country else "")


@dataclass(frozen=True)
class CountryRow:
    """A row of the table. `places` is empty where there are too many to be named."""

    slug: str
    name: str
    number: int
    places: Sequence[tuple[MapPlace, str | None]]


def context(page: MapPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    filters = MapFilter(data, [Cell(*row) for row in _cells(language=language)])
    places = filters.places()
    learned = [MapPlace(*row) for row in _learned(language=language)]
    addresses = Addresses()
    rows = _cities(language=language)
    cities = {slug: addresses.url(url_path) for slug, _title, url_path, _latitude, _longitude in rows}
    taken_up = {place.slug for place in [*places, *learned]}
    others = [Spot(title, lon, lat, 1, slug) for slug, title, _path, lat, lon in rows if slug not in taken_up]
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "map": world_map(
            [
                Layer("city", others, "#places"),
                Layer("learned", _spots(learned), "#learned", is_counted=True),
                Layer("projects", _spots(places), "#places", is_counted=True),
            ],
            cities,
            filters.window,
        ),
        "countries": _countries(places, cities),
        "learned": sorted(((place, cities.get(place.slug)) for place in learned), key=lambda one: one[0].name),
        "found": filters.found,
        "total": filters.total,
        "register": link_to(ProjectRegisterPage, language),
    }


def _spots(places: Iterable[MapPlace]) -> list[Spot]:
    return [
        Spot(place.name, place.longitude, place.latitude, place.number, place.slug)
        for place in places
        if place.latitude is not None and place.longitude is not None
    ]


def _countries(places: list[MapPlace], cities: Mapping[str, str | None]) -> list[CountryRow]:
    """The countries with most projects first."""
    of: dict[tuple[str, str], list[MapPlace]] = {}
    for place in places:
        of.setdefault((place.country, place.country_name), []).append(place)
    rows = []
    for (slug, name), those in of.items():
        number = sum(place.number for place in those)
        named = sorted(those, key=lambda place: (-place.number, place.name)) if len(places) <= MOST_PLACES else []
        rows.append(CountryRow(slug, name, number, [(place, cities.get(place.slug)) for place in named]))
    return sorted(rows, key=lambda row: (-row.number, row.name))

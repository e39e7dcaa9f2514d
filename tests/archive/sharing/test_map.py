"""The map of the world: every project on it, the same in its table, whatever there are."""

import re
from itertools import combinations
from math import hypot

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import translation

from seoulsolution.archive.models import ProjectPage, Transfer
from seoulsolution.archive.sharing import world_map as world_map_page
from seoulsolution.core.charts.world import HEIGHT, WIDTH, WORLD, Spot, dots, point_on_map
from seoulsolution.core.places import Place
from seoulsolution.core.world_maps import MOST_NAMED, Layer, MapDot, WorldMap, world_map

MAP = "/{0}/sharing/map/"
# Where d3-geo puts these, which draws the land (longitude, latitude: x, y).
DRAWN = {
    (126.98, 37.57): (429.9956, 106.2321),
    (-74.07, 4.71): (863.1076, 223.7753),
    (174.78, -41.29): (548.2988, 388.6378),
    (-9.1, 38.7): (92.7534, 102.5217),
}


@pytest.mark.parametrize("place", DRAWN)
def test_dots_stand_where_the_land_is_drawn(place: tuple[float, float]):
    assert point_on_map(*place) == pytest.approx(DRAWN[place], abs=0.01)


def test_land_is_drawn_in_the_window_of_the_dots():
    land = (settings.BASE_DIR / "static" / "built" / "land.svg").read_text()
    assert f'viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}"' in land
    numbers = [float(number) for number in re.findall(r"[ML](-?[\d.]+)", land)]
    assert 0 <= min(numbers) < max(numbers) <= WIDTH


def test_spots_that_would_touch_share_a_dot_and_none_is_lost():
    spots = [Spot(f"place {n}", 100 + n, 10, n + 1, f"place-{n}") for n in range(40)]
    found = dots(spots)
    assert sorted(spot.key for dot in found for spot in dot.spots) == sorted(spot.key for spot in spots)
    assert 1 < len(found) < 40
    assert sum(dot.weight for dot in found) == sum(range(1, 41))


# Pixels of a phone by units of the drawing: the map is 900 px wide there (static/src/scss/_world.scss).
PIXELS = 900 / WORLD.width


def apart(one: MapDot, other: MapDot) -> float:
    return hypot(one.dot.x - other.dot.x, one.dot.y - other.dot.y)


def finger_map() -> WorldMap:
    lower = [Spot(f"city {n}", n % 60 * 2, n // 60 * 2, 1, f"city-{n}") for n in range(600)]
    upper = [Spot(f"place {n}", 3 + n * 7, 5, n + 1, f"place-{n}") for n in range(12)]
    return world_map([Layer("city", lower, "#cities"), Layer("projects", upper, "#places")], {})


def test_dots_of_a_layer_leave_each_other_room_for_a_finger():
    for sort in ("city", "projects"):
        layer = [dot for dot in finger_map().dots if dot.sort == sort]
        assert len(layer) > 5
        assert all(apart(one, other) * PIXELS >= 24 for one, other in combinations(layer, 2))
    assert all(dot.touch * PIXELS * 2 >= 24 for dot in finger_map().dots if dot.sort == "city")


def test_finger_that_misses_a_dot_does_not_take_one_below_for_it():
    drawn = finger_map().dots
    below = [dot for dot in drawn if dot.sort == "city"]
    above = [dot for dot in drawn if dot.sort == "projects"]
    assert any(dot.touch * PIXELS * 2 < 24 for dot in above), "none of them is near to one below"
    for one in above:
        assert one.touch >= one.dot.radius
        if one.touch > one.dot.radius:
            assert all(one.touch <= apart(one, other) - other.dot.radius + 0.1 for other in below)


def test_dot_names_only_so_many_places(language: str):
    spots = [Spot(f"place {n}", 100, 10, 1, str(n)) for n in range(MOST_NAMED + 95)]
    with translation.override(language):
        [few] = world_map([Layer("city", spots[:MOST_NAMED], "#cities")], {}).dots
        [many] = world_map([Layer("city", spots, "#cities")], {}).dots
    assert few.title.count("place") == many.title.count("place") == MOST_NAMED
    assert "95" not in few.title
    assert "95" in many.title


@pytest.mark.django_db
@pytest.mark.usefixtures("searchable")
class TestPage:
    def test_table_tells_every_project_that_the_map_shows(self, reader: Client, language: str):
        context = reader.get(MAP.format(language)).context
        number = ProjectPage.objects.filter(locale__language_code=language).count()
        assert sum(row.number for row in context["countries"]) == number
        assert sum(dot.dot.weight for dot in context["map"].dots if dot.sort == "projects") == number

    def test_rings_are_the_places_from_which_the_home_learned(self, reader: Client, language: str):
        context = reader.get(MAP.format(language)).context
        learned = Transfer.objects.filter(locale__language_code=language, to_place__is_home=True)
        places = set(learned.exclude(from_place=None).values_list("from_place__name", flat=True))
        told = [place.name for place in context["learned"]]
        assert len(told) == len(places)
        assert all(any(place in name for name in told) for place in places)
        assert sum(len(dot.dot.spots) for dot in context["map"].dots if dot.sort == "learned") == len(places)

    def test_every_dot_is_a_link_with_a_name(self, reader: Client, language: str):
        page = BeautifulSoup(reader.get(MAP.format(language)).content, "html.parser")
        links = page.select(".world-map a")
        assert len(links) > 50
        assert all(link["href"] and link.title.text.strip() for link in links)

    def test_map_is_narrowed_by_area_and_year(self, reader: Client, language: str):
        one = ProjectPage.objects.get(slug="chanchamayo-waterworks", locale__language_code=language)
        wanted = ProjectPage.objects.filter(locale=one.locale, area=one.area, year_started=one.year_started)
        query = {"area": one.area.slug, "year": str(one.year_started)}
        context = reader.get(MAP.format(language), query).context
        assert context["found"] == wanted.count() > 0
        assert sum(dot.dot.weight for dot in context["map"].dots if dot.sort == "projects") == wanted.count()

    def test_what_was_learned_is_narrowed_by_area_and_year(self, reader: Client, language: str):
        learned = Transfer.objects.filter(
            locale__language_code=language, to_place__is_home=True, from_place__isnull=False
        )
        one = learned.filter(policy__area__isnull=False, year_from__isnull=False).first()
        wanted = learned.filter(policy__area=one.policy.area, year_from=one.year_from)
        query = {"area": one.policy.area.slug, "year": str(one.year_from)}
        answer = reader.get(MAP.format(language), query)
        assert answer.context["total_learned"] == learned.count() > wanted.count()
        assert answer.context["found_learned"] == wanted.count()
        assert sum(place.number for place in answer.context["learned"]) == wanted.count()
        assert sum(dot.dot.weight for dot in answer.context["map"].dots if dot.sort == "learned") == wanted.count()
        count = BeautifulSoup(answer.content, "html.parser").select_one(".result-count")
        said = [int(number.text) for number in count.select("strong")]
        assert said == [answer.context["found"], wanted.count()]
        option = next(o for f in answer.context["filters"].facets for o in f.options if o.value == query["area"])
        assert option.number == sum(said)

    def test_dot_of_several_leads_to_where_each_of_them_is_told(self, reader: Client, language: str):
        answer = reader.get(MAP.format(language))
        page = BeautifulSoup(answer.content, "html.parser")
        several = [dot for dot in answer.context["map"].dots if dot.url.startswith("#")]
        assert {dot.sort for dot in several} >= {"city", "projects"}
        for dot in several:
            told = page.select_one(dot.url).find_parent("section").text
            assert all(spot.name in told for spot in dot.dot.spots)

    def test_project_that_names_its_place_in_another_language_is_on_the_map(self, reader: Client, language: str):
        other = {"en": "ko", "ko": "en"}[language]
        project = ProjectPage.objects.get(slug="baku-its", locale__language_code=language)
        place = Place.objects.get(slug=project.place.slug, locale__language_code=other)
        ProjectPage.objects.filter(pk=project.pk).update(place=place)
        row = next(one for one in reader.get(MAP.format(language)).context["countries"] if one.slug == "azerbaijan")
        assert [one.name for one in row.places] == [place.name]

    def test_too_many_cities_are_not_all_named(self, reader: Client, language: str, monkeypatch):
        monkeypatch.setattr(world_map_page, "MOST_PLACES", 20)
        page = BeautifulSoup(reader.get(MAP.format(language)).content, "html.parser")
        section = page.select_one("#cities").find_parent("section")
        assert [link["href"] for link in section.select("a")] == [f"/{language}/cities/"]

    def test_home_is_named_on_the_map_and_among_no_other_cities(self, reader: Client, language: str):
        answer = reader.get(MAP.format(language))
        (home,) = (dot for dot in answer.context["map"].dots if dot.sort == "home")
        page = BeautifulSoup(answer.content, "html.parser")
        assert page.select_one(".world-home text").text == home.name == {"en": "Seoul", "ko": "서울"}[language]
        assert home.url not in {link["href"] for link in page.select("section:has(#cities) a")}

    def test_parts_of_the_world_are_links_that_keep_what_is_chosen(self, reader: Client, language: str):
        page = BeautifulSoup(reader.get(MAP.format(language), {"area": "transportation"}).content, "html.parser")
        links = page.select(".world-parts a")
        assert [link["href"] for link in links][-1] == "?area=transportation&sort=americas"
        assert [bool(link.get("aria-current")) for link in links] == [True, False, False, False]
        assert page.select_one(".filters summary").text.split()[0] in ("Filters", "조건")
        assert {"en": "order", "ko": "정렬"}[language] not in page.select_one(".filters").text

    def test_part_of_the_world_shows_what_is_in_it(self, reader: Client, language: str):
        context = reader.get(MAP.format(language), {"sort": "americas"}).context
        names = {spot.key for dot in context["map"].dots for spot in dot.dot.spots}
        assert {"bogota", "lima"} <= names
        assert not names & {"colombo", "ulaanbaatar"}

    @pytest.mark.parametrize("query", ["area=x", "year=abc", "sort=moon", "year=%E2%98%83"])
    def test_map_forgives_a_bad_query(self, reader: Client, language: str, query: str):
        answer = reader.get(f"{MAP.format(language)}?{query}")
        assert answer.status_code == 200
        assert answer.context["filters"].has_faults

    def test_project_that_is_a_draft_is_not_on_the_map(self, reader: Client, language: str):
        before = reader.get(MAP.format(language)).context["found"]
        ProjectPage.objects.get(slug="baku-its", locale__language_code=language).unpublish()
        context = reader.get(MAP.format(language)).context
        assert context["found"] == before - 1
        assert "azerbaijan" not in {row.slug for row in context["countries"]}

"""The map of the world: every project on it, the same in its table, whatever there are."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from seoulsolution.archive.models import ProjectPage, Transfer
from seoulsolution.core.charts.world import HEIGHT, WIDTH, Spot, dots, point_on_map

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
        assert {place.name for place, _url in context["learned"]} == places
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

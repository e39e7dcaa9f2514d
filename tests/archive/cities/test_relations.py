"""The sister and friendship cities: by year, on the map, and one by one with their sources."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from seoulsolution.archive.models import CityPage, CityRelation

pytestmark = pytest.mark.django_db

PAGE = "/{0}/cities/relations/"


def shown(reader: Client, language: str, query: str = "") -> BeautifulSoup:
    return BeautifulSoup(reader.get(PAGE.format(language) + query).content, "html.parser")


def relations(language: str, **which: str):
    return CityRelation.objects.filter(locale__language_code=language, **which)


def lines(page: BeautifulSoup, section: str) -> list[BeautifulSoup]:
    return page.select(f"[aria-labelledby={section}] [id^=relation-]")


def test_every_relation_is_told_with_its_source_and_those_without_a_year_apart(reader: Client, language: str):
    page = shown(reader, language)
    undated = relations(language, since="").count()
    assert len(lines(page, "since")) + len(lines(page, "undated")) == relations(language).count() == 62
    assert len(lines(page, "undated")) == undated > 0
    assert page.select_one(".result-count strong").text == "62"
    claims = page.select("[id^=relation-] .claim")
    assert all(claim.select(".source-mark, .sign--unrecorded") for claim in claims)
    years = [int(year.text) for year in page.select("[aria-labelledby=since] .year")]
    assert years == sorted(years)


def test_every_dot_of_the_years_leads_to_its_line(reader: Client, language: str):
    page = shown(reader, language)
    for strip in page.select(".chart-pair > svg"):
        targets = [link["href"] for link in strip.select("a")]
        assert sorted(targets) == sorted(f"#{line['id']}" for line in lines(page, "since"))
    sister = relations(language, kind="sister").exclude(since="").count()
    assert len(page.select(".chart-pair > svg:first-child .chart-dot--manual")) == sister


@pytest.mark.parametrize("kind", ["sister", "friendship"])
def test_filter_narrows_the_list_the_years_and_the_map(reader: Client, language: str, kind: str):
    context = reader.get(PAGE.format(language), {"kind": kind}).context
    assert context["found"] == relations(language, kind=kind, ended="").count()
    assert {one.kind for one in [*context["dated"], *context["undated"]]} == {kind}
    assert {dot.sort for dot in context["map"].dots} == {kind, "home"}


def test_kinds_are_as_many_here_as_in_the_list_of_cities_and_what_has_ended_is_a_kind(reader: Client, language: str):
    def promised(address: str, name: str) -> dict[str, int | None]:
        filters = reader.get(address.format(language)).context["filters"]
        (facet,) = (facet for facet in filters.facets if facet.field.name == name)
        return {option.value: option.number for option in facet.options}

    here, cities = promised(PAGE, "kind"), promised("/{0}/cities/", "relation")
    assert {kind: here[kind] for kind in ("sister", "friendship")} == {
        kind: cities[kind] for kind in ("sister", "friendship")
    }
    assert here["ended"] == relations(language).exclude(ended="").count() == 2
    assert len(lines(shown(reader, language, "?kind=ended"), "since")) == 2


def test_map_leads_to_the_city_and_leaves_out_what_has_ended(reader: Client, language: str):
    ankara = CityPage.objects.get(slug="ankara", locale__language_code=language)
    assert ankara.url in {link["href"] for link in shown(reader, language).select(".world-map a")}
    relations(language, page=ankara).update(ended="2020")
    page = shown(reader, language)
    assert ankara.url not in {link["href"] for link in page.select(".world-map a")}
    (line,) = (line for line in lines(page, "since") if line.select_one("a")["href"] == ankara.url)
    assert "2020" in line.text


def test_newest_stand_first_when_asked_and_draft_cities_nowhere(reader: Client, language: str):
    CityPage.objects.get(slug="ankara", locale__language_code=language).unpublish()
    page = shown(reader, language, "?sort=newest")
    years = [int(year.text) for year in page.select("[aria-labelledby=since] .year")]
    assert years == sorted(years, reverse=True)
    assert "ankara" not in str(page.select_one("main"))


@pytest.mark.parametrize("query", ["?kind=enemy", "?sort=up", "?kind=%E2%98%83", "?kind=" + "x" * 300])
def test_bad_query_is_said_to_be_left_out(reader: Client, language: str, query: str):
    page = shown(reader, language, query)
    assert page.select_one(".fault")
    assert page.select_one(".result-count strong").text == "62"


def test_without_relations_it_says_so(reader: Client, language: str):
    relations(language).delete()
    page = shown(reader, language)
    assert page.select(".chart-pair, .world-map, .filters") == []
    assert page.select_one("main section p").text.strip()


def test_list_of_cities_leads_to_it(reader: Client, language: str):
    links = {link["href"] for link in BeautifulSoup(reader.get(f"/{language}/cities/").content, "html.parser")("a")}
    assert {PAGE.format(language), f"/{language}/cities/tenders/"} <= links


def test_city_to_which_the_others_are_bound_is_named_on_the_map(reader: Client, language: str):
    (home,) = shown(reader, language).select(".world-map .world-home")
    assert home.select_one("text").text == {"en": "Seoul", "ko": "서울"}[language]
    assert home["href"] == CityPage.objects.get(slug="seoul", locale__language_code=language).url

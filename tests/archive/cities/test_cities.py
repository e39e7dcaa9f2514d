"""The cities: their list, their pages, and what of them search finds."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.archive.cities.city_names import LONGEST_NAME
from seoulsolution.archive.cities.rows import CityFigure, CityRelation
from seoulsolution.archive.glossary.initials import letter_label, letter_of
from seoulsolution.archive.models import CityPage, PolicyPage
from seoulsolution.core.countries import country_name
from seoulsolution.core.places import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

LIST = "/{0}/cities/"


def city(slug: str, language: str) -> CityPage:
    return CityPage.objects.get(slug=slug, locale__language_code=language)


def shown(reader: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(address).content, "html.parser")


def test_every_city_of_the_files_has_a_page_and_the_home_is_not_in_the_list(reader: Client, language: str):
    assert CityPage.objects.filter(locale__language_code=language).count() == 126
    assert reader.get(LIST.format(language)).context["total"] == 125


def test_agreement_says_since_when_and_how_it_is_known(reader: Client, language: str):
    section = shown(reader, city("ankara", language).url).select_one("[aria-labelledby=relations]")
    assert {"en": "since 23 August 1971", "ko": "1971년 8월 23일부터"}[language] in section.text
    assert section.select_one(".source-mark a")


def test_every_figure_has_its_year_and_its_source_or_says_that_there_is_none(reader: Client, language: str):
    page = shown(reader, city("bangkok", language).url)
    claims = page.select("[aria-labelledby=figures] .claim")
    assert len(claims) == city("bangkok", language).figures.count() > 3
    assert all(claim.select(".source-mark, .sign--unrecorded") for claim in claims)
    assert "2020" in page.select_one("[aria-labelledby=figures]").text


def test_country_is_called_as_its_code_says(language: str):
    countries = Place.objects.filter(locale__language_code=language, kind="country")
    assert countries.count() > 50
    assert all(place.name == country_name(place.code, language) for place in countries)


def test_setting_names_a_territory_otherwise(settings, language: str):
    settings.COUNTRY_NAMES = {"TW": {"en": "Chinese Taipei"}}
    assert country_name("TW", "en") == "Chinese Taipei"
    place = Place.objects.get(slug="taiwan", locale__language_code=language)
    place.name = "Somewhere"
    place.clean()
    assert place.name == {"en": "Chinese Taipei", "ko": "대만"}[language]


@pytest.mark.parametrize(
    ("slug", "values", "field"),
    [
        ("bangkok", {"code": "TH"}, "code"),
        ("thailand", {"code": ""}, "code"),
        ("bangkok", {"latitude": None}, "longitude"),
    ],
)
def test_place_that_contradicts_itself_is_refused(slug: str, values: dict[str, object], field: str):
    place = Place.objects.get(slug=slug, locale__language_code="ko")
    for name, value in values.items():
        setattr(place, name, value)
    with pytest.raises(ValidationError) as refused:
        place.clean()
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(
    "typed",
    ["Chittagong", "chattogram", " 치타공 ", "차토그람", "চট্টগ্রাম", "ＣＨＩＴＴＡＧＯＮＧ", "chittágong", "hittag"],
)
def test_city_is_found_in_the_list_by_any_of_its_names(reader: Client, language: str, typed: str):
    answer = reader.get(LIST.format(language), {"name": typed})
    assert [line.url for line in answer.context["cities"]] == [city("chittagong", language).url]
    page = BeautifulSoup(answer.content, "html.parser")
    field = page.select_one("input[name=name]")
    assert field["value"] == typed
    assert field.find_parent("details") is None, "it is seen before anything is unfolded"
    assert page.select_one(".filters form[method=get]")["id"] == field["form"]
    assert not page.select_one("#site-search").get("value"), "the search of the whole archive was asked nothing"
    assert (answer.context["found"], answer.context["total"], answer.context["active"]) == (1, 125, 1)
    assert not answer.context["filters"].has_faults


@pytest.mark.parametrize("query", ["", "income_group=lower_middle", "region=south_eastern_asia"])
def test_letter_leads_to_the_page_of_the_list_with_its_first_city(reader: Client, language: str, query: str):
    page = BeautifulSoup(reader.get(f"{LIST.format(language)}?{query}").content, "html.parser")
    letters = page.select(".letters a")
    assert bool(letters) == (reader.get(f"{LIST.format(language)}?{query}").context["found"] > 50)
    for link in letters[:: max(len(letters) - 1, 1)]:
        address, _hash, place = link["href"].partition("#")
        there = BeautifulSoup(reader.get(LIST.format(language) + address).content, "html.parser")
        title = there.select_one(f"#{place} a").text
        assert letter_label(letter_of(title, language)) == link.text
    assert not reader.get(LIST.format(language), {"sort": "projects"}).context["initials"]


def test_name_counts_what_the_other_filters_leave_and_stays_in_the_address(reader: Client, language: str):
    context = reader.get(LIST.format(language), {"name": "san", "income_group": "upper_middle"}).context
    named = reader.get(LIST.format(language), {"name": "san"}).context
    facet = next(facet for facet in named["filters"].facets if facet.field.name == "income_group")
    promised = {option.value: option.number for option in facet.options}
    assert 0 < context["found"] == promised["upper_middle"] <= named["found"] < named["total"]
    assert sum(number or 0 for number in promised.values()) == named["found"]
    assert "name=san" in context["kept"]


@pytest.mark.parametrize("typed", ["Atlantis", "\u0301", "%", "_", "<script>", "'; DROP TABLE", "x" * 300])
def test_name_of_no_city_is_answered_and_stays(reader: Client, language: str, typed: str):
    answer = reader.get(LIST.format(language), {"name": typed})
    page = BeautifulSoup(answer.content, "html.parser")
    field = page.select_one("#id_name")
    assert answer.status_code == 200
    assert field["value"] == typed
    if len(typed) > LONGEST_NAME:
        assert page.select_one("#id_name_error").text.strip()
        assert page.select_one("details.filters").has_attr("open")
        assert answer.context["found"] == 125
    else:
        assert answer.context["found"] == 0
        assert page.select_one(f'a[href="{LIST.format(language)}"]')


@pytest.mark.parametrize("query", ["region=south_eastern_asia", "relation=sister", "income_group=low", "relation=none"])
def test_filters_leave_as_many_as_they_promise(reader: Client, language: str, query: str):
    context = reader.get(f"{LIST.format(language)}?{query}").context
    assert len(context["cities"]) == min(context["found"], 50) > 0
    name, value = query.split("=")
    assert {getattr(line, name) for line in context["cities"]} == {value}


def test_relation_that_has_ended_is_none_any_more(reader: Client, language: str):
    page = city("ankara", language)
    before = reader.get(LIST.format(language), {"relation": "sister"}).context["found"]
    CityRelation.objects.filter(page=page).update(ended="2020")
    assert reader.get(LIST.format(language), {"relation": "sister"}).context["found"] == before - 1


def test_cities_with_most_projects_come_first_when_asked(reader: Client, language: str):
    context = reader.get(LIST.format(language), {"sort": "projects"}).context
    numbers = [line.projects for line in context["cities"]]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] == 5


@pytest.mark.parametrize("query", ["region=mars", "climate=%E2%98%83", "page=0", "sort=sideways"])
def test_list_forgives_a_bad_query(reader: Client, language: str, query: str):
    assert reader.get(f"{LIST.format(language)}?{query}").status_code == 200


def test_unpublished_city_shows_up_nowhere(reader: Client, language: str):
    page = city("bangkok", language)
    page.unpublish()
    project = f"/{language}/sharing/projects/bangkok-transport-card-consulting/"
    for address in (LIST.format(language), project, f"/{language}/sharing/map/"):
        assert f'href="{page.url}"' not in reader.get(address).content.decode(), address


def test_city_costs_the_same_with_one_row_of_a_kind_and_with_three(reader: Client, language: str):
    page = city("ulaanbaatar", language)
    rows = CityFigure.objects.filter(page=page).order_by("pk")
    assert rows.count() >= 3
    three = _cost(reader, page.url)
    rows.exclude(pk=rows[0].pk).delete()
    assert _cost(reader, page.url) == three


def test_list_costs_the_same_with_one_city_and_with_three(reader: Client, language: str):
    address = LIST.format(language)
    CityPage.objects.exclude(slug__in=["bangkok", "ankara", "lima"]).update(live=False)
    three = _cost(reader, address)
    CityPage.objects.exclude(slug="bangkok").update(live=False)
    assert _cost(reader, address) == three


def _cost(reader: Client, address: str) -> int:
    reader.get(address)
    with CaptureQueriesContext(connection) as captured:
        reader.get(address)
    return len(captured)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("Chittagong", "chittagong"),
        ("Chattogram", "chittagong"),
        ("치타공", "chittagong"),
        ("Colombo", "colombo"),
        ("콜롬보", "colombo"),
        ("울란바토르", "ulaanbaatar"),
        ("Saigon", "ho-chi-minh-city"),
        ("東京", "tokyo"),
        ("산타페데보고타", "bogota"),
    ],
)
def test_search_for_a_city_finds_the_city_first(reader: Client, language: str, query: str, slug: str):
    findings = reader.get(f"/{language}/search/", {"q": query}).context["findings"]
    first = findings.entries[0]
    assert (first.kind, first.id) == ("city", slug)


def test_search_for_a_former_name_finds_the_policies_that_were_shared_with_the_city(reader: Client, language: str):
    query = {"q": "산타페데보고타", "kind": "policy"}
    findings = reader.get(f"/{language}/search/", query).context["findings"]
    shared = PolicyPage.objects.filter(places__place__slug="bogota", locale__language_code=language)
    assert {entry.id for entry in findings.entries} == set(shared.values_list("slug", flat=True)) != set()


@pytest.mark.parametrize("query", ["colombo", "콜롬보"])
def test_search_for_a_city_finds_nothing_that_is_called_almost_so(reader: Client, language: str, query: str):
    found = reader.get(f"/{language}/search/", {"q": query}).context["findings"].entries
    assert {"colombo", "colombo-tax", "colombo-revenue-system"} <= {entry.id for entry in found}
    assert {"colombia-disaster-bigdata", "bogota", "medellin"}.isdisjoint(entry.id for entry in found)


@pytest.mark.parametrize("query", ["Chittagong", "치타공"])
def test_search_for_a_city_finds_no_city_that_only_sounds_like_it(reader: Client, language: str, query: str):
    findings = reader.get(f"/{language}/search/", {"q": query}).context["findings"]
    assert [entry.id for entry in findings.entries if entry.kind == "city"] == ["chittagong"]
    assert {entry.kind for entry in findings.entries} >= {"city", "project"}

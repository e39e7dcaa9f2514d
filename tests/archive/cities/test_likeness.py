"""Which cities are like one: axis by axis, with what is not known."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from seoulsolution.archive.cities.likeness import (
    ALIKE,
    AXES,
    DIFFERENT,
    UNKNOWN,
    Profile,
    compare,
    neighbours,
    verdict,
)
from seoulsolution.core.place_names import PlaceName

PAGE = "/{0}/cities/like-yours/"
NUMBER = st.decimals(1, 10**8, places=2)


def profile(slug: str, **values: object) -> Profile:
    return Profile(slug, PlaceName(slug, slug, ""), f"/{slug}/", dict.fromkeys(AXES) | values)


@given(NUMBER, NUMBER)
def test_numbers_are_alike_up_to_twice_as_much(one: Decimal, other: Decimal):
    expected = ALIKE if max(one, other) <= 2 * min(one, other) else DIFFERENT
    assert verdict("population", one, other) == verdict("population", other, one) == expected


@pytest.mark.parametrize(
    ("axis", "one", "other", "expected"),
    [
        ("climate", "Cfa", "Csb", ALIKE),
        ("climate", "Cfa", "Dfa", DIFFERENT),
        ("income_group", "high", "low", DIFFERENT),
        ("bus_operator", "mixed", "mixed", ALIKE),
        ("smart_card", None, "yes", UNKNOWN),
        ("density", Decimal(10), None, UNKNOWN),
    ],
)
def test_choices_are_alike_when_they_are_the_same(axis: str, one: object, other: object, expected: str):
    assert verdict(axis, one, other) == expected


def test_city_that_is_alike_on_more_comes_first_and_fewer_differences_decide():
    mine = {"population": Decimal(1000), "income_group": "low", "climate": "Af"}
    two = profile("two", population=Decimal(1500), income_group="low")
    two_and_one_against = profile("against", population=Decimal(1500), income_group="low", climate="Dfa")
    three = profile("three", population=Decimal(1999), income_group="low", climate="Aw")
    none = profile("none", population=Decimal(5000), income_group="high")
    found = neighbours(mine, [two_and_one_against, none, two, three], list(AXES))
    assert [one.city.slug for one in found] == ["three", "two", "against"]


def test_what_is_not_known_is_admitted():
    one = compare({"population": Decimal(1)}, profile("x", climate="Af"), ["population", "climate"])
    assert [axis.axis for axis in one.unknown] == ["population", "climate"]
    assert not one.alike
    assert not one.different


@pytest.mark.django_db
@pytest.mark.usefixtures("searchable")
class TestPage:
    def test_city_of_the_archive_has_neighbours_but_not_itself(self, reader: Client, language: str):
        context = reader.get(PAGE.format(language), {"city": "colombo"}).context
        slugs = [one.city.slug for one in context["neighbours"]]
        assert len(slugs) == 6
        assert "colombo" not in slugs

    def test_own_figures_are_compared_on_the_chosen_axes(self, reader: Client, language: str):
        query = {"population": "3000000", "income_group": "lower_middle", "axes": ["population", "income_group"]}
        context = reader.get(PAGE.format(language), query).context
        assert context["neighbours"]
        for one in context["neighbours"]:
            assert [axis.axis for axis in one.alike] == ["population", "income_group"]
            assert Decimal(1_500_000) <= one.city.values["population"] <= Decimal(6_000_000)

    def test_policies_that_like_cities_took_lead_to_the_cities(self, reader: Client, language: str):
        page = BeautifulSoup(reader.get(PAGE.format(language), {"city": "bangkok"}).content, "html.parser")
        taken = page.select("[aria-labelledby=taken] > ul > li")
        assert taken
        assert all(one.select(".entry-facts a[href*='/cities/']") for one in taken)

    def test_without_a_question_nothing_is_answered(self, reader: Client, language: str):
        context = reader.get(PAGE.format(language)).context
        assert context["neighbours"] == []
        assert not context["is_asked"]

    @pytest.mark.parametrize(
        "query",
        ["population=many", "population=-5", "city=atlantis", "axes=taste", "climate=snow", "density=1e999"],
    )
    def test_page_forgives_what_is_not_valid_and_says_so(self, reader: Client, language: str, query: str):
        answer = reader.get(f"{PAGE.format(language)}?{query}")
        assert answer.status_code == 200
        assert answer.context["has_faults"]
        assert BeautifulSoup(answer.content, "html.parser").select(".fault")

    def test_what_was_entered_stays_in_the_form(self, reader: Client, language: str):
        page = BeautifulSoup(reader.get(PAGE.format(language), {"population": "3000000"}).content, "html.parser")
        assert page.select_one("#id_population")["value"] == "3000000"

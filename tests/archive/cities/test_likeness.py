"""Which cities are like one: axis by axis, with what is not known."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from seoulsolution.archive.cities import city_names, like_yours
from seoulsolution.archive.cities.kinds import Scope
from seoulsolution.archive.cities.likeness import (
    ALIKE,
    AXES,
    COLUMNS,
    DIFFERENT,
    NUMBERS,
    UNKNOWN,
    Profile,
    compare,
    nearest,
    said,
    verdict,
)
from seoulsolution.archive.models import AdopterRecordPage, CityFigure, CityPage, ProjectPage, Transfer
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.places import Place

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


def row(key: int, name: str, values: Mapping[str, object]) -> tuple[object, ...]:
    """A city in the table of all cities: empty words and None are not known."""
    empty = {axis: None if axis in NUMBERS else "" for axis in COLUMNS}
    told = {axis: float(value) if axis in NUMBERS else value for axis, value in values.items() if value}
    return (key, name, name, "", "", *(empty | told).values())


def test_city_that_is_alike_on_more_comes_first_then_fewer_differences_then_population_then_name():
    mine = {"population": Decimal(1000), "income_group": "low", "climate": "Af"}
    table = [
        row(1, "against", {"population": 1500, "income_group": "low", "climate": "Dfa"}),
        row(2, "none", {"population": 5000, "income_group": "high"}),
        row(3, "far", {"population": 1900, "income_group": "low"}),
        row(4, "near", {"population": 900, "income_group": "low"}),
        row(5, "three", {"population": 1999, "income_group": "low", "climate": "Aw"}),
        row(6, "nameless", {"income_group": "low", "climate": "As"}),
        row(7, "also near", {"population": 900, "income_group": "low"}),
    ]
    assert [one[0] for one in nearest(mine, table, list(AXES))] == [5, 7, 4, 3, 6, 1]
    assert [one[0] for one in nearest(mine, table, ["climate", "income_group"])] == [5, 6]


@pytest.mark.parametrize(
    ("axes", "found"),
    [
        (["income_group"], []),
        (["climate", "smart_card"], []),
        (["income_group", "smart_card"], [2]),
        (["population"], [3]),
        (list(AXES), [2, 3]),
    ],
)
def test_one_axis_that_is_no_number_makes_no_likeness(axes: list[str], found: list[int]):
    mine = {"population": Decimal(1000), "income_group": "high", "climate": "Dwa", "smart_card": "yes"}
    table = [
        row(1, "only as rich", {"population": 90_000, "income_group": "high", "climate": "Cfb", "smart_card": "no"}),
        row(2, "as rich, with a card", {"income_group": "high", "smart_card": "yes"}),
        row(3, "as large", {"population": 1100, "income_group": "low"}),
    ]
    assert [one[0] for one in nearest(mine, table, axes)] == found


VALUES = st.fixed_dictionaries(
    {
        "population": st.none() | st.integers(1, 50).map(Decimal),
        "gdp_per_capita": st.none() | st.decimals(1, 9, places=2),
        "income_group": st.sampled_from([None, "low", "lower_middle"]),
        "climate": st.sampled_from([None, "Af", "Aw", "Cfa", "ET"]),
    }
)


@given(VALUES, st.lists(VALUES, max_size=6))
def test_table_of_all_cities_is_read_as_the_verdicts_say(mine: dict, others: list[dict]):
    profiles = [profile(str(key), **values) for key, values in enumerate(others)]
    compared = {key: compare(mine, one, list(AXES)) for key, one in enumerate(profiles)}
    table = [row(key, str(key), values) for key, values in enumerate(others)]
    found = [one[0] for one in nearest(mine, table, list(AXES))]
    enough = {k for k, one in compared.items() if len(one.alike) > 1 or {a.axis for a in one.alike} & set(NUMBERS)}
    assert set(found) == enough
    ranks = [(-len(compared[key].alike), len(compared[key].different)) for key in found]
    assert ranks == sorted(ranks)


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

    def test_nothing_is_offered_for_an_income_group_alone_and_the_page_says_why(self, reader: Client, language: str):
        answer = reader.get(PAGE.format(language), {"income_group": "high"})
        assert answer.context["neighbours"] == []
        page = BeautifulSoup(answer.content, "html.parser")
        words = {"en": "alike enough", "ko": "충분히 비슷한"}[language]
        assert words in page.select_one("[aria-labelledby=found]").text
        assert {"en": "two axes at least", "ko": "두 항목 이상"}[language] in page.select_one(
            "[aria-labelledby=how]"
        ).text

    def test_what_was_asked_is_kept_in_the_other_language(self, reader: Client, language: str):
        answer = reader.get(PAGE.format(language), {"city": "울란바토르", "axes": "climate"})
        other = {"en": "ko", "ko": "en"}[language]
        link = BeautifulSoup(answer.content, "html.parser").select_one(f".language-switch [hreflang={other}]")
        asked = reader.get(link["href"]).context
        assert asked["page"].locale.language_code == other
        assert asked["city"].slug == "ulaanbaatar"
        assert len(asked["own"]) == 1

    def test_own_figures_are_compared_on_the_chosen_axes(self, reader: Client, language: str):
        query = {"population": "3000000", "income_group": "lower_middle", "axes": ["population", "income_group"]}
        context = reader.get(PAGE.format(language), query).context
        assert context["neighbours"]
        for one in context["neighbours"]:
            assert [axis.axis for axis in one.alike] == ["population", "income_group"]
            assert Decimal(1_500_000) <= one.city.values["population"] <= Decimal(6_000_000)

    def test_what_like_cities_took_is_told_with_what_became_of_it(self, reader: Client, language: str):
        answer = reader.get(PAGE.format(language), {"city": "bangkok"})
        like = {one.city.slug for one in answer.context["neighbours"]}
        taken = BeautifulSoup(answer.content, "html.parser").select("[aria-labelledby=taken] .lineage > li")
        assert taken
        assert {passage.taker.slug for passage in answer.context["taken"]} <= like
        assert all(one.select_one(".lineage-years").text.strip() for one in taken)
        assert all(one.select_one(".status").text.strip() for one in taken)
        assert all(one.select(".source-mark, .sign--unrecorded, .sign--disputed") for one in taken)

    @pytest.mark.parametrize("typed", ["COLOMBO", "콜롬보", " 콜롬보시 ", "කොළඹ", "with its country"])
    def test_city_is_known_by_its_names(self, reader: Client, language: str, typed: str):
        label = {"en": "Colombo, Sri Lanka", "ko": "스리랑카 콜롬보"}[language]
        query = {"city": label if typed == "with its country" else typed, "axes": ["population", "climate"]}
        answer = reader.get(PAGE.format(language), query)
        assert answer.context["city"].slug == "colombo"
        page = BeautifulSoup(answer.content, "html.parser")
        assert [box["value"] for box in page.select("[name=axes][checked]")] == query["axes"]
        assert page.select_one("#id_city")["value"] == label
        assert label in {option["value"] for option in page.select("#cities-offered option")}

    @pytest.mark.parametrize("typed", ["Atlantis", "Twin", "x" * 300, "'; DROP TABLE"])
    def test_name_of_none_or_of_several_is_answered_and_stays(self, reader: Client, language: str, typed: str):
        Place.objects.filter(slug__in=["lima", "bogota"]).update(other_names="Twin")
        answer = reader.get(PAGE.format(language), {"city": typed})
        page = BeautifulSoup(answer.content, "html.parser")
        assert page.select_one("#id_city_error").text.strip()
        assert page.select_one("#id_city")["value"] == typed
        assert answer.context["neighbours"] == []
        if typed == "Twin":
            names = CityPage.objects.filter(slug__in=["lima", "bogota"], locale__language_code=language)
            assert all(city.title in page.select_one("#id_city_error").text for city in names)

    @pytest.mark.parametrize("typed", ["Colmbo", "Kolombo", "Colombbo", "콜롬부"])
    def test_city_that_is_nearly_called_so_is_offered_beside_everything_else(
        self, reader: Client, language: str, typed: str
    ):
        query = {"city": typed, "axes": "population", "population": "5"}
        page = BeautifulSoup(reader.get(PAGE.format(language), query).content, "html.parser")
        links = [link["href"] for link in page.select("form .field:has(#id_city) a")]
        assert f"{PAGE.format(language)}?city=colombo&axes=population&population=5" in links
        assert len(links) <= city_names.MOST_NEAR
        there = reader.get(links[0]).context
        assert there["city"].slug == "colombo"

    @pytest.mark.parametrize("typed", ["Xyzzy", "%", "\u0301", "<script>", "x" * 200])
    def test_nothing_is_offered_for_what_is_near_to_no_name(self, reader: Client, language: str, typed: str):
        page = BeautifulSoup(reader.get(PAGE.format(language), {"city": typed}).content, "html.parser")
        assert page.select_one("#id_city")["value"] == typed
        assert page.select("form .field:has(#id_city) a") == []

    def test_each_figure_has_its_year_and_its_source(self, reader: Client, language: str):
        answer = reader.get(PAGE.format(language), {"city": "colombo"})
        figures = CityFigure.objects.filter(locale__language_code=language).exclude(scope=Scope.METROPOLITAN)
        told = [("colombo", axis) for axis in answer.context["own"]]
        told += [(one.city.slug, axis) for one in answer.context["neighbours"] for axis in one.axes]
        titles = {str(AXES[axis]): measure for axis, measure in NUMBERS.items()}
        compared = [(slug, axis) for slug, axis in told if axis.title in titles and axis.said]
        assert len(compared) > 6
        for slug, axis in compared:
            row = figures.filter(page__slug=slug, measure=titles[axis.title]).order_by("-year", "pk").first()
            assert (axis.year, axis.mark.basis) == (row.year, row.basis)
        page = BeautifulSoup(answer.content, "html.parser")
        assert len(page.select(".likeness .marks")) == len(compared)

    def test_what_was_taken_is_narrowed_by_area_and_the_rest_is_kept(self, reader: Client, language: str):
        query = {"city": "dhaka", "axes": ["population", "income_group"]}
        whole = reader.get(PAGE.format(language), query).context
        everything, *areas = whole["areas"]
        assert (everything.number, everything.is_chosen) == (len(whole["taken"]), True)
        for area in areas:
            narrow = reader.get(f"{PAGE.format(language)}?{area.query}").context
            assert len(narrow["taken"]) == area.number > 0
            assert narrow["city"].slug == "dhaka"
            assert [one.number for one in narrow["areas"]] == [one.number for one in whole["areas"]]
            assert [one.name for one in narrow["areas"] if one.is_chosen] == [area.name]

    def test_areas_and_what_has_none_add_up_to_everything(self, reader: Client, language: str):
        everything, *areas = reader.get(PAGE.format(language), {"city": "colombo"}).context["areas"]
        assert sum(area.number for area in areas) == everything.number
        assert areas[-1].name == {"en": "No area recorded", "ko": "분야 기록 없음"}[language]
        (bicycles,) = reader.get(f"{PAGE.format(language)}?{areas[-1].query}").context["taken"]
        assert (bicycles.giver.slug, bicycles.taker.slug) == ("changwon", "da-nang")

    def test_what_was_taken_comes_before_the_axes_and_each_city_leads_to_its_own(self, reader: Client, language: str):
        answer = reader.get(PAGE.format(language), {"city": "colombo"})
        page = BeautifulSoup(answer.content, "html.parser")
        sections = [one["aria-labelledby"] for one in page.select("section[aria-labelledby]")]
        assert sections.index("taken") < sections.index("compared")
        links = page.select("[aria-labelledby=found] .likest a")
        assert [link["href"] for link in links] == [f"#like-{one.city.slug}" for one in answer.context["neighbours"]]
        assert all(page.select_one(f".neighbours {link['href']}") for link in links)
        first = page.select_one("[aria-labelledby=found] .likest li").text
        assert {"en": "alike on 4 of 4", "ko": "4개 항목 중 4개가 비슷함"}[language] in " ".join(first.split())

    def test_cities_without_anything_taken_say_so(self, reader: Client, language: str):
        Transfer.objects.all().delete()
        ProjectPage.objects.all().update(live=False)
        AdopterRecordPage.objects.all().update(live=False)
        page = BeautifulSoup(reader.get(PAGE.format(language), {"city": "colombo"}).content, "html.parser")
        words = {"en": "None of these cities took over anything, as", "ko": "이 도시들이 도입한 것이 없습니다"}
        assert words[language] in page.select_one("[aria-labelledby=taken]").text

    def test_with_a_policy_only_those_that_took_it_are_compared(self, reader: Client, language: str):
        query = {"city": "colombo", "policy": "t-money-transport-card"}
        answer = reader.get(PAGE.format(language), query)
        like = [one.city.slug for one in answer.context["neighbours"]]
        assert {"ulaanbaatar", "bangkok"} <= set(like)
        assert "hue" not in like
        assert {one.taker.slug for one in answer.context["taken"]} == set(like)
        assert {one.carried.slug for one in answer.context["taken"] if one.carried} == {query["policy"]}
        page = BeautifulSoup(answer.content, "html.parser")
        assert page.select_one("form [name=policy]")["value"] == query["policy"]
        assert page.select("[aria-labelledby=found] a[href$='/t-money-transport-card/#lineage']")

    def test_policy_alone_is_said_in_a_whole_sentence(self, reader: Client, language: str):
        page = BeautifulSoup(
            reader.get(PAGE.format(language), {"policy": "t-money-transport-card"}).content, "html.parser"
        )
        said = page.select_one("#found + p").get_text().strip()
        assert said.endswith({"ko": "과 비교합니다.", "en": "”."}[language])

    @pytest.mark.parametrize("policy", ["teleportation", "<script>", "x" * 3000])
    def test_policy_that_is_none_is_left_out_and_said(self, reader: Client, language: str, policy: str):
        answer = reader.get(PAGE.format(language), {"city": "colombo", "policy": policy})
        assert answer.context["has_faults"]
        assert len(answer.context["neighbours"]) == 6
        assert BeautifulSoup(answer.content, "html.parser").select("form [name=policy]") == []

    def test_area_that_is_not_asked_for_narrows_nothing(self, reader: Client, language: str):
        context = reader.get(PAGE.format(language), {"city": "dhaka", "area": ""}).context
        assert len(context["taken"]) == context["areas"][0].number
        assert context["areas"][0].is_chosen

    @pytest.mark.parametrize("area", ["welfare-of-cats", "<script>", "x" * 3000])
    def test_area_in_which_nothing_was_taken_says_so_and_leads_back(self, reader: Client, language: str, area: str):
        answer = reader.get(PAGE.format(language), {"city": "dhaka", "area": area})
        assert answer.context["taken"] == []
        section = BeautifulSoup(answer.content, "html.parser").select_one("[aria-labelledby=taken]")
        assert {"en": "None of these cities", "ko": "이 도시들이"}[language] in section.text
        assert section.select("a[href='?city=dhaka#taken']")

    @pytest.mark.parametrize(
        ("query", "is_open"),
        [("city=colombo&population=", False), ("city=hanoi&axes=climate", True), ("density=9", True)],
    )
    def test_city_is_asked_for_at_once_and_figures_are_unfolded_where_they_were_entered(
        self, reader: Client, language: str, query: str, is_open: bool
    ):
        page = BeautifulSoup(reader.get(f"{PAGE.format(language)}?{query}").content, "html.parser")
        first = page.select_one("form[action$='/like-yours/'] button")
        assert first.find_previous("input")["id"] == "id_city"
        assert page.select_one("form .more").has_attr("open") is is_open
        assert len(page.select("form .more input, form .more select")) == 2 * len(AXES)

    def test_many_cities_are_not_all_written_into_the_page(self, reader: Client, language: str, monkeypatch):
        monkeypatch.setattr(like_yours, "MOST_OFFERED", 100)
        answer = reader.get(PAGE.format(language), {"city": "colombo"})
        assert answer.context["form"].offered == []
        assert answer.context["city"].slug == "colombo"

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


@pytest.mark.django_db
def test_what_like_cities_took_says_whose_money_it_was(reader: Client, language: str):
    page = BeautifulSoup(reader.get(f"/{language}/cities/like-yours/", {"city": "dhaka"}).content, "html.parser")
    (mumbai,) = [
        one
        for one in page.select("[aria-labelledby=taken] li")
        if one.select("a[href$='/mumbai-citizen-participation/']")
    ]
    assert mumbai.select_one("a[href$='/mumbai-citizen-participation/#funding']")
    assert {"en": "World Bank", "ko": "세계은행"}[language] in mumbai.text
    (manila,) = [
        one for one in page.select("[aria-labelledby=taken] li") if one.select("a[href$='/manila-lrt-consulting/']")
    ]
    assert {"en": "not named by the sources", "ko": "출처에 밝혀져 있지 않음"}[language] in manila.text
    assert {"en": "PHP 49.98 million", "ko": "4,998만"}[language] in manila.text


def test_transport_card_exists_or_not():
    with override("ko"):
        assert [said("smart_card", value) for value in ("yes", "no")] == ["있음", "없음"]
    with override("en"):
        assert [said("smart_card", value) for value in ("yes", "no")] == ["Yes", "No"]

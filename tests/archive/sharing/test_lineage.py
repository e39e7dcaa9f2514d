"""Who learned what from whom: on the page of a policy, on that of a city, and as a whole."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.archive.models import PolicyPage, ProjectPage, Transfer
from seoulsolution.archive.sharing.lineage import passages_of_policy
from seoulsolution.core.places import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

WHOLE = "/{0}/sharing/lineage/"


def shown(reader: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(address).content, "html.parser")


def policy(slug: str, language: str) -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def test_all_transfers_and_the_projects_that_none_of_them_names_are_counted(reader: Client, language: str):
    transfers = Transfer.objects.filter(locale__language_code=language)
    named = transfers.exclude(project=None).values("project__translation_key")
    projects = ProjectPage.objects.filter(locale__language_code=language).exclude(translation_key__in=named)
    assert transfers.count() == 97
    assert reader.get(WHOLE.format(language)).context["total"] == 97 + projects.count()


def test_home_is_shown_as_one_that_learned(reader: Client, language: str):
    context = reader.get(WHOLE.format(language), {"direction": "taken"}).context
    assert context["found"] == 24
    assert {passage.side for passage in context["passages"]} == {"in"}


def test_directions_are_told_by_the_name_of_the_home(reader: Client, language: str):
    Place.objects.filter(is_home=True, locale__language_code=language).update(name="Owlton")
    facets = reader.get(f"/{language}/sharing/lineage/").context["filters"].facets
    (direction,) = (facet for facet in facets if facet.field.name == "direction")
    labels = {option.value: option.label for option in direction.options}
    assert "Owlton" in labels["given"]
    assert "Owlton" in labels["taken"]
    assert labels["given"] != labels["taken"]


def test_project_that_a_transfer_names_is_told_once(language: str):
    page = policy("t-money-transport-card", language)
    told = passages_of_policy(page.translation_key, language)
    addresses = [passage.url for passage in told if passage.url]
    assert f"/{language}/sharing/projects/auckland-card/" in addresses
    assert len(addresses) == len(set(addresses))


def test_passages_stand_in_the_order_of_their_years(language: str):
    told = passages_of_policy(policy("t-money-transport-card", language).translation_key, language)
    years = [passage.year_from for passage in told if passage.year_from]
    assert len(years) > 3
    assert years == sorted(years)


def test_way_is_said_in_words_and_each_has_its_source(reader: Client, language: str):
    page = shown(reader, policy("exclusive-median-bus-lanes", language).url)
    passages = page.select("[aria-labelledby=lineage] .lineage > li")
    curitiba = next(passage for passage in passages if passage.select_one(f"a[href='/{language}/cities/curitiba/']"))
    assert "lineage-in" in curitiba["class"]
    assert {"en": "to", "ko": "에서"}[language] == curitiba.select_one(".lineage-to .sr-only").text
    assert all(passage.select(".source-mark, .sign--unrecorded") for passage in passages)


def test_project_entered_once_is_on_policy_city_map_lineage_and_counts(reader: Client, language: str):
    like = ProjectPage.objects.get(slug="baku-its", locale__language_code=language)
    place = Place.objects.get(slug="maputo", locale__language_code=language)
    page = ProjectPage(
        title={"en": "Night lamps for Maputo", "ko": "마푸투 보안등"}[language],
        slug="maputo-lamps",
        subject="lamps",
        kind="consulting",
        area=like.area,
        place=place,
        year_started=2024,
        locale=like.locale,
        status="under_way",
    )
    page.policies.create(policy=policy("owl-bus", "ko"), locale=like.locale)
    before = {name: reader.get(address).content.decode() for name, address in _everywhere(language).items()}
    like.get_parent().add_child(instance=page)
    page.save_revision().publish()
    for name, address in _everywhere(language).items():
        assert page.title not in before[name]
        after = reader.get(address).content.decode()
        assert after != before[name], name
        if name not in ("map", "counts"):
            assert page.title in after, name
    dots = reader.get(f"/{language}/sharing/map/").context["countries"]
    mozambique = next(row for row in dots if row.slug == "mozambique")
    assert next(spot.number for spot in mozambique.places if (spot.url or "").endswith("/maputo/")) == 2


def _everywhere(language: str) -> dict[str, str]:
    return {
        "register": f"/{language}/sharing/projects/",
        "policy": f"/{language}/policies/transportation/owl-bus/",
        "city": f"/{language}/cities/maputo/",
        "lineage": WHOLE.format(language),
        "map": f"/{language}/sharing/map/",
        "counts": f"/{language}/sharing/projects/counts/",
    }


@pytest.mark.parametrize(
    "query", ["direction=taken", "channel=training", "status=stalled", "area=water", "direction=given&channel=contract"]
)
def test_filters_leave_as_many_as_they_promise(reader: Client, language: str, query: str):
    context = reader.get(f"{WHOLE.format(language)}?{query}").context
    assert len(context["passages"]) == min(context["found"], 50) > 0


@pytest.mark.parametrize("query", ["direction=up", "area=%E2%98%83", "status=<script>", "page=-1"])
def test_whole_forgives_a_bad_query(reader: Client, language: str, query: str):
    assert reader.get(f"{WHOLE.format(language)}?{query}").status_code == 200


def test_unpublished_project_is_no_passage(reader: Client, language: str):
    page = ProjectPage.objects.get(slug="auckland-card", locale__language_code=language)
    page.unpublish()
    told = passages_of_policy(policy("t-money-transport-card", language).translation_key, language)
    assert page.url not in [passage.url for passage in told]
    assert page.title not in reader.get(WHOLE.format(language)).content.decode()


def test_whole_says_whose_money_a_work_was_where_that_is_known(reader: Client, language: str):
    page = BeautifulSoup(
        reader.get(WHOLE.format(language), {"channel": "consulting", "area": "transportation"}).content, "html.parser"
    )
    (bangkok,) = page.select(".lineage > li:has(a[href*='bangkok-transport-card-consulting'])")
    assert {"en": "KRW 550 million", "ko": "5억 5,000만 원"}[language] in bangkok.select_one(".paid .claim").text
    assert bangkok.select(".paid .claim .source-box a")
    assert {"en": "not recorded", "ko": "기록 없음"}[language] not in " ".join(one.text for one in page.select(".paid"))


def test_whole_costs_the_same_with_one_transfer_and_with_three(reader: Client, language: str):
    ProjectPage.objects.update(live=False)
    kept = list(Transfer.objects.filter(locale__language_code=language, policy__isnull=False).order_by("slug")[:3])
    Transfer.objects.exclude(pk__in=[one.pk for one in kept]).delete()
    three = _cost(reader, language)
    Transfer.objects.exclude(pk=kept[0].pk).delete()
    assert _cost(reader, language) == three


def _cost(reader: Client, language: str) -> int:
    reader.get(WHOLE.format(language))
    with CaptureQueriesContext(connection) as captured:
        reader.get(WHOLE.format(language))
    return len(captured)


@pytest.mark.parametrize("sides", [{}, {"from_place": "curitiba", "from_organisation": "wego"}])
def test_transfer_has_one_giver(language: str, sides: dict[str, str]):
    given = Transfer.objects.filter(locale__language_code=language, from_place__slug="curitiba").first()
    transfer = Transfer(to_place=given.to_place, what="Lanes", locale=given.locale)
    if sides:
        transfer.from_place = given.from_place
        transfer.from_organisation = given.from_place.transfers_given.model._meta.get_field(
            "from_organisation"
        ).related_model.objects.get(slug="wego", locale=given.locale)
    with pytest.raises(ValidationError) as refused:
        transfer.clean()
    assert list(refused.value.message_dict) == ["from_place"]

from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import PolicyPage
from seoulsolution.discovery.search import Query, find_policies

pytestmark = pytest.mark.django_db


def found(reader: Client, language: str, query: str) -> list[str]:
    response = reader.get(f"/{language}/search/", {"q": query})
    assert response.status_code == 200
    return [policy.slug for policy in response.context["results"]]


@pytest.mark.parametrize("query", ["심야버스", "night bus", "OWL BUS"])
def test_policy_is_found_by_its_title_in_either_language(reader: Client, language: str, query: str):
    assert "owl-bus" in found(reader, language, query)


def test_results_are_in_the_readers_language_and_name_a_policy_once(reader: Client, language: str):
    response = reader.get(f"/{language}/search/", {"q": "버스"})
    policies = list(response.context["results"])
    assert policies
    assert all(policy.locale.language_code == language for policy in policies)
    assert len({policy.slug for policy in policies}) == len(policies)


def examples() -> list[tuple[str, str]]:
    home = yaml.safe_load((Path(settings.BASE_DIR) / "content/pages/home.yaml").read_text(encoding="utf-8"))
    return [(code, words) for code, searches in home["example_searches"].items() for words in searches]


@pytest.mark.parametrize(("code", "query"), examples())
def test_every_example_of_the_home_page_finds_something(reader: Client, code: str, query: str):
    assert found(reader, code, query)


def test_policies_with_every_word_come_before_those_with_most(reader: Client):
    with_both = {policy.slug for policy in find_policies(Query("bus night"), "en")}
    assert with_both < {policy.slug for policy in find_policies(Query("bus"), "en")}
    assert found(reader, "en", "bus zzzzqqq") == found(reader, "en", "bus")
    assert found(reader, "en", "zzzzqqq") == []


@pytest.mark.parametrize("query", ["buses", "how Seoul runs its buses", "BUS?", "서울의 버스를", "버스 준공영제는"])
def test_forms_of_a_word_and_words_without_weight_do_not_hide_a_policy(reader: Client, language: str, query: str):
    assert "semi-public-bus-operation" in found(reader, language, query)


def test_policy_that_has_the_word_in_its_title_comes_first(reader: Client, language: str):
    first = found(reader, language, "bus")[0]
    assert "Bus" in PolicyPage.objects.get(slug=first, locale__language_code="en").title
    assert "public-transport-reform-2004" in found(reader, language, "bus")


@pytest.mark.parametrize("field", ["background", "for_other_cities"])
@pytest.mark.parametrize("word", ["plantedtoken", "심긴낱말"])
def test_narrative_is_searched(reader: Client, language: str, field: str, word: str):
    page = PolicyPage.objects.get(slug="topis", locale__language_code=language)
    setattr(page, field, [("paragraph", f"<p>“{word}”</p>")])
    page.save()
    assert found(reader, language, word) == ["topis"]


def test_names_in_the_stored_narrative_are_not_words_of_it(reader: Client):
    assert found(reader, "en", "paragraph") == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("leaking water pipes", ["leak", "water", "pipe"]),
        ("how Seoul runs its buses", ["run", "bus"]),
        ("Seoul", ["seoul"]),
        ("bus campus glass", ["bus", "campus", "glass"]),
        ("서울에서 버스를 도로와 주도", ["서울", "버스", "도로", "주도"]),
    ],
)
def test_words_are_cut_to_what_their_forms_share(typed: str, words: list[str]):
    assert [word.text for word in Query(typed).words] == words


def test_search_costs_no_more_with_more_words(reader: Client):
    costs = []
    for query in ("bus", "how Seoul runs its night buses and water pipes"):
        with CaptureQueriesContext(connection) as captured:
            assert found(reader, "en", query)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 10


def test_drafts_private_and_withdrawn_policies_are_not_found(reader: Client, language: str):
    pages = {
        slug: PolicyPage.objects.get(slug=slug, locale__language_code=language)
        for slug in ("owl-bus", "topis", "eungdapso")
    }
    for page in pages.values():
        PolicyPage.objects.filter(pk=page.pk).update(title=f"plantedtoken {page.title}")
    assert set(found(reader, language, "plantedtoken")) == set(pages)
    pages["owl-bus"].unpublish()
    PageViewRestriction.objects.create(page=pages["topis"], restriction_type="login")
    PolicyPage.objects.filter(pk=pages["eungdapso"].pk).update(live=False)
    assert found(reader, language, "plantedtoken") == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "%",
        "_",
        "'",
        '"',
        "\\",
        "()",
        "ㄱ",
        "🚌",
        "' OR 1=1 --",
        "\u202e버스",
        "<b>",
        "?&#",
    ],
)
@pytest.mark.parametrize("page", ["", "0", "-1", "abc", "99999999999999999999"])
def test_odd_queries_and_page_numbers_are_answered(reader: Client, language: str, query: str, page: str):
    response = reader.get(
        f"/{language}/search/", {"q": query, "page": page}, REMOTE_ADDR=f"198.51.100.{len(query) % 200}"
    )
    assert response.status_code == 200
    assert "<b>" not in response.content.decode()

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import PolicyPage

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


def test_every_word_must_be_there(reader: Client):
    assert set(found(reader, "en", "bus night")) <= set(found(reader, "en", "bus"))
    assert found(reader, "en", "bus zzzzqqq") == []


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

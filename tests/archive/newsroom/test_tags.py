"""What carries a tag, across policies, news and resources."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import NewsKeyword, NewsPage, PolicyKeyword, PolicyPage, ResourceKeyword
from seoulsolution.core.hashtags import tag_key

from .test_resources import resource

pytestmark = pytest.mark.django_db

DIPLOMACY = {"en": "city diplomacy", "ko": "도시외교"}


def address(word: str) -> str:
    return reverse("tag", args=[tag_key(word)])


def shown(reader: Client, word: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(address(word)).content, "html.parser")


def carriers(page: BeautifulSoup) -> dict[str, set[str]]:
    """Addresses of what carries the tag, by the id of their heading."""
    return {
        section["aria-labelledby"]: {link["href"] for link in section.select(".entry-title a")}
        for section in page.select("section[aria-labelledby]")
    }


def test_everything_that_carries_a_tag_is_listed_by_kind(reader: Client, language: str):
    report = resource(language)
    ResourceKeyword.objects.create(page=report, locale=report.locale, word=DIPLOMACY[language].upper())
    found = carriers(shown(reader, DIPLOMACY[language]))
    news = NewsPage.objects.filter(locale__language_code=language, keywords__word=DIPLOMACY[language])
    assert found == {
        "policies": {f"/{language}/policies/e-government/policy-sharing-initiative/"},
        "news": {page.url for page in news},
        "resources": {report.url},
    }
    assert len(found["news"]) > 3


def test_tags_of_a_page_lead_to_it(reader: Client, language: str):
    for path in (f"/{language}/policies/e-government/policy-sharing-initiative/", f"/{language}/news/lima-mou/"):
        links = {link["href"] for link in BeautifulSoup(reader.get(path).content, "html.parser").select(".facts a")}
        assert address(DIPLOMACY[language]) in links
        assert path in set().union(*carriers(shown(reader, DIPLOMACY[language])).values())


@pytest.mark.parametrize("written", ["City Diplomacy", "CITYDIPLOMACY", "#city diplomacy", "city\u00a0diplomacy"])
def test_other_ways_to_write_a_tag_lead_to_the_one(reader: Client, written: str):
    answer = reader.get(reverse("tag", args=[written]).replace("/ko/", "/en/"))
    assert (answer.status_code, answer.url) == (301, "/en/tags/citydiplomacy/")


def test_tag_is_called_otherwise_in_another_language(reader: Client, language: str):
    other = {"en": "ko", "ko": "en"}[language]
    switch = shown(reader, DIPLOMACY[language]).select_one(f".language-switch a[hreflang={other}]")
    answer = reader.get(switch["href"])
    assert answer.status_code == 200
    assert DIPLOMACY[other] in answer.content.decode()


def test_tag_names_its_address_in_each_language_to_search_engines(reader: Client, language: str, settings):
    page = shown(reader, DIPLOMACY[language])
    addresses = {}
    for code, word in DIPLOMACY.items():
        with override(code):
            addresses[code] = settings.SITE_URL + address(word)
    assert [link["href"] for link in page.select("link[rel=canonical]")] == [addresses[language]]
    assert {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")} == addresses


def test_tag_of_one_language_names_no_address_in_another(reader: Client, language: str):
    report = resource(language)
    ResourceKeyword.objects.create(page=report, locale=report.locale, word="planted")
    named = shown(reader, "planted").select("link[hreflang]")
    assert [link["hreflang"] for link in named] == [language]


@pytest.mark.parametrize("way", ["draft", "private", "untranslated"])
def test_what_is_not_public_in_the_language_carries_nothing(reader: Client, language: str, way: str):
    policy = PolicyPage.objects.get(slug="wego", locale__language_code=language)
    PolicyKeyword.objects.create(page=policy, locale=policy.locale, word="planted")
    feed = reverse("tag-feed", args=["planted"])
    assert [reader.get(path).status_code for path in (address("planted"), feed)] == [200, 200]
    if way == "draft":
        policy.unpublish()
    elif way == "private":
        PageViewRestriction.objects.create(page=policy, restriction_type="login")
    else:
        PolicyPage.objects.filter(pk=policy.pk).update(passages_foreign=9, passages_total=9)
    assert [reader.get(path).status_code for path in (address("planted"), feed)] == [404, 404]


@pytest.mark.parametrize("tag", ["nothing", "...", "x" * 900, "%00", "' OR 1=1 --"])
def test_tag_that_nothing_carries_is_not_found(reader: Client, language: str, tag: str):
    assert reader.get(f"/{language}/tags/{tag}/", follow=True).status_code in (400, 404)


def test_tag_costs_the_same_with_one_page_and_with_three(reader: Client, language: str, django_assert_max_num_queries):
    for policy in PolicyPage.objects.filter(locale__language_code=language)[:3]:
        PolicyKeyword.objects.create(page=policy, locale=policy.locale, word="planted")
        reader.get(address("planted"))
        with django_assert_max_num_queries(5):
            assert reader.get(address("planted")).status_code == 200


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Night Bus", "nightbus"),
        ("# Night  bus", "nightbus"),
        ("버스 개편", "버스개편"),
        ("\u1107\u1165\u1109\u1173", "버스"),
        ("ÉTÉ", "été"),
        ("E\u0301te\u0301", "été"),
        ("R&D", "r&d"),
        ("PM2.5", "pm2.5"),
        ("..", ""),
        ("a/b", "ab"),
        (" # ", ""),
    ],
)
def test_tags_are_the_same_whatever_their_capitals_spaces_and_composition(word: str, key: str):
    assert tag_key(word) == key


def test_key_follows_the_word_whichever_way_a_row_is_written(language: str):
    page = NewsPage.objects.get(slug="lima-mou", locale__language_code=language)
    (row,) = NewsKeyword.objects.bulk_create([NewsKeyword(page=page, locale=page.locale, word="Smart City")])
    row.word = "Smart Cities"
    row.save()
    assert NewsKeyword.objects.get(pk=row.pk).key == "smartcities"
    assert not PolicyKeyword.objects.filter(key="").exists()


def test_tag_is_cleaned_of_its_mark_and_one_without_letters_is_refused():
    tag = NewsKeyword(word=" #Smart  City ")
    tag.clean()
    assert tag.word == "Smart City"
    with pytest.raises(ValidationError) as refused:
        NewsKeyword(word="#/").clean()
    assert list(refused.value.message_dict) == ["word"]

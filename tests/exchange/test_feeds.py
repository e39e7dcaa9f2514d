"""Feeds: what they follow, that they are Atom, and that nobody is sent twice what has not changed."""

from datetime import datetime
from uuid import UUID
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import NewsPage, PolicyPage, ProjectPage, ResourceIndexPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]

ATOM = "{http://www.w3.org/2005/Atom}"
DIPLOMACY = {"en": "citydiplomacy", "ko": "도시외교"}


def feeds(language: str) -> dict[str, str]:
    return {
        "corrections": reverse("corrections-feed"),
        **{
            name: reverse("section-feed", args=[name])
            for name in ("news", "policies", "sharing", "cities", "resources")
        },
        "area": reverse("area-feed", args=["water"]),
        "place": reverse("place-feed", args=["colombo"]),
        "tag": reverse("tag-feed", args=[DIPLOMACY[language]]),
    }


def read(reader: Client, address: str) -> ElementTree.Element:
    answer = reader.get(address)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def links(feed: ElementTree.Element) -> set[str]:
    return {entry.find(f"{ATOM}link").get("href") for entry in feed.iter(f"{ATOM}entry")}


@pytest.mark.parametrize("name", ["corrections", "news", "policies", "sharing", "cities", "area", "place", "tag"])
def test_feed_has_what_atom_asks_for(reader: Client, language: str, name: str, settings):
    address = feeds(language)[name]
    feed = read(reader, address)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}["self"] == (
        settings.SITE_URL + address
    )
    entries = list(feed.iter(f"{ATOM}entry"))
    assert (len(entries) > 0) == (name != "corrections")
    for part in (feed, *entries):
        assert part.findtext(f"{ATOM}title")
        assert part.findtext(f"{ATOM}id").startswith(("http", "urn:uuid:"))
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated")).tzinfo
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["corrections", "news", "sharing", "area", "place", "tag"])
def test_feed_is_sent_again_only_when_it_has_changed(reader: Client, language: str, name: str, settings):
    address = feeds(language)[name]
    etag = reader.get(address).headers["ETag"]
    again = reader.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    page = PolicyPage.objects.get(slug="policy-sharing-initiative", locale__language_code=language)
    projects = ProjectPage.objects.filter(locale__language_code=language)
    listed = links(read(reader, reverse("section-feed", args=["sharing"])))
    changed = {
        "corrections": page,
        "tag": page,
        "news": NewsPage.objects.get(slug="lima-mou", locale__language_code=language),
        "area": PolicyPage.objects.get(slug="revenue-water-ratio", locale__language_code=language),
        "place": ProjectPage.objects.get(slug="colombo-tax", locale__language_code=language),
        "sharing": next(page for page in projects if f"{settings.SITE_URL}{page.url}" in listed),
    }[name]
    draft = changed.get_latest_revision_as_object()
    draft.title += " 2"
    draft.save_revision().publish()
    answer = reader.get(address, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert draft.title in answer.content.decode()


def test_news_feed_has_all_news_of_its_language(reader: Client, language: str, settings):
    news = NewsPage.objects.filter(locale__language_code=language)
    assert links(read(reader, reverse("section-feed", args=["news"]))) == {
        settings.SITE_URL + page.url for page in news
    }


def test_section_that_nobody_knows_or_reads_has_no_feed(reader: Client, language: str):
    assert reader.get(f"/{language}/feeds/nowhere.atom").status_code == 404
    assert reader.get(f"/{language}/feeds/resources.atom").status_code == 200
    ResourceIndexPage.objects.update(live=False)
    assert reader.get(f"/{language}/feeds/resources.atom").status_code == 404


def test_area_is_followed_by_its_policies_its_projects_and_the_news_about_them(reader: Client, language: str, settings):
    found = links(read(reader, reverse("area-feed", args=["water"])))
    home = f"{settings.SITE_URL}/{language}/"
    assert {
        f"{home}policies/water/revenue-water-ratio/",
        f"{home}sharing/projects/chanchamayo-waterworks/",
        f"{home}news/chanchamayo-finished/",
    } <= found
    assert f"{home}news/mumbai-export/" not in found
    assert not [link for link in found if "/policies/" in link and "/policies/water/" not in link]


@pytest.mark.parametrize("place", ["colombo", "sri-lanka"])
def test_country_is_followed_with_what_is_in_it(reader: Client, language: str, place: str, settings):
    found = links(read(reader, reverse("place-feed", args=[place])))
    home = f"{settings.SITE_URL}/{language}/"
    assert {f"{home}sharing/projects/colombo-tax/", f"{home}news/oda-challenge-2024/"} <= found
    assert f"{home}news/mumbai-export/" not in found


def test_entry_keeps_its_id_when_its_page_is_moved_and_has_another_in_each_language(reader: Client):
    def ids(language: str) -> set[UUID]:
        feed = read(reader, f"/{language}/feeds/news.atom")
        return {UUID(entry.findtext(f"{ATOM}id")) for entry in feed.iter(f"{ATOM}entry")}

    before = ids("en")
    page = NewsPage.objects.get(slug="lima-mou", locale__language_code="en")
    NewsPage.objects.filter(pk=page.pk).update(slug="lima-memorandum", url_path="/en/news/lima-memorandum/")
    assert ids("en") == before
    assert not before & ids("ko")


@pytest.mark.parametrize("name", ["news", "area", "place", "tag"])
def test_page_behind_the_sign_in_is_not_fed(reader: Client, language: str, name: str):
    policy = PolicyPage.objects.get(slug="revenue-water-ratio", locale__language_code=language)
    project = ProjectPage.objects.get(slug="colombo-tax", locale__language_code=language)
    news = NewsPage.objects.get(slug="lima-mou", locale__language_code=language)
    hidden = {"news": news, "area": policy, "place": project, "tag": news}[name]
    address = feeds(language)[name]
    assert hidden.title in reader.get(address).content.decode()
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert hidden.title not in reader.get(address).content.decode()


@pytest.mark.parametrize(
    "path", ["feeds/areas/nowhere.atom", "feeds/places/nowhere.atom", "feeds/tags/nothing.atom", "feeds/tags/ABC.atom"]
)
def test_feed_of_nothing_is_not_found(reader: Client, language: str, path: str):
    assert reader.get(f"/{language}/{path}").status_code == 404


def test_feed_without_entries_stays_the_same(reader: Client, language: str):
    NewsPage.objects.update(live=False)
    first, second = (reader.get(reverse("section-feed", args=["news"])).headers["ETag"] for _time in range(2))
    assert first == second
    assert links(read(reader, reverse("section-feed", args=["news"]))) == set()


def test_what_an_editor_writes_is_no_markup_in_a_feed(reader: Client, language: str):
    NewsPage.objects.filter(slug="lima-mou").update(summary="<b>5 < 6</b>")
    feed = read(reader, reverse("section-feed", args=["news"]))
    summaries = {entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry")}
    assert "&lt;b&gt;5 &lt; 6&lt;/b&gt;" in summaries


@pytest.mark.parametrize(
    ("path", "feed"),
    [
        ("", "feeds/news.atom"),
        ("policies/water/", "feeds/areas/water.atom"),
        ("sharing/projects/colombo-tax/", "feeds/places/colombo.atom"),
        ("tags/led/", "feeds/tags/led.atom"),
    ],
)
def test_page_tells_of_its_feed(reader: Client, language: str, path: str, feed: str):
    page = BeautifulSoup(reader.get(f"/{language}/{path}").content, "html.parser")
    told = {link["href"] for link in page.select("head link[type='application/atom+xml']")}
    assert f"/{language}/{feed}" in told
    assert reader.get(f"/{language}/{feed}").status_code == 200

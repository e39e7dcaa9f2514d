"""Addresses are those that Wagtail gives page by page; a page is found as the reader may see it."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction, Site

from seoulsolution.archive.models import PolicyPage
from seoulsolution.core.routing import Addresses, find_page

pytestmark = pytest.mark.django_db


def differing() -> list[str]:
    addresses = Addresses()
    pages = list(Page.objects.all())
    assert len(pages) > 400
    return [
        page.url_path
        for page in pages
        if addresses.url(page.url_path) != page.url or addresses.full_url(page.url_path) != page.full_url
    ]


def test_every_address_is_the_one_that_wagtail_gives(language: str):
    assert differing() == []


def test_page_is_known_by_the_address_that_the_site_has_now(client: Client, settings, language: str):
    settings.SITE_URL = "https://solution.example.org"
    html = client.get(f"/{language}/policies/transportation/owl-bus/").content.decode()
    own = "https://solution.example.org/{}/policies/transportation/owl-bus/"
    assert f'<link rel="canonical" href="{own.format(language)}">' in html
    for code in ("ko", "en"):
        assert f'hreflang="{code}" href="{own.format(code)}"' in html


def test_address_without_an_active_language_is_the_same():
    with override(None):
        assert differing() == []


def test_address_names_the_host_where_there_are_several_sites(language: str):
    area = Page.objects.get(slug="transportation", locale__language_code="ko")
    Site.objects.create(hostname="transport.example.org", port=443, root_page=area)
    assert differing() == []
    policy = PolicyPage.objects.get(slug="topis", locale__language_code=language)
    assert "://" in policy.url
    hosts = {Addresses().full_url(page.url_path).split("/")[2] for page in Page.objects.filter(depth__gt=1)}
    assert "transport.example.org" in hosts


def test_page_that_belongs_to_no_site_has_no_address():
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=Page(title="Apart", slug="apart"))
    assert page.url is None
    assert Addresses().url(page.url_path) is None
    assert Addresses().full_url(page.url_path) is None


def test_home_of_a_language_that_is_not_there_is_none():
    assert Addresses().home("xx") is None
    assert find_page("policies/", "xx") is None


def test_restriction_is_seen_by_whoever_asks_next(reader: Client, language: str):
    page = PolicyPage.objects.get(slug="topis", locale__language_code=language)
    assert reader.get(page.url).status_code == 200
    restriction = PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    response = reader.get(page.url)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
    restriction.delete()
    assert reader.get(page.url).status_code == 200


def test_found_page_knows_the_restrictions_above_it(language: str):
    path = "policies/transportation/topis/"
    page = find_page(path, language)
    assert page.is_restricted is False
    assert list(page.get_view_restrictions()) == []
    restriction = PageViewRestriction.objects.create(page=page.get_parent().get_parent(), restriction_type="login")
    assert find_page(path, language).is_restricted is True
    assert list(find_page(path, language).get_view_restrictions()) == [restriction]
    assert list(PolicyPage.objects.get(pk=page.pk).get_view_restrictions()) == [restriction]


def test_draft_is_not_found(language: str):
    page = find_page("policies/transportation/topis/", language)
    page.unpublish()
    assert find_page("policies/transportation/topis/", language) is None


@pytest.mark.parametrize("place", ["sitemap/", "corrections/"])
def test_what_every_language_has_at_one_place_names_the_others(reader: Client, language: str, place: str):
    page = BeautifulSoup(reader.get(f"/{language}/{place}?page=1").content, "html.parser")
    assert page.select_one("link[rel=canonical]")["href"] == f"{settings.SITE_URL}/{language}/{place}"
    named = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
    assert named == {code: f"{settings.SITE_URL}/{code}/{place}" for code in ("ko", "en")}

from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from seoulsolution.archive.models import PolicyPage
from seoulsolution.core.vocabulary import Organisation

pytestmark = pytest.mark.django_db
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def addresses(reader: Client, language: str) -> dict[str, set[str]]:
    """Address → languages of its alternates."""
    root = ElementTree.fromstring(reader.get(f"/sitemap-{language}.xml").content)
    return {
        entry.findtext("s:loc", namespaces=NS): {link.get("hreflang") for link in entry.findall("x:link", NS)}
        for entry in root.findall("s:url", NS)
    }


def test_index_names_a_sitemap_for_each_language(reader: Client, settings):
    root = ElementTree.fromstring(reader.get("/sitemap.xml").content)
    names = [loc.text for loc in root.iterfind(".//s:loc", NS)]
    assert names == [f"{settings.SITE_URL}/sitemap-{code}.xml" for code, _ in settings.LANGUAGES]


def test_every_public_page_is_named_with_its_alternates_and_answers(reader: Client, language: str, settings):
    listed = addresses(reader, language)
    expected = Page.objects.live().filter(locale__language_code=language, depth__gt=1).count()
    lists = {f"{settings.SITE_URL}/{language}/{name}/" for name in ("sitemap", "corrections")}
    assert lists <= set(listed)
    organisations = {f"{settings.SITE_URL}/{language}/cities/organisations/{slug}/" for slug in ("wego", "koica")}
    assert organisations <= set(listed)
    named = Organisation.objects.filter(locale__language_code=language, is_listed=True).count()
    press = f"{settings.SITE_URL}/{language}/news/press/"
    assert press in listed
    assert len(listed) - len(lists) - named - 1 == expected > 200
    assert all(others == {"ko", "en"} for others in listed.values())
    for address in [*list(listed)[::25], *lists, *organisations, press]:
        assert reader.get(address.removeprefix(settings.SITE_URL)).status_code == 200


def test_drafts_and_private_pages_are_not_named(reader: Client, language: str, settings):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    private = PolicyPage.objects.get(slug="topis", locale__language_code=language)
    page.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    listed = " ".join(addresses(reader, language))
    assert "owl-bus" not in listed
    assert "/topis/" not in listed


def test_unknown_language_has_no_sitemap(reader: Client):
    assert reader.get("/sitemap-xx.xml").status_code == 404


def test_robots_name_the_sitemap_and_keep_out_of_the_admin(reader: Client, settings):
    text = reader.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_security_contact_is_at_its_well_known_address(reader: Client):
    response = reader.get("/.well-known/security.txt")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Expires: " in response.content.decode()


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("", "mailto:security@solution.example"),
        ("https://solution.example/report/", "https://solution.example/report/"),
    ],
)
def test_security_contact_is_what_was_set_or_the_usual_mailbox(reader: Client, settings, chosen: str, told: str):
    settings.SITE_URL, settings.SECURITY_CONTACT = "https://solution.example", chosen
    assert f"Contact: {told}\n" in reader.get("/.well-known/security.txt").content.decode()

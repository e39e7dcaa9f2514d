"""What search engines and messengers are told of a page."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.rich_text import RichText

from seoulsolution.archive.models import TextPage
from seoulsolution.core.passages import foreign_language

pytestmark = pytest.mark.django_db

TOLD = {
    "about": "",
    "cities/ulaanbaatar": "",
    "cities/organisations/women-and-family-policy-office": "",
    "corrections": "",
    "policies/seoul-policy-office/population-registered": "2014",
    "policies/transportation": "",
    "policies/transportation/owl-bus": "",
    "sharing/projects/ulaanbaatar-card-bms": "2015",
    "tags/cctv": "CCTV",
}


def head(reader: Client, address: str) -> BeautifulSoup:
    answer = reader.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").head


@pytest.mark.parametrize("page", TOLD)
def test_every_kind_of_page_is_described_in_its_own_language(reader: Client, language: str, page: str):
    told = head(reader, f"/{language}/{page}/").select("meta[name=description]")
    assert len(told) == 1
    text = told[0]["content"]
    assert 15 < len(text) < 450
    assert TOLD[page] in text
    assert not foreign_language(text, language)
    assert "<" not in text
    assert "  " not in text


def test_page_that_is_shared_goes_by_its_title_and_address(reader: Client, language: str, settings):
    path = f"/{language}/policies/transportation/owl-bus/"
    page = head(reader, path)
    card = {one["property"]: one["content"] for one in page.select("meta[property^='og:']")}
    assert card["og:url"] == f"{settings.SITE_URL}{path}"
    assert card["og:title"] in page.title.get_text()


def test_opening_of_a_text_is_its_first_paragraph_without_markup():
    body = [
        ("heading", "Who"),
        ("paragraph", RichText("<p>Cities &amp; <b>towns</b></p>")),
        ("paragraph", RichText("<p>b</p>")),
    ]
    assert TextPage(title="About", body=body).opening == "Cities & towns"
    assert TextPage(title="About").opening == ""

"""Readers are told where to write to: from every page, with what they sought, and about a mistake."""

import html
import re

import pytest
from django.test import Client

from seoulsolution.core.contact import for_readers

pytestmark = pytest.mark.django_db
NOTHING = "qqzxv jjwk"


def test_mailbox_is_where_the_site_is_unless_an_address_is_set(settings):
    settings.SITE_URL, settings.CONTACT = "https://archive.city.example", ""
    assert for_readers() == "mailto:info@archive.city.example"
    assert for_readers("물 & 'x'?") == "mailto:info@archive.city.example?subject=%EB%AC%BC%20%26%20%27x%27%3F"
    settings.CONTACT = "https://city.example/ask"
    assert for_readers("water") == "https://city.example/ask"


@pytest.mark.usefixtures("searchable")
def test_who_finds_nothing_is_led_to_the_city_with_what_they_sought(reader: Client, language: str):
    words = {"ko": "시에 문의하기", "en": "Ask the city"}[language]
    page = reader.get(f"/{language}/search/", {"q": NOTHING}).content.decode()
    nothing = html.unescape(page.split('class="nothing"')[1].split("</div>")[0])
    (address,) = re.findall(rf'href="(mailto:[^"]+)">{words}<', nothing)
    assert address == for_readers(NOTHING)


def test_every_page_and_the_corrections_say_where_to_write(reader: Client, language: str):
    for address in (f"/{language}/", f"/{language}/glossary/"):
        assert f'href="{for_readers()}"' in reader.get(address).content.decode()
    assert "mailto:info@" in reader.get(f"/{language}/corrections/").content.decode().split("<main")[1]

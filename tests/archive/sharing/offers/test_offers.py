"""What the city offers: every offer with its sources and at an address of its own, and none called open."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from seoulsolution.archive.models import Offer, OffersPage

pytestmark = pytest.mark.django_db


def offers_page(language: str) -> OffersPage:
    return OffersPage.objects.get(locale__language_code=language)


def shown(reader: Client, language: str, query: str = "") -> BeautifulSoup:
    return BeautifulSoup(reader.get(f"/{language}/sharing/offers/{query}").content, "html.parser")


def test_every_offer_of_the_files_stands_under_its_kind(reader: Client, language: str):
    page = shown(reader, language)
    offers = Offer.objects.filter(page=offers_page(language))
    assert page.select_one(".result-count strong").text == "27"
    for kind, number in Counter(offers.values_list("kind", flat=True)).items():
        section = page.select_one(f"section[aria-labelledby={kind.replace('_', '-')}]")
        assert len(section.select(".offer")) == number
    assert {offer["id"] for offer in page.select(".offer")} == {offer.anchor for offer in offers}


def test_every_offer_names_its_sources(reader: Client, language: str):
    page = shown(reader, language)
    assert all(offer.select(".source-mark a[href^='#source-']") for offer in page.select(".offer"))
    policy = page.select_one("#offer-open-data-plaza .source-mark li a[href^='/']")
    assert policy["href"] == f"/{language}/policies/e-government/open-data-plaza/"


def test_disputed_offer_says_why(reader: Client, language: str):
    Offer.objects.filter(page=offers_page(language), slug="wego-awards").update(disputed="Nobody agrees.")
    assert "Nobody agrees." in shown(reader, language).select_one("#offer-wego-awards .dispute").text


def test_offer_with_a_call_tells_the_last_one_and_that_one_has_to_ask(reader: Client, language: str):
    page = shown(reader, language)
    told = {offer["id"]: " ".join(offer.text.split()) for offer in page.select(".offer")}
    when = {"en": ("5 April 2024", "April 2022"), "ko": ("2024년 4월 5일", "2022년 4월")}[language]
    assert when[0] in told["offer-seoul-oda-challenge"]
    assert when[1] in told["offer-muap-master"]
    assert page.select(".status") == []
    assert page.select_one(".notice").text.strip()


def test_offers_of_a_kind_only(reader: Client, language: str):
    page = shown(reader, language, "?kind=award")
    assert [offer["id"] for offer in page.select(".offer")] == ["offer-smart-city-prize", "offer-wego-awards"]
    cited = {link["href"] for link in page.select(".source-mark a[href^='#source-']")}
    assert cited == {f"#{source['id']}" for source in page.select(".sources > li")}


@pytest.mark.parametrize("query", ["?kind=miracle", "?kind=", "?kind=award&kind=miracle"])
def test_what_is_no_kind_is_left_out(reader: Client, language: str, query: str):
    page = shown(reader, language, query)
    assert page.select_one(".result-count strong").text == "27"
    assert (page.select_one(".fault") is not None) == ("miracle" in query)


def test_website_is_that_of_the_organisation_unless_the_offer_has_its_own(reader: Client, language: str):
    page = shown(reader, language)
    assert page.select_one("#offer-susa-consulting dd > a")["href"] == "https://www.susa.or.kr"
    assert page.select_one("#offer-smart-city-prize dd > a")["href"].startswith("https://slw.kr/")
    assert page.select_one("#offer-dasan-120-visit dd > a") is None


def test_two_offers_with_one_id_are_refused(language: str):
    page = offers_page(language)
    page.offers.add(Offer(slug="wego-awards", locale=page.locale))
    with pytest.raises(ValidationError, match="wego-awards"):
        page.clean()

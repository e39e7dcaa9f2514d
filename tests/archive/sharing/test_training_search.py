"""Search finds programmes and offers while they are public, and leads to where they stand."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import OffersPage, ProgrammePage
from seoulsolution.archive.sharing.offers.searchable import Offers
from seoulsolution.archive.sharing.training.searchable import Programmes
from seoulsolution.core import searchable as registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]


def found(reader: Client, language: str, query: str) -> list[tuple[str, str]]:
    findings = reader.get(f"/{language}/search/", {"q": query}).context["findings"]
    return [(entry.kind, entry.id) for entry in findings.entries]


@pytest.mark.parametrize("query", ["Kyiv big data workshop", "키이우 빅데이터 워크숍"])
def test_search_finds_a_programme_in_either_language(reader: Client, language: str, query: str):
    assert ("training", "kyiv-2017") in found(reader, language, query)[:4]


@pytest.mark.parametrize("query", ["training programme", "교육 과정"])
def test_search_for_training_finds_its_part_of_the_archive_and_programmes_first(
    reader: Client, language: str, query: str
):
    first = found(reader, language, query)[:4]
    assert ("section", "training") in first[:2]
    assert {kind for kind, _id in first} == {"section", "training"}


@pytest.mark.parametrize("query", ["Seoul ODA Challenge", "서울 ODA 챌린지"])
def test_search_finds_an_offer_and_leads_to_its_place(reader: Client, language: str, query: str):
    answer = reader.get(f"/{language}/search/", {"q": query})
    assert ("offer", "seoul-oda-challenge") in found(reader, language, query)[:3]
    address = f"/{language}/sharing/offers/#offer-seoul-oda-challenge"
    assert f'href="{address}"' in answer.content.decode()


def test_programme_that_was_withdrawn_is_not_found(reader: Client, language: str):
    ProgrammePage.objects.get(slug="kyiv-2017", locale__language_code=language).unpublish()
    languages = [text.language for text in Programmes().texts() if text.id == "kyiv-2017"]
    assert languages == [code for code in ("en", "ko") if code != language]


@pytest.mark.parametrize("by", ["withdrawn", "hidden", "moved"])
def test_offers_are_announced_when_their_page_changes(
    monkeypatch: pytest.MonkeyPatch, language: str, by: str, without_handouts: None
):
    page = OffersPage.objects.get(locale__language_code=language)
    keys = {str(offer.translation_key) for offer in page.offers.all()}
    told: set[str] = set()
    listen = [lambda kind, some: told.update(some if kind == "offer" else [])]
    monkeypatch.setattr(registry, "_listeners", listen)
    if by == "withdrawn":
        page.unpublish()
    elif by == "hidden":
        PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    else:
        page.move(page.get_parent(), pos="first-child")
    assert told == keys
    assert (language in {text.language for text in Offers().texts()}) == (by == "moved")

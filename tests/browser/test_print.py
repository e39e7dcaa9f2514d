"""On paper, without script: every page says where it stands and of when it is, and its sources in full."""

import io
import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from django.utils.translation import override
from playwright.sync_api import Browser
from pypdf import PdfReader

from seoulsolution.archive.models import IndicatorPage, PolicyPage, TimelineEvent
from seoulsolution.core.numbers import format_day, format_number, format_quantity

from .conftest import PATIENCE

PAGES = {
    "home": "/{0}/",
    "area filtered": "/{0}/policies/transportation/?decade=1990",
    "manual": "/{0}/policies/transportation/owl-bus/",
    "policy office": "/{0}/policies/seoul-policy-office/",
    "indicator": "/{0}/policies/seoul-policy-office/pm10/",
    "glossary": "/{0}/glossary/",
    "search": "/{0}/search/?q=bus",
    "sitemap": "/{0}/sitemap/",
}
LINEAGE = {"ko": "어디에서왔고어디로갔나", "en": "Whereitcamefrom,andwhereitwent"}
Printed = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def printed(browser: Browser, site: str) -> Iterator[Printed]:
    """The text of each sheet without white space: where a line ends is not part of it. A page is printed once."""
    context = browser.new_context(java_script_enabled=False, base_url=site)
    context.set_default_timeout(PATIENCE)
    paper = context.new_page()

    @cache
    def sheets(path: str) -> list[str]:
        paper.goto(path)
        reader = PdfReader(io.BytesIO(paper.pdf(prefer_css_page_size=True)))
        return [re.sub(r"\s+", "", sheet.extract_text()) for sheet in reader.pages]

    yield sheets
    context.close()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page_ends_with_its_whole_address_and_its_day(printed: Printed, site: str, path: str, language: str):
    last = printed(path.format(language))[-1]
    day = r"\d{4}년\d+월\d+일(발행|현재)" if language == "ko" else r"(Published|Asof)\d+[A-Z][a-z]+\d{4}"
    assert re.search(f"·{re.escape(site + path.format(language))}·{day}", last)


def test_day_is_that_on_which_the_page_was_published(printed: Printed):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="en")
    with override("en"):
        day = format_day(page.last_published_at.astimezone().date()).replace(" ", "")
    assert f"{page.url}·Published{day}" in printed(page.url)[-1]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_policy_names_its_short_address_and_every_source_once(printed: Printed, site: str, language: str):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    text = "".join(printed(page.url))
    assert f"{site}/p/owl-bus/" in text
    with override(language):
        addresses = [reading.source.printed for reading in page.readings.all()]
    assert addresses
    manual, told = text.split(LINEAGE[language])
    for address in addresses:
        assert manual.count(re.sub(r"\s+", "", address)) == 1
    assert {"ko": "키이우", "en": "Kyiv"}[language] in told
    assert "http://oxbedu.brentphone.kr/" in told.split({"ko": "이부분의출처", "en": "Sourcesofthispart"}[language])[1]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_policy_office_has_its_figures_and_every_source(printed: Printed, language: str):
    text = "".join(printed(PAGES["policy office"].format(language)))
    with override(language):
        for page in IndicatorPage.objects.filter(locale__language_code=language):
            for figure in page.observations.all():
                said = format_number(figure.value), re.sub(r"\s+", "", format_quantity(figure.value, page.unit))
                assert any(value in text for value in said)
                for source in figure.sources:
                    assert re.sub(r"\s+", "", source.printed) in text
        for event in TimelineEvent.objects.filter(locale__language_code=language, basis="cited"):
            for source in event.sources:
                assert re.sub(r"\s+", "", source.printed) in text


def test_sheet_does_not_end_with_the_year_of_what_stands_on_the_next(printed: Printed):
    sheets = printed("/ko/sharing/lineage/")
    assert len(sheets) > 2
    assert [sheet for sheet in sheets[:-1] if re.search(r"(\d{4}년~?|연도모름|\(예정\))$", sheet)] == []

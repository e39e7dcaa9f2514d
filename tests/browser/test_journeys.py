"""What people come for, done in a browser, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import PATIENCE

WORDS = {
    "ko": {"area": "교통", "policy": "올빼미버스", "search": "버스"},
    "en": {"area": "Transportation", "policy": "Owl Bus", "search": "bus"},
}


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def tab(request: pytest.FixtureRequest, browser: Browser, site: str):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=site, java_script_enabled=request.param
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_official_finds_a_policy_by_area_reads_it_and_checks_a_source(tab: Page, language: str):
    tab.goto(f"/{language}/")
    tab.get_by_role("main").get_by_role("link", name=re.compile(WORDS[language]["area"])).first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text(WORDS[language]["area"])
    tab.get_by_role("main").get_by_role("link", name=re.compile(WORDS[language]["policy"])).first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text(WORDS[language]["policy"])
    source = tab.locator("details.source-mark").first
    source.locator("summary").click()
    expect(source).to_have_attribute("open", "")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_reader_switches_to_the_same_page_in_the_other_language(tab: Page, language: str):
    other = {"ko": "en", "en": "ko"}[language]
    tab.goto(f"/{language}/policies/transportation/owl-bus/")
    tab.locator(f'header a[hreflang="{other}"]').first.click()
    expect(tab).to_have_url(re.compile(rf"/{other}/policies/transportation/owl-bus/$"))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_reader_searches_from_the_home_page(tab: Page, language: str):
    tab.goto(f"/{language}/")
    field = tab.locator("main input[name=q]")
    field.fill(WORDS[language]["search"])
    field.press("Enter")
    expect(tab).to_have_url(re.compile(rf"/{language}/search/\?q="))
    expect(
        tab.get_by_role("main").get_by_role("link", name=re.compile(WORDS[language]["search"], re.IGNORECASE)).first
    ).to_be_visible()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_reader_filters_an_area_and_the_address_keeps_it(tab: Page, language: str):
    tab.goto(f"/{language}/policies/transportation/?decade=2000")
    before = tab.locator("main").inner_text()
    tab.goto(f"/{language}/policies/transportation/")
    assert tab.locator("main").inner_text() != before


@pytest.mark.parametrize("language", ["ko", "en"])
def test_keyboard_reaches_the_content_first_and_then_everything(page: Page, language: str):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/{language}/policies/transportation/owl-bus/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")
    seen = set()
    for _ in range(300):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "(e => e === document.body ? 'end' : e.outerHTML.slice(0, 120) + e.getBoundingClientRect().y)"
            "(document.activeElement)"
        )
        outline = page.evaluate(
            "(e => e === document.body || (s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')"
            "(getComputedStyle(e)))(document.activeElement)"
        )
        assert outline, place
        if place in seen or place == "end":
            break
        seen.add(place)
    assert len(seen) > 20


@pytest.mark.parametrize("language", ["ko", "en"])
def test_short_address_opens_in_the_language_of_the_browser(browser: Browser, site: str, language: str):
    context = browser.new_context(base_url=site, locale={"ko": "ko-KR", "en": "en-GB"}[language])
    tab = context.new_page()
    tab.goto("/p/owl-bus/")
    assert tab.url == f"{site}/{language}/policies/transportation/owl-bus/"
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_page_of_another_language_says_so_and_offers_the_original(page: Page, language: str):
    answer = page.goto(f"/{language}/policies/housing/citizen-apartments/")
    assert answer is not None
    assert answer.status == {"ko": 200, "en": 404}[language]
    if language == "en":
        page.get_by_role("main").locator('a[hreflang="ko"]').first.click()
        expect(page).to_have_url(re.compile("/ko/policies/housing/citizen-apartments/$"))

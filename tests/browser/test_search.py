"""The search page and the suggestions, as a reader meets them: by mouse, by keyboard, by touch and without script."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Browser, Page, expect

from .test_accessibility import FAULTS, RULES

WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
FOCUS = "document.activeElement.id"
DESK = {"width": 1280, "height": 900}
LIST = ".suggestions"


def violations(page: Page, axe: str) -> list:
    page.evaluate(axe)
    return page.evaluate(FAULTS, RULES)


def count(page: Page) -> int:
    return int(re.search(r"\d+", page.locator("#result-count").inner_text())[0])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_results_follow_what_is_typed(page: Page, language: str):
    page.goto(f"/{language}/search/")
    page.locator("#search").focus()
    page.keyboard.type("bus", delay=20)
    expect(page.locator("#result-count")).to_contain_text("“bus”")
    expect(page.locator("#findings .entry-title").first).to_be_visible()
    assert page.evaluate(FOCUS) == "search"
    assert page.url.endswith("/search/?q=bus")
    assert "bus" in page.title()
    assert page.locator(".language-switch a").first.get_attribute("href").endswith("?q=bus")
    assert page.locator(f"meta[charset], {LIST}").count() == 2  # no page within the page


def test_one_step_back_leads_to_what_was_there_before_the_typing(page: Page):
    page.goto("/en/search/?q=water")
    page.locator("#search").fill("bus")
    expect(page).to_have_url(re.compile(r"q=bus$"))
    page.locator("#search").fill("bus lane")
    expect(page).to_have_url(re.compile(r"q=bus%20lane$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"q=water$"))
    expect(page.locator("#search")).to_have_value("water")
    expect(page.locator("#result-count")).to_contain_text("“water”")


def test_half_a_syllable_is_not_searched(page: Page):
    page.clock.install()
    page.goto("/ko/search/?q=water")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/search/?" in request.url else None)
    page.locator("#search").fill("버ㅅ")
    page.clock.run_for(5000)
    expect(page.locator(LIST)).to_be_visible()
    assert asked == []
    expect(page.locator("#result-count")).to_contain_text("water")


def test_filter_is_applied_at_once_and_keeps_its_place(page: Page):
    page.set_viewport_size(DESK)
    page.goto("/en/search/?q=bus&kind=policy&sort=newest")
    before = count(page)
    expect(page.locator(".filters button")).to_be_hidden()
    page.locator("#topic-buses").focus()
    page.keyboard.press("Space")
    expect(page.locator(".chips")).to_contain_text("Buses")
    assert page.evaluate(FOCUS) == "topic-buses"
    assert count(page) < before
    assert re.search(r"q=bus&kind=policy&sort=newest&topic=buses$", page.url)
    page.locator(".chips a").first.click()
    expect(page).to_have_url(re.compile(r"\?q=bus&kind=policy&sort=newest$"))
    expect(page.locator(".chips")).to_have_count(0)
    page.go_back()
    expect(page.locator(".chips")).to_contain_text("Buses")


def test_what_was_unfolded_stays_so(page: Page):
    page.goto("/en/search/?q=seoul")
    page.locator("#filters > summary").click()
    page.locator("#more-topic > summary").click()
    page.locator("#more-topic input").last.check()
    expect(page.locator(".chips")).to_be_visible()
    expect(page.locator("#filters")).to_have_attribute("open", "")
    expect(page.locator("#filters > summary")).to_contain_text("1")


def test_failure_is_said(page: Page):
    page.goto("/en/search/?q=bus")
    page.route("**/search/?**", lambda route: route.fulfill(status=503, body="<p>no</p>"))
    page.locator("#search").fill("water")
    expect(page.locator("#result-count")).to_contain_text("does not answer")
    assert page.locator("#findings .entry-title").count() > 1


@pytest.mark.parametrize("language", ["ko", "en"])
def test_search_works_without_script(browser: Browser, site: str, language: str):
    context = browser.new_context(viewport=DESK, base_url=site, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"/{language}/")
    tab.locator("main input[name=q]").fill("bus")
    tab.locator("main input[name=q]").press("Enter")
    expect(tab).to_have_url(re.compile(rf"/{language}/search/\?q=bus$"))
    tab.locator(".kinds a").nth(1).click()
    expect(tab.locator(".kinds [aria-current]")).to_have_count(1)
    tab.locator(".sorts a").nth(1).click()
    tab.locator("#area-transportation").check()
    tab.locator(".filters button").click()
    expect(tab).to_have_url(re.compile(r"\?q=bus&kind=policy&sort=newest&area=transportation$"))
    expect(tab.locator(".chips a")).to_have_count(2)
    tab.locator("#search").fill("bus lane")
    tab.locator("#search").press("Enter")
    expect(tab).to_have_url(re.compile(r"\?q=bus\+lane&kind=policy&sort=newest&area=transportation$"))
    tab.locator(".chips a").last.click()
    expect(tab).to_have_url(re.compile(r"\?q=bus\+lane&kind=policy&sort=newest$"))
    context.close()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_suggestions_are_open(page: Page, axe: str, language: str, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/{language}/")
    page.locator("main input[name=q]").fill("ㅂㅅ")
    expect(page.locator(LIST)).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(page, axe) == []


def test_axe_finds_nothing_after_the_results_have_changed(page: Page, axe: str):
    page.goto("/en/search/?q=bus")
    page.locator("#search").fill("incinarator")
    expect(page.locator(".understood")).to_contain_text("incinerator")
    assert violations(page, axe) == []


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_suggestions_do_not_scroll_sideways(page: Page, language: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/{language}/search/?q=bus")
    page.locator("#search").fill("서울")
    expect(page.locator(LIST)).to_be_visible()
    box = page.locator(LIST).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate(WIDE) is False
    assert all(h >= 44 for h in page.locator("[role=option]").evaluate_all("all => all.map(e => e.offsetHeight)"))


def test_keyboard_goes_through_the_suggestions(page: Page):
    page.set_viewport_size(DESK)
    page.goto("/en/policies/water/")
    field = page.locator("#site-search")
    assert field.get_attribute("role") == "searchbox"
    field.focus()
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("tran", delay=20)
    expect(page.locator(LIST)).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    options = page.locator("[role=option]")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert page.evaluate(FOCUS) == "site-search"
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator(LIST)).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("tran")
    page.keyboard.press("ArrowDown")
    expect(page.locator(LIST)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/en/policies/transportation/$"))


def test_enter_without_a_choice_searches_for_what_was_typed(page: Page):
    page.goto("/ko/")
    field = page.locator("main input[name=q]")
    field.fill("버스")
    expect(page.locator(LIST)).to_be_visible()
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/ko/search/\?q=%EB%B2%84%EC%8A%A4$"))


@pytest.mark.parametrize("touch", [True, False], ids=["touch", "mouse"])
def test_term_is_taken_by_hand(browser: Browser, site: str, touch: bool):
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site, has_touch=touch)
    tab = context.new_page()
    tab.goto("/en/")
    tab.locator("main input[name=q]").fill("non-rev")
    option = tab.get_by_role("option", name="non-revenue water ratio")
    option.tap() if touch else option.click()
    expect(tab).to_have_url(re.compile(r"/en/search/\?q=non-revenue\+water\+ratio$"))
    context.close()


def test_suggestions_close_when_the_reader_goes_on(page: Page):
    page.goto("/en/")
    page.locator("main input[name=q]").fill("bus")
    expect(page.locator(LIST)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(LIST)).to_be_hidden()


def test_name_in_another_language_says_so(page: Page):
    page.goto("/en/")
    page.locator("main input[name=q]").fill("ㅂㅅ")
    expect(page.locator("[role=option] [lang=ko]").first).to_be_visible()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_script_is_small_even_when_everything_is_in_use(browser: Browser, site: str, language: str):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    kinds: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({kinds.get(e["requestId"], "Other"): int(e["encodedDataLength"])}),
    )
    session.send("Network.enable")
    tab.goto(f"{site}/{language}/search/")
    tab.locator("#search").fill("bus")
    expect(tab.locator("#findings .entry-title").first).to_be_visible()
    tab.wait_for_load_state("networkidle")
    context.close()
    assert 0 < sizes["Script"] <= 30_000, sizes


def test_print_holds_results_and_no_controls(page: Page):
    page.emulate_media(media="print")
    page.goto("/en/search/?q=bus&area=transportation")
    expect(page.locator(".entry-title").first).to_be_visible()
    for control in (".filters", ".kinds", ".sorts", ".pagination", ".search-form"):
        assert page.locator(control).evaluate_all("all => all.every(e => !e.checkVisibility())")


def test_forced_colours_show_where_the_reader_is(page: Page):
    page.emulate_media(forced_colors="active")
    page.goto("/en/search/?q=bus&kind=policy")
    colours = page.locator(".kinds a").evaluate_all("all => all.map(e => getComputedStyle(e).borderBottomColor)")
    assert len(set(colours)) == 2
    page.locator("#search").fill("bus l")
    expect(page.locator(LIST)).to_be_visible()
    page.keyboard.press("ArrowDown")
    style = "e => getComputedStyle(e).outlineStyle"
    assert page.locator("[aria-selected=true]").evaluate(style) == "solid"
    assert page.locator("[aria-selected=false]").first.evaluate(style) == "none"

"""What a phone of 390 px shows of tables, definitions and the map: whole, in its column, and around the home."""

import pytest
from playwright.sync_api import Page

# Tables that are wider than the box in which they stand.
CUT_OFF = """() => [...document.querySelectorAll(".krds-table-wrap")]
  .filter((box) => box.scrollWidth > box.clientWidth + 1)
  .map((box) => box.getAttribute("aria-label") ?? box.outerHTML)"""
# Where the values of each row of a list of definitions begin.
EDGES = """() => [...document.querySelectorAll(".definitions > div, .facts > div")]
  .map((row) => new Set([...row.querySelectorAll("dd")].map((dd) => dd.getBoundingClientRect().left)).size)"""
# How far the home stands from the middle of what is seen of the map.
BESIDE = """() => {
  const seen = document.querySelector(".world-window").getBoundingClientRect();
  const home = document.querySelector(".world-home .dot").getBoundingClientRect();
  return Math.abs(home.left + home.width / 2 - seen.left - seen.width / 2);
}"""

# On how many lines the entries of the main menu stand.
LINES = """() => new Set([...document.querySelectorAll(".main-menu li")]
  .filter((entry) => entry.offsetWidth).map((entry) => entry.getBoundingClientRect().top)).size"""


@pytest.mark.parametrize(
    ("language", "width", "lines"), [("ko", 360, 1), ("en", 390, 2), ("en", 375, 2), ("en", 360, 2)]
)
def test_main_menu_takes_no_line_more_for_where_the_reader_is(page: Page, language: str, width: int, lines: int):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"/{language}/sharing/")
    assert page.evaluate(LINES) == lines


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", ["sharing/projects/counts/", "sharing/map/"])
def test_no_column_of_a_table_is_out_of_sight(page: Page, language: str, path: str):
    page.goto(f"/{language}/{path}")
    assert page.locator(".krds-table-wrap").count() > 0
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_several_organisations_of_a_role_stand_below_each_other(page: Page, language: str):
    page.goto(f"/{language}/sharing/projects/colombo-tax/")
    assert page.locator("dd + dd").count() > 0
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert set(page.evaluate(EDGES)) == {1}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_map_opens_on_the_home_and_says_that_there_is_more(page: Page, language: str):
    page.goto(f"/{language}/sharing/map/")
    assert page.evaluate(BESIDE) < 2
    assert page.locator(".world-hint").is_visible()
    page.set_viewport_size({"width": 1280, "height": 844})
    assert not page.locator(".world-hint").is_visible()
    page.locator(".world-window").focus()
    page.keyboard.press("Tab")
    ring = "getComputedStyle(document.activeElement.querySelector('.touch')).stroke"
    assert page.evaluate(ring) != "none", "nothing shows at which dot the keyboard is"


@pytest.mark.parametrize("path", ["sharing/projects/", "cities/maputo/"])
def test_no_line_begins_with_a_middle_dot(page: Page, path: str):
    page.goto(f"/ko/{path}")
    dots = page.locator("main .unbroken")
    assert dots.count() > 0
    assert page.evaluate(
        "() => [...document.querySelectorAll('main .unbroken')].every(e => e.getClientRects().length < 2)"
    )


@pytest.mark.parametrize("path", ["en/search/?q=bus+reform", "ko/search/?q=교통카드"])
def test_first_result_is_seen_without_scrolling(page: Page, path: str):
    page.goto(f"/{path}")
    first = page.locator(".found-list .entries > li").first.bounding_box()
    assert first["y"] + first["height"] <= 844

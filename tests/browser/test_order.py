"""What was built on what, as a picture with its list: on a phone as on a desktop."""

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

AREA = "/{0}/policies/{1}/"
ROWS = """() => [...document.querySelectorAll('section[aria-labelledby=order] ol > li')].filter(li =>
  li.parentElement.closest('li') === null).map(li => {
  const box = e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] };
  const range = document.createRange();
  const title = li.querySelector('a');
  range.selectNodeContents(title);
  const svg = li.querySelector('svg');
  const node = svg && svg.querySelector('.chart-node');
  return {
    row: box(li), title: box(title), line: (r => [r.left, r.top, r.right, r.bottom])(range.getClientRects()[0]),
    svg: svg && box(svg), node: node && box(node), shown: !!svg && svg.checkVisibility(),
    strokes: svg ? [...svg.querySelectorAll('.chart-arc')].map(e => getComputedStyle(e).stroke) : [],
    arrows: svg ? svg.querySelectorAll('.chart-arrow').length : 0,
    sizes: [...li.querySelectorAll('a, span, li')].map(e => parseFloat(getComputedStyle(e).fontSize)),
  }})"""
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("area", ["transportation", "public-service"])
def test_picture_stands_beside_its_rows_at_every_width(page: Page, area: str, language: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(AREA.format(language, area))
    rows = page.evaluate(ROWS)
    assert len(rows) > 10
    assert sum(row["arrows"] for row in rows) > 10
    for row in rows:
        left, top, right, bottom = row["svg"]
        assert row["shown"]
        assert (top, bottom) == (pytest.approx(row["row"][1], abs=1), pytest.approx(row["row"][3], abs=1))
        assert 0 <= left < right <= row["line"][0]
        middle = (row["node"][1] + row["node"][3]) / 2
        assert row["line"][1] < middle < row["line"][3]
        assert min(row["sizes"]) >= 12
        assert row["title"][2] <= width
    for above, below in pairwise(rows):
        assert below["svg"][1] - above["svg"][3] < 1
    assert page.evaluate(WIDE) is False


@pytest.mark.parametrize("how", ["dark", "forced", "print", "large text"])
def test_picture_is_seen_in_every_mode(browser: Browser, site: str, how: str):
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site)
    tab = context.new_page()
    match how:
        case "dark":
            tab.emulate_media(color_scheme="dark")
        case "forced":
            tab.emulate_media(forced_colors="active")
        case "print":
            tab.emulate_media(media="print")
        case "large text":
            context.new_cdp_session(tab).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    tab.goto(AREA.format("ko", "transportation"))
    rows = tab.evaluate(ROWS)
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    wide = tab.evaluate(WIDE)
    context.close()
    assert all(row["shown"] and row["svg"][3] - row["svg"][1] > 20 for row in rows)
    assert all(row["svg"][2] <= row["line"][0] for row in rows)
    assert {stroke for row in rows for stroke in row["strokes"]}.isdisjoint({ground, "none", "rgba(0, 0, 0, 0)"})
    assert not wide

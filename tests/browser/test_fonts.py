"""Words are not drawn in two fonts: not on a first visit over a slow line, and not on the next."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from .conftest import PATIENCE

PAGES = [
    "/{0}/",
    "/{0}/policies/transportation/",
    "/{0}/policies/transportation/semi-public-bus-operation/",
    "/{0}/policies/transportation/t-money-transport-card/",
    "/{0}/policies/seoul-policy-office/",
    "/{0}/policies/transportation/owl-buss/",
]
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
HANGUL = range(0xAC00, 0xD7A4)
# A letter is drawn alike wherever it has the same language, family and weight: it is looked at once.
PROBE = """
selector => {
  const seen = new Set();
  for (const element of document.querySelectorAll(selector)) {
    const own = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join("").trim();
    if (!own) continue;
    const { fontFamily, fontWeight } = getComputedStyle(element);
    const kind = [element.closest("[lang]").lang, fontFamily, fontWeight].join();
    const letters = [...own].map(letter => kind + letter);
    if (letters.every(letter => seen.has(letter))) continue;
    letters.forEach(letter => seen.add(letter));
    element.setAttribute("data-probe", "");
  }
}
"""

Visit = Callable[[str], tuple[Page, CDPSession]]
# Every page with script, which asks for no font, and one without.
VISITS = [pytest.param(True, path, id=path) for path in PAGES] + [pytest.param(False, PAGES[2], id="no-script")]


@pytest.fixture
def slow_visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    """Opens an address on a phone; the first time nothing is in the cache."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=site, java_script_enabled=request.param
    )
    context.set_default_timeout(PATIENCE)

    def visit(path: str) -> tuple[Page, CDPSession]:
        tab = context.new_page()
        session = context.new_cdp_session(tab)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        tab.goto(path, wait_until="load")
        return tab, session

    yield visit
    context.close()


def elements(tab: Page, session: CDPSession, selector: str) -> Iterator[tuple[str, set[str], int]]:
    """Text of each element, the font families that its own letters are drawn in, and how many letters that are."""
    tab.evaluate(PROBE, selector)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": -1})["root"]
    found = session.send(
        "DOM.querySelectorAll", {"nodeId": root["nodeId"], "selector": f":is({selector})[data-probe]"}
    )["nodeIds"]
    for node in found:
        fonts: list[dict[str, Any]] = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        if fonts:
            html = session.send("DOM.getOuterHTML", {"nodeId": node})["outerHTML"]
            yield html[:120], {font["familyName"] for font in fonts}, sum(font["glyphCount"] for font in fonts)


@pytest.mark.parametrize(("slow_visit", "path"), VISITS, indirect=["slow_visit"])
def test_korean_page_is_set_in_one_font_and_keeps_it(slow_visit: Visit, path: str):
    seen = []
    for _visit in ("first", "second"):
        tab, session = slow_visit(path.format("ko"))
        texts = list(elements(tab, session, "body *"))
        assert sum(letters for _html, _fonts, letters in texts) > 200
        seen.append(set().union(*(fonts for _html, fonts, _n in texts)))
    assert len(seen[0]) == 1, seen
    assert seen[0] == seen[1]


@pytest.mark.parametrize(("slow_visit", "path"), VISITS, indirect=["slow_visit"])
def test_heading_and_korean_passage_of_an_english_page_are_set_in_one_font(slow_visit: Visit, path: str):
    tab, session = slow_visit(path.format("en"))
    headings = list(elements(tab, session, "header a, h1, h2, h3, h4, :is(h1, h2, h3, h4) *"))
    assert len(headings) >= 2
    assert [(html, fonts) for html, fonts, _n in headings if len(fonts) > 1] == []
    passages = [(html, fonts) for html, fonts, _n in elements(tab, session, "[lang=ko], [lang=ko] *")]
    assert any(ord(letter) in HANGUL for html, _fonts in passages for letter in html)
    assert [(html, fonts) for html, fonts in passages if len(fonts) > 1] == []

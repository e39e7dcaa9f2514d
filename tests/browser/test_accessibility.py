"""axe finds nothing on any template, in either language, in any state, and nothing scrolls sideways."""

import pytest
from playwright.sync_api import Page

from .states import STATES, open_state

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
# The dark scheme changes colours and nothing else, and has the same for every language.
DARK = "ko"
OF_COLOURS = ["color-contrast", "link-in-text-block"]
FAULTS = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]})
    .then(found => found.violations.map(fault => [fault.id, fault.nodes.map(node => node.target.join(' '))]))"""
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# 320 px are also 1,280 px at 400 %.
WIDTHS = (320, 390, 768, 1280)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_hides(used_page: Page, axe: str, state: str, language: str):
    page = used_page
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    open_state(page, state, language)
    page.evaluate(axe)
    assert page.evaluate(FAULTS, RULES) == []
    if language == DARK:
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.getAnimations().forEach(one => one.finish())")
        assert page.evaluate(FAULTS, OF_COLOURS) == []
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide += [width] if page.evaluate(WIDE) else []
    assert wide == []

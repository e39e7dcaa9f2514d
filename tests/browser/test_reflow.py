"""Nothing hides and nothing scrolls sideways: 320 px wide, and 1,280 px at 400 %."""

import pytest
from playwright.sync_api import Page

from .test_accessibility import STATES

WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("state", STATES)
def test_page_does_not_scroll_sideways(page: Page, state: str, language: str):
    page.goto(STATES[state].format(language))
    wide = []
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        wide += [width] if page.evaluate(WIDE) else []
    assert wide == []

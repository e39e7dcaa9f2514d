"""At 400 % a window of 1,280 × 1,024 px is 320 × 256 px: nothing is cut, covered or out of reach."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from .conftest import PATIENCE
from .states import open_state

CHOSEN = ["home", "policies", "area", "manual", "manual with disputes", "policy office", "indicator", "search", "about"]
FAULTS = r"""() => {
  const faults = [];
  const hidden = e => {
    if (!e.checkVisibility({visibilityProperty: true})) return true;
    for (; e && e !== document.body; e = e.parentElement) {
      const box = e.getBoundingClientRect(), style = getComputedStyle(e);
      if (style.overflow !== 'visible' && (box.width <= 1 || box.height <= 1)) return true;
      if (style.clipPath === 'inset(50%)' || style.position === 'absolute' && style.clip !== 'auto') return true;
    }
    return false;
  };
  for (const e of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(e);
    const cuts = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
    const cut = e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
    if (cuts && cut && !e.closest('svg') && !hidden(e)) faults.push('cut: ' + e.textContent.trim().slice(0, 60));
    const stays = ['fixed', 'sticky'].includes(style.position) && !e.closest('#krds-skip-link');
    if (stays) faults.push('stays: ' + e.className);
  }
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; text = walker.nextNode();) {
    const parent = text.parentElement;
    if (parent.closest('svg, script, option') || hidden(parent)) continue;
    for (const word of text.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const boxes = [...range.getClientRects()].filter(box => box.width);
      const room = (parent.closest('p, li, h1, h2, h3, dd, td, th, a') ?? parent).clientWidth || parent.offsetWidth;
      const length = boxes.reduce((sum, box) => sum + box.width, 0);
      const lines = new Set(boxes.map(box => Math.round(box.top))).size;
      if (lines > 1 && length < room && /^[\p{L}\p{N}.,]+$/u.test(word[0])) faults.push('broken: ' + word[0]);
      for (const box of boxes) {
        if (box.left < -1 || box.right > innerWidth + 1) faults.push('outside: ' + word[0]);
        words.push([box, word[0]]);
      }
    }
  }
  words.sort((a, b) => a[0].top - b[0].top);
  words.forEach(([one, word], index) => {
    for (let i = index + 1; i < words.length && words[i][0].top < one.bottom; i++) {
      const [other, second] = words[i];
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (across > 2 && down > 0.5 * Math.min(one.height, other.height)) faults.push(`covered: ${word} and ${second}`);
    }
  });
  return faults;
}"""


@pytest.fixture
def zoomed(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 256}, device_scale_factor=4, base_url=site)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("state", CHOSEN)
def test_page_can_be_read_at_400_percent_and_says_first_what_it_is_about(zoomed: Page, state: str, language: str):
    open_state(zoomed, state, language)
    assert zoomed.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert zoomed.evaluate(FAULTS) == []
    boxes = zoomed.evaluate(
        "['header', 'h1'].map(name => { const box = document.querySelector(name).getBoundingClientRect();"
        " return [box.top, box.height] })"
    )
    (_top, header), (heading, _height) = boxes
    assert header <= 256 * 0.4
    assert heading + 30 <= 256
    heights = zoomed.evaluate(
        "[...document.querySelectorAll('header a')].filter(a => a.checkVisibility())"
        ".map(a => a.getBoundingClientRect().height)"
    )
    assert len(heights) >= 5
    assert min(heights) >= 24


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_step_of_the_way_is_seen_where_the_keys_reach_it(zoomed: Page, language: str):
    open_state(zoomed, "manual", language)
    steps = zoomed.locator(".breadcrumb a")
    assert steps.count() == 3
    for step in steps.all():
        box = step.bounding_box()
        assert box is not None
        assert box["width"] > 8
        assert box["height"] >= 24

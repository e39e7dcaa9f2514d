"""The first view stays light, keeps still and asks nobody else."""

from collections import Counter

import pytest
from playwright.sync_api import Browser

PAGES = [
    "/{0}/",
    "/{0}/policies/transportation/",
    "/{0}/glossary/",
    "/{0}/glossary/?domain=transport",
    "/{0}/policies/transportation/namsan-congestion-charge/",
    "/{0}/policies/urban-railway/subway-phase-1/",
    "/{0}/search/",
    "/{0}/search/?q=bus",
]
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value })
    .observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_first_view_is_light_and_still(browser: Browser, site: str, language: str, path: str):
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
    tab.goto(site + path.format(language), wait_until="networkidle")
    shift = tab.evaluate(SHIFT)
    cookies = context.cookies()
    context.close()
    assert sum(sizes.values()) <= 100_000, sizes
    assert sizes["Script"] <= (30_000 if "/search/" in path else 6_000)
    assert shift < 0.01
    assert cookies == []

"""A policy goes from a blank page to both languages through the hands of five people, and is corrected in public."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from seoulsolution.archive.models import AreaPage

from .conftest import PATIENCE

Desk = Callable[[str], Page]
SLUG = "night-market-bus"
ADDRESS = f"/{{0}}/policies/transportation/{SLUG}/"


@pytest.fixture
def desk(browser: Browser, site: str) -> Iterator[Desk]:
    """A window of the person with a role; nothing that the browser refuses to run may be there."""
    contexts = []
    faults: list[str] = []

    def open_for(role: str) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "sessionid", "value": f"planted-session-of-{role}", "url": site}])
        tab = context.new_page()
        tab.on("pageerror", lambda error: faults.append(str(error)))
        contexts.append(context)
        return tab

    yield open_for
    for context in contexts:
        context.close()
    assert faults == []


def choose(tab: Page, action: str) -> None:
    """An action of the editor's menu, which opens upwards from the button at its foot."""
    tab.locator("footer [data-w-dropdown-target='toggle']").click()
    tab.locator(f"[name='action-{action}']").click()


def waiting(tab: Page, title: str) -> None:
    """Open what waits for the person, from the page that they see first."""
    tab.goto("/admin/")
    tab.get_by_role("link", name=title).first.click()


def hand_on(desk: Desk, title: str, *, is_translation: bool) -> None:
    """Review, then publication."""
    for role, label in (("reviewer", "승인"), ("publisher", "승인하고 게시")):
        tab = desk(role)
        waiting(tab, title)
        if is_translation:
            tab.get_by_role("button", name=label, exact=True).click()
        else:
            tab.locator("footer [data-w-dropdown-target='toggle']").click()
            tab.get_by_role("button", name=label, exact=True).click()
        expect(tab.locator(".messages")).to_contain_text(title)


def test_policy_goes_from_a_blank_page_to_both_languages_and_is_corrected(desk: Desk, page: Page):
    area = AreaPage.objects.get(slug="transportation", locale__language_code="ko")
    author = desk("author")
    author.goto(f"/admin/pages/add/archive/policypage/{area.pk}/")
    author.locator("[name=title]").fill("야시장 버스")
    author.locator("[name=one_line]").fill("야시장이 서는 밤에 버스 12대가 더 다닌다.")
    author.get_by_role("tab", name="홍보").click()
    author.locator("[name=slug]").fill(SLUG)
    choose(author, "submit")
    expect(author.locator(".messages")).to_contain_text("야시장 버스")
    hand_on(desk, "야시장 버스", is_translation=False)
    page.goto(ADDRESS.format("ko"))
    expect(page.locator("h1")).to_have_text("야시장 버스")

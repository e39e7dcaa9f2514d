"""Somebody of an invited city writes by keyboard, with and without scripts, and is told what is missing."""

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import PATIENCE
from .test_accessibility import FAULTS, RULES, WIDE, WIDTHS

WORDS = {
    "ko": {
        "submit": "제출",
        "save": "저장하고 나중에 계속",
        "reply": "답변 (필수)",
        "office": "부서 이름 (필수)",
        "more": "칸 더 보기",
    },
    "en": {
        "submit": "Hand in",
        "save": "Save and go on later",
        "reply": "Your reply (required)",
        "office": "Name of your office (required)",
        "more": "More rows",
    },
}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_axe_finds_nothing_where_something_is_missing(page: Page, axe: str, language: str):
    page.goto(f"/{language}/invitations/planted-record/")
    page.get_by_role("button", name=WORDS[language]["submit"], exact=True).click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible()
    page.evaluate(axe)
    assert page.evaluate(FAULTS, RULES) == []
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide += [width] if page.evaluate(WIDE) else []
    assert wide == []
    alert.get_by_role("link").first.click()
    assert page.url.endswith("#id_office")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_reply_is_written_by_keyboard_without_scripts(browser: Browser, site: str, language: str):
    words = WORDS[language]
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    path = f"/{language}/invitations/planted-journey-{language}/"
    page.goto(path)
    page.get_by_label(words["reply"], exact=True).focus()
    page.keyboard.type("It was merged.")
    page.keyboard.press("Tab")
    page.keyboard.type("Auckland Transport")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=words["save"])).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_label(words["office"], exact=True)).to_have_value("Auckland Transport")
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/invitations/received/")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 410
    context.close()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_more_rows_are_given_without_scripts(browser: Browser, site: str, language: str):
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"/{language}/invitations/planted-record/")
    rows = page.locator(".invitation-row--adaptations")
    before = rows.count()
    page.get_by_role("button", name=WORDS[language]["more"]).first.click()
    expect(rows).to_have_count(before + 2)
    context.close()

"""A policy goes from a blank page to both languages through the hands of its people, and is corrected in public."""

import pytest
from playwright.sync_api import Page, expect

from seoulsolution.archive.models import AreaPage, PolicyPage

from .conftest import Desk
from .test_accessibility import FAULTS, RULES

TITLE = "야시장 버스"
LINE = "야시장이 서는 밤에 버스 {}대가 더 다닌다."
SLUG = "night-market-bus"
ADDRESS = f"/{{0}}/policies/transportation/{SLUG}/"
ENGLISH = {TITLE: "Night market bus", LINE.format(12): "On nights with a market, 12 more buses run."}


def hand_on(desk: Desk, title: str) -> None:
    """Review, then publication, each found on the first page of who is to do it."""
    for role in ("reviewer", "publisher"):
        tab = desk(role)
        tab.goto("/admin/")
        tab.get_by_role("link", name=title).first.click()
        tab.wait_for_load_state("load")
        if tab.locator("#translation").count():
            tab.locator(".desk-review > div").last.get_by_role("button").click()
            tab.wait_for_url("**/admin/")
        else:
            tab.locator("[data-workflow-action-name='approve']").click()
            expect(tab.locator(".messages")).to_contain_text(title)


def write(desk: Desk) -> int:
    """A blank page is filled and handed in; returns its id."""
    area = AreaPage.objects.get(slug="transportation", locale__language_code="ko")
    author = desk("author")
    author.goto(f"/admin/pages/add/archive/policypage/{area.pk}/")
    author.locator("[name=title]").fill(TITLE)
    author.locator("[name=one_line]").fill(LINE.format(12))
    author.get_by_role("tab", name="노출 설정").click()
    author.locator("[name=slug]").fill(SLUG)
    author.locator("[name='action-submit']").click()
    edit = author.locator(".messages a[href$='/edit/']").get_attribute("href")
    return int(edit.split("/")[-3])


def translate(desk: Desk, axe: str, number: int) -> None:
    translator = desk("translator")
    translator.goto(f"/admin/desk/translate/{number}/")
    translator.locator("button[name=language][value=en]").click()
    translator.locator("#translation").wait_for()
    for passage in translator.locator(".desk-passage").all():
        original = passage.locator(".desk-original p").first.inner_text()
        passage.locator("textarea").fill(ENGLISH[original])
    translator.evaluate(axe)
    assert translator.evaluate(FAULTS.replace("document", "'.desk'"), RULES) == []
    translator.locator("[name=submit]").click()
    expect(translator.locator(".messages")).to_contain_text("검토에 올렸습니다")


def correct(desk: Desk, number: int) -> None:
    author = desk("author")
    author.goto(f"/admin/pages/{number}/edit/")
    author.locator("[name=one_line]").fill(LINE.format(14))
    author.get_by_role("tab", name="설정", exact=True).click()
    author.locator("[name=correction_note]").fill("버스 대수를 바로잡았습니다.")
    author.locator("[name='action-submit']").click()
    expect(author.locator(".messages")).to_contain_text(TITLE)


@pytest.mark.long
def test_policy_goes_from_a_blank_page_to_both_languages_and_is_corrected(desk: Desk, page: Page, axe: str):
    number = write(desk)
    hand_on(desk, TITLE)
    page.goto(ADDRESS.format("ko"))
    expect(page.locator("h1")).to_have_text(TITLE)

    translate(desk, axe, number)
    assert page.goto(ADDRESS.format("en")).status == 404
    hand_on(desk, ENGLISH[TITLE])
    assert page.goto(ADDRESS.format("en")).status == 200
    expect(page.locator("h1")).to_have_text(ENGLISH[TITLE])

    correct(desk, number)
    hand_on(desk, TITLE)
    page.goto(ADDRESS.format("en"))
    expect(page.locator(".notice")).to_contain_text("does not follow it yet")
    page.goto(ADDRESS.format("ko"))
    page.locator(".dates a").click()
    page.get_by_role("link", name="제2판").click()
    expect(page.locator(".changed-lines del")).to_contain_text("12")
    expect(page.locator(".changed-lines ins")).to_contain_text("14")
    expect(page.locator(".correction-note")).to_have_text("버스 대수를 바로잡았습니다.")


def test_translator_takes_over_what_a_passage_was_translated_as_elsewhere(desk: Desk):
    translator = desk("translator")
    page = PolicyPage.objects.get(slug="yonsei-ro-transit-mall", locale__language_code="en")
    translator.goto(f"/admin/desk/translations/{page.pk}/")
    for fold in translator.locator("details:has(.desk-memory) summary").all():
        fold.click()
    known = translator.locator(".desk-memory li").first
    known.get_by_role("button", name="넣기").click()
    passage = translator.locator(".desk-passage", has=translator.locator(".desk-memory")).first
    expect(passage.locator("textarea")).to_have_value(known.locator("[lang]").first.inner_text())

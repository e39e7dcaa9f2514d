"""In the page editor people talk about a page on its fields, and set the day on which it appears."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from seoulsolution.archive.models import PolicyPage

from .conftest import Desk

DIALOG = "#schedule-publishing-dialog"
ASKED, ANSWERED = "기준 연도를 확인해 주세요.", "2012년이 기준입니다."


def open_panel(tab: Page, name: str) -> None:
    toggle = tab.locator(f"[data-side-panel-toggle='{name}']")
    if toggle.get_attribute("aria-expanded") == "false":
        toggle.click()
    expect(tab.locator(f"[data-side-panel='{name}']")).to_be_visible()


def save(tab: Page) -> None:
    """Wait for the editor that is shown after saving, not for the one that saves by itself meanwhile."""
    with tab.expect_navigation():
        tab.get_by_role("button", name="초안 저장").click()
    tab.wait_for_load_state("load")


def ask(author: Page, address: str) -> None:
    author.goto(address)
    open_panel(author, "comments")
    author.locator("[data-contentpath='one_line']").first.hover()
    author.locator("[data-contentpath='one_line'] [data-comment-add]").click()
    author.locator(".comment textarea").fill(ASKED)
    author.locator(".comment").get_by_role("button", name="의견").press("Enter")
    author.locator("[name='action-submit']").click()
    expect(author.locator(".messages")).to_contain_text("검토")


def unfold(comment: Locator) -> None:
    """A click before the editor's script is ready is lost."""
    comment.page.wait_for_load_state("networkidle")
    for _again in range(20):
        if comment.locator("textarea").is_visible():
            break
        comment.click()
    expect(comment.locator("textarea")).to_be_visible()


def resolve(comment: Locator) -> None:
    """The menu shuts again where the comment is drawn anew while it opens, and what is chosen of it then is lost."""
    item = comment.get_by_role("menuitem", name="해결").first
    for _again in range(20):
        comment.locator("summary, [aria-haspopup]").first.click()
        with suppress(Error, AssertionError):
            item.click(timeout=2_000)
            expect(comment).to_have_count(0, timeout=2_000)
            return
    raise AssertionError("A comment cannot be resolved.")


def answer_and_resolve(reviewer: Page, address: str) -> None:
    reviewer.goto(address)
    open_panel(reviewer, "comments")
    comment = reviewer.locator(".comment", has_text=ASKED)
    unfold(comment)
    comment.locator("textarea").fill(ANSWERED)
    # A click goes past a button that moves away under it: comments find their place beside the field.
    comment.get_by_role("button", name="답글").press("Enter")
    expect(comment.locator(".comment-reply")).to_contain_text(ANSWERED)
    save(reviewer)
    open_panel(reviewer, "comments")
    unfold(comment)
    expect(comment).to_contain_text(ANSWERED)
    resolve(comment)
    save(reviewer)
    expect(reviewer.locator(".comment", has_text=ASKED)).to_have_count(0)


def overlap(one: dict, other: dict) -> bool:
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


def set_the_day(publisher: Page, address: str) -> None:
    publisher.goto(address)
    open_panel(publisher, "status")
    publisher.locator(f"[data-a11y-dialog-show='{DIALOG[1:]}']").first.click()
    button = publisher.locator(f"{DIALOG} button[type='submit']")
    for field in ("#id_go_live_at", "#id_expire_at"):
        publisher.locator(field).click()
        calendar = publisher.locator(f"{DIALOG} .xdsoft_datetimepicker:visible")
        for covered in (button, publisher.locator("#id_go_live_at"), publisher.locator("#id_expire_at")):
            assert not overlap(calendar.bounding_box(), covered.bounding_box())
    publisher.locator("#id_go_live_at").fill("2100-05-02 09:00")
    publisher.locator("#id_expire_at").fill("2100-05-09 09:00")
    with publisher.expect_navigation():
        button.click()


@pytest.mark.long
def test_page_is_talked_about_and_gets_its_day(desk: Desk):
    page = PolicyPage.objects.get(slug="nanum-car", locale__language_code="ko")
    address = f"/admin/pages/{page.pk}/edit/"
    ask(desk("author"), address)
    reviewer = desk("reviewer")
    answer_and_resolve(reviewer, address)
    reviewer.locator("[data-workflow-action-name='approve']").click()
    expect(reviewer.locator(".messages")).to_contain_text("다음 단계")

    publisher = desk("publisher")
    set_the_day(publisher, address)
    publisher.get_by_role("button", name="승인하고 예약").click()
    expect(publisher.locator(".messages")).to_contain_text("2100년 5월 2일")
    publisher.goto("/admin/")
    expect(publisher.locator(".desk-waiting li", has_text=page.title)).to_contain_text("게시 예약 취소")

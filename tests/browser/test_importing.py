"""An author brings policies from a file, puts one right, makes the drafts and takes them back."""

from playwright.sync_api import Page, expect

from .conftest import Desk
from .test_accessibility import FAULTS, RULES

TABLE = (
    "id,area,title_ko,one_line_ko,year_started\r\n"
    "evening-market-bus,교통,저녁시장 버스,저녁시장이 서는 날에 버스가 더 다닌다.,2013\r\n"
    "morning-market-bus,교통,새벽시장 버스,새벽시장에 버스가 더 다닌다.,이천십삼\r\n"
)
NARROW = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def looked_at(tab: Page, axe: str) -> None:
    """Accessible, and no wider than a phone."""
    tab.locator(".desk").first.wait_for()
    tab.evaluate(axe)
    assert tab.evaluate(FAULTS.replace("document", "'.desk'"), RULES) == []
    tab.set_viewport_size({"width": 390, "height": 800})
    assert tab.evaluate(NARROW)
    tab.set_viewport_size({"width": 1280, "height": 900})


def test_file_goes_through_its_preview_to_drafts_and_back(desk: Desk, axe: str):
    tab = desk("author")
    tab.goto("/admin/")
    tab.get_by_role("link", name="자료 가져오기").click()
    tab.wait_for_url("**/admin/desk/imports/")
    looked_at(tab, axe)
    file = {"name": "정책.csv", "mimeType": "text/csv", "buffer": TABLE.encode("cp949")}
    tab.locator("[type=file]").set_input_files(file)
    tab.get_by_role("button", name="올리고 미리 보기").click()
    expect(tab.locator(".desk-faults")).to_contain_text("시작 연도")
    looked_at(tab, axe)

    tab.get_by_role("link", name="새벽시장 버스").click()
    expect(tab.locator("#fault-year_started")).to_be_visible()
    looked_at(tab, axe)
    tab.locator("[name=year_started]").fill("2013")
    tab.get_by_role("button", name="저장", exact=True).click()
    tab.get_by_role("button", name="2행 기록").click()
    expect(tab.locator(".messages")).to_contain_text("게시된 것은 없습니다")
    expect(tab.locator(".desk-made a")).to_have_text(["저녁시장 버스", "새벽시장 버스"])
    looked_at(tab, axe)

    tab.get_by_role("link", name="이 가져오기 되돌리기").click()
    tab.wait_for_url("**/undo/")
    looked_at(tab, axe)
    tab.get_by_role("button", name="이 가져오기 되돌리기").click()
    expect(tab.locator(".messages")).to_contain_text("2개 페이지에 기록한 내용을 되돌렸습니다")

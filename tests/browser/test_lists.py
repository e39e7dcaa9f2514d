"""The lists of the admin on a phone: what is wider than the screen can be scrolled to."""

from playwright.sync_api import Page

from .conftest import Desk

# Parts of a list that lie beyond the screen, in nothing that can be scrolled sideways.
CUT_OFF = """() => [...document.querySelectorAll("main header *, main table.listing")].filter((part) => {
  if (part.closest("[hidden], .form-side") || part.getBoundingClientRect().right <= innerWidth + 1) return false;
  for (let around = part.parentElement; around; around = around.parentElement)
    if (getComputedStyle(around).overflowX === "auto") return false;
  return part.getBoundingClientRect().width > 0;
}).map((part) => part.outerHTML.slice(0, 80))"""


def test_list_of_pictures_fits_a_phone(desk: Desk):
    tab: Page = desk("administrator")
    tab.set_viewport_size({"width": 390, "height": 844})
    for address in ("/admin/images/", "/admin/documents/"):
        tab.goto(address)
        tab.locator("table.listing").wait_for()
        assert tab.evaluate(CUT_OFF) == []

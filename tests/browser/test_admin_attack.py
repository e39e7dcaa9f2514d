"""The admin under attack: every page of it with hostile text in every field, in a real browser. Nothing runs.

Each page is looked at for what the policy had to stop, what ran, what was taken for markup and whom it called.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, URLResolver, get_resolver, resolve, reverse
from playwright.sync_api import Browser, Locator, Page, expect

from seoulsolution.archive.models import PolicyPage
from tests.core.files.samples import pdf, photograph

from . import hostile
from .conftest import PATIENCE

VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.debug("violation", event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample))
"""
FOUND = """([foreign, evaluated]) => {
  const links = "[href^='javascript:' i], [action^='javascript:' i]";
  const marks = `${links}, [${foreign}], [hx-get="/ran"], [x-init], [src="/ran"]`;
  const found = [...document.querySelectorAll(marks)].map((element) => element.outerHTML.slice(0, 200));
  if (window.ran) found.push("ran");
  const html = document.documentElement.innerHTML, at = html.indexOf(evaluated);
  if (at >= 0) found.push(`evaluated: ${html.slice(at - 80, at + 20)}`);
  return found;
}"""
ADDRESSES = """() => [...document.querySelectorAll("a[href], [data-url], [data-w-dialog-url-value]")]
  .map((element) => element.href || element.dataset.url || element.dataset.wDialogUrlValue)"""
# Not pages: what ends the session or fails by intent, files, and the parts and answers that scripts fetch.
NO_PAGES = re.compile(
    r"/logout/|/failwhale/|/test404/|/login/|/password_reset/|jsi18n|/api/|/sprite/|/dismissibles/|/pofile/|/bulk/|/export"
    r"|/results/|choose|-autocomplete|/block-preview/|/embeds/|/import/process|[?&]export=|/documents/\d+/[^/]+$|/translations/\d+/(po|xliff)/|\.(csv|xlsx)(\?|$)|\^|\(\?"
)


class Watch:
    """A tab, and what was wrong in it, page by page."""

    def __init__(self, tab: Page, site: str) -> None:
        self.tab, self.site = tab, site
        self.faults: list[str] = []
        tab.add_init_script(VIOLATIONS)
        tab.on("pageerror", lambda error: self.note(f"error: {error}"))
        tab.on("console", lambda message: self.note(message.text) if message.text.startswith("violation") else None)
        tab.on("dialog", lambda dialog: (self.note(f"dialog: {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda request: self.request(request.url))

    def note(self, fault: str) -> None:
        self.faults.append(f"{urlsplit(self.tab.url).path}: {fault[:300]}")

    def request(self, url: str) -> None:
        if not url.startswith((self.site, "data:", "blob:")) or urlsplit(url).path == "/ran":
            self.note(f"called {url}")

    def look(self) -> None:
        for frame in self.tab.frames:
            for found in frame.evaluate(FOUND, [hostile.FOREIGN, hostile.EVALUATED]):
                self.note(found)

    def open(self, address: str) -> int:
        answer = self.tab.goto(address, wait_until="load")
        self.look()
        return answer.status


@pytest.fixture(scope="module")
def hostile_site(serve: Callable[[str], AbstractContextManager[str]]) -> Iterator[str]:
    with serve("tests.browser.hostile") as address:
        yield address


@pytest.fixture
def watch(browser: Browser, hostile_site: str) -> Iterator[Watch]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=hostile_site)
    context.set_default_timeout(PATIENCE)
    session = {"name": "sessionid", "value": "planted-session-of-superuser", "url": hostile_site}
    context.add_cookies([session])
    yield (watched := Watch(context.new_page(), hostile_site))
    context.close()
    assert watched.faults == []


def kind_of(address: str) -> str | None:
    """What tells a page of the admin from another of its kind; None for what is none."""
    path = urlsplit(address).path
    if not path.startswith("/admin/") or NO_PAGES.search(address):
        return None
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def without_arguments(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address that is the same for all objects, so that a new one is walked to by itself."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from without_arguments(pattern, route)
        elif "<" not in route:
            yield f"/{route}"


@pytest.mark.long
def test_every_page_of_the_admin_shows_text_as_text(watch: Watch):
    page = PolicyPage.objects.get(slug="topis", locale__language_code="en")
    waiting = ["/admin/", reverse("desk:translation", args=[page.pk])]
    waiting += [path for path in without_arguments(get_resolver()) if kind_of(path)]
    seen: dict[str, int] = {}
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind is None or kind in seen:
            continue
        seen[kind] = watch.open(address)
        found = watch.tab.evaluate(ADDRESSES)
        waiting += [url.removeprefix(watch.site) for url in found if url and url.startswith((watch.site, "/"))]
    assert {kind: status for kind, status in seen.items() if status >= 400} == {}
    own = {kind_of(reverse(f"wagtailadmin_pages:{name}", args=[page.pk])) for name in ("edit", "history")}
    assert own | {"wagtailimages:edit", "desk:translation"} <= {*seen}
    assert len(seen) > 90


def choose(watch: Watch, button: Locator) -> None:
    """Open a chooser and look at what it offers."""
    button.scroll_into_view_if_needed()
    button.click()
    modal = watch.tab.locator(".modal-content")
    modal.locator("h1, h2").first.wait_for()
    watch.look()
    modal.locator("[data-dismiss=modal]").first.click()
    expect(modal).to_have_count(0)


def test_editor_with_every_block_row_and_chooser(watch: Watch):
    tab = watch.tab
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    watch.open(f"/admin/pages/{page.pk}/edit/")
    expect(tab.locator("[data-controller=starter]")).to_have_count(0)
    for part in tab.locator("[role=tab]:visible").all():
        part.click()
        for button in tab.locator("[id$='-ADD']:visible").all():
            rows = tab.locator(f"#{button.get_attribute('id').removesuffix('ADD')}FORMS > *")
            before = rows.count()
            button.click()
            expect(rows).to_have_count(before + 1)
        kinds = {}
        for button in tab.locator("[data-chooser-action-choose]:visible").all():
            kinds[button.evaluate("button => button.closest('[data-chooser-url]').dataset.chooserUrl")] = button
        for button in kinds.values():
            choose(watch, button)
    tab.locator("[role=tab]", has_text="매뉴얼").click()
    blocks = tab.locator("[data-contentpath=background]")
    for number in range(4):
        blocks.locator("> * .c-sf-add-button").last.click()
        tab.locator("[role=option]:visible").nth(number).click()
    text = blocks.locator("[contenteditable=true]").first
    text.click()
    tab.keyboard.type("a")
    tab.keyboard.press("Shift+Home")
    tab.locator("button[name=LINK]:visible").first.click()
    tab.locator(".modal-content a[href*='external-link']").click()
    tab.locator(".modal-content input[name$=url]").fill("javascript:window.ran=1")
    tab.locator(".modal-content [type=submit]").click()
    expect(tab.locator(".modal-content .error-message")).to_be_visible()
    watch.look()


def test_panels_beside_the_editor(watch: Watch):
    page = PolicyPage.objects.get(slug="topis", locale__language_code="ko")
    watch.open(f"/admin/pages/{page.pk}/edit/")
    for name in ("status", "checks", "comments", "preview"):
        watch.tab.locator(f"[data-side-panel-toggle={name}]").click()
        expect(watch.tab.locator(f"[data-side-panel={name}]")).to_be_visible()
    # The old frame goes when the new one is there.
    watch.tab.frame_locator("#w-preview-iframe").locator("h1").first.wait_for()
    expect(watch.tab.locator("[data-side-panel=preview] iframe")).to_have_count(1)
    watch.look()


def test_uploading_shows_names_as_text(watch: Watch, tmp_path: Path):
    for address, content, ending in (("images", photograph(), "jpg"), ("documents", pdf(), "pdf")):
        file = tmp_path / f"<img src=x data-ran onerror=ran=1>.{ending}"
        file.write_bytes(content)
        watch.open(f"/admin/{address}/multiple/add/")
        watch.tab.locator("input[type=file]").set_input_files(file)
        watch.tab.locator("#upload-list form").first.wait_for()
        watch.look()


PUBLIC = [
    "", "policies/", "policies/transportation/", "policies/transportation/owl-bus/", "policies/seoul-policy-office/",
    "policies/transportation/gone/", "glossary/", "corrections/", "search/?q=ran", "sitemap/", "nowhere/",
]  # fmt: skip


def test_public_pages_show_text_as_text(watch: Watch):
    for address in PUBLIC:
        for language in ("ko", "en"):
            watch.open(f"/{language}/{address}")
            assert hostile.FOREIGN in watch.tab.inner_text("body"), address


def test_attack_is_noticed(browser: Browser, hostile_site: str):
    """The same eyes see what they are to see when something runs."""
    context = browser.new_context(base_url=hostile_site)
    watched = Watch(context.new_page(), hostile_site)
    watched.open("/ko/")
    watched.tab.set_content(f"<main>{hostile.LONGEST} {hostile.EVALUATED}</main>")
    watched.look()
    context.close()
    told = "\n".join(watched.faults)
    for part in ("called", "evaluated", "data-ran", "javascript:", "hx-get"):
        assert part in told

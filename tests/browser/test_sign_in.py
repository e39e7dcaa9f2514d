"""A new member of staff signs in, sets up app and passkey, and signs out everywhere, in a real browser."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import PATIENCE
from .test_accessibility import FAULTS, OF_COLOURS, RULES

PASSWORD = "a long walk by the river"
DEVICE = "Chrome, Linux"
WORDS = {
    "ko": {"wrong": "맞지 않습니다", "required": "2단계 인증이 필수입니다", "passkey": "패스키로 로그인"},
    "en": {"wrong": "is not right", "required": "A second factor is required", "passkey": "Sign in with a passkey"},
}
# The pages beside the way, half of them in each language: those of a member of staff, and those of anybody.
PAGES = {
    "ko": ["password/", "confirm/code/", "confirm/passkey/", "security/codes/new/", "security/passkeys/{key}/"],
    "en": ["sign-out/", "confirm/", "security/app/remove/", "security/passkeys/{key}/remove/", "inactive/"],
}
BEFORE = {
    "ko": ["password/forgotten/", "password/forgotten/sent/"],
    "en": ["password/new/", "password/new/1-x/", "directory/cancelled/"],
}
KEYS = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def code(key: str, *, later: int = 0) -> str:
    """What an app shows, `later` steps of 30 seconds from now: a clock may be one step off, and a code counts once."""
    counter = struct.pack(">Q", int(time.time()) // 30 + later)
    digest = hmac.new(base64.b32decode(key), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def context(browser: Browser, site: str):
    """Browsers know passkeys at names, not at numbers. A message on the console fails the test."""
    made = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=site.replace("127.0.0.1", "localhost"), color_scheme="light"
    )
    made.set_default_timeout(PATIENCE)
    faults: list[str] = []
    made.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    made.on("weberror", lambda error: faults.append(str(error.error)) if "/admin/" not in error.page.url else None)
    yield made
    made.close()
    assert faults == []


def look(page: Page, axe: str, *, dark: bool = False) -> None:
    """axe finds nothing, and nothing stands outside of the page."""
    page.evaluate(axe)
    assert page.evaluate(FAULTS, RULES) == []
    if dark:
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.getAnimations().forEach(one => one.finish())")
        assert page.evaluate(FAULTS, OF_COLOURS) == []
        page.emulate_media(color_scheme="light")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def give(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main form button.primary").click()


def signed_in_with_password(page: Page, language: str) -> None:
    page.goto(f"/{language}/account/sign-in/")
    give(page, login=f"officer-{language}", password=PASSWORD)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_first_days_of_a_member_of_staff(context: BrowserContext, axe: str, language: str):
    words, page = WORDS[language], context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEYS})
    path = f"/{language}/account"

    for open_page in BEFORE[language]:
        page.goto(f"{path}/{open_page}")
        look(page, axe)
    page.goto(f"{path}/sign-in/")
    give(page, login=f"officer-{language}", password="a guess")
    expect(page.get_by_role("alert").first).to_contain_text(words["wrong"])
    look(page, axe, dark=True)
    give(page, password=PASSWORD)
    expect(page).to_have_url(re.compile(f"{path}/security/$"))
    expect(page.get_by_role("main")).to_contain_text(words["required"])
    look(page, axe)
    page.goto("/admin/pages/")
    expect(page).to_have_url(re.compile("/security/$"))

    page.goto(f"{path}/security/app/")
    expect(page).to_have_url(re.compile("/confirm/"))
    look(page, axe)
    give(page, password=PASSWORD)
    expect(page.locator(".qr svg")).to_be_visible()
    look(page, axe)
    key = page.locator(".secret").inner_text()
    give(page, code=code(key))
    expect(page.locator(".codes li")).to_have_count(10)
    look(page, axe)
    page.goto("/admin/")
    expect(page).to_have_url(re.compile("/admin/$"))

    page.goto(f"{path}/security/passkeys/add/")
    look(page, axe)
    give(page, name="Phone")
    expect(page.locator(".factors")).to_have_count(2)
    look(page, axe, dark=True)
    passkey = page.locator(".factors .links a[href*=passkeys]").first.get_attribute("href")
    for other_page in PAGES[language]:
        assert page.goto(f"{path}/{other_page}".format(key=passkey.split("/")[-2])).ok
        look(page, axe)
    page.locator(".account-menu button").click()
    expect(page).to_have_url(re.compile(f"{path}/sign-in/$"))

    signed_in_with_password(page, language)
    expect(page).to_have_url(re.compile(f"{path}/sign-in/code/$"))
    look(page, axe, dark=True)
    give(page, code=code(key, later=1))
    expect(page).to_have_url(re.compile("/admin/$"))

    elsewhere = context.browser.new_context(base_url=page.url.removesuffix("/admin/"))
    elsewhere.set_default_timeout(PATIENCE)
    elsewhere.add_cookies(context.cookies())
    context.clear_cookies()
    page.goto(f"{path}/sign-in/?next=/admin/account/")
    page.get_by_role("button", name=words["passkey"]).click()
    expect(page).to_have_url(re.compile(r":\d+/admin/account/$"))

    page.goto(f"{path}/security/sessions/")
    expect(page.locator(".devices li")).to_have_count(2)
    expect(page.locator(".devices li").first).to_contain_text(DEVICE)
    look(page, axe)
    other = elsewhere.new_page()
    assert other.goto("/admin/").status == 200
    expect(other).to_have_url(re.compile("/admin/$"))
    page.locator("button[name=everywhere]").click()
    expect(page).to_have_url(re.compile(f"{path}/sign-in/$"))
    for tab in (page, other):
        tab.goto("/admin/")
        expect(tab).to_have_url(re.compile("/account/sign-in/"))
    elsewhere.close()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_without_script_the_password_is_enough_to_begin(browser: Browser, site: str, language: str):
    plain = browser.new_context(base_url=site, java_script_enabled=False)
    plain.set_default_timeout(PATIENCE)
    page = plain.new_page()
    page.goto(f"/{language}/account/sign-in/")
    expect(page.locator("[data-passkey] button")).to_be_hidden()
    signed_in_with_password(page, language)
    expect(page).to_have_url(re.compile("/account/(security|sign-in/code)/$"))
    plain.close()

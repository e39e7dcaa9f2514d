"""Where somebody is signed in, and how it ends."""

import time

import pytest
from django.contrib.auth.models import User
from django.test import Client

from .conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db

NEW = "quite another walk by the river"


@pytest.fixture
def elsewhere(officer: User) -> Client:
    client = Client(REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Version/18 Safari/604")
    sign_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_list_names_devices_and_addresses(desk: Client, elsewhere: Client, language: str):
    text = desk.get(f"/{language}/account/security/sessions/").content.decode()
    for word in ("Chrome, Windows", "Safari, iPhone", "198.51.100.7", "127.0.0.1"):
        assert word in text
    assert text.count({"ko": "현재 기기", "en": "this one"}[language]) == 1


def test_list_names_nobody_elses(desk: Client, language: str):
    User.objects.create_superuser("second", "second@seoul.example", PASSWORD)
    sign_in(Client(REMOTE_ADDR="203.0.113.5"), "second")
    assert "203.0.113.5" not in desk.get(f"/{language}/account/security/sessions/").content.decode()


def test_other_sessions_are_ended(desk: Client, elsewhere: Client, language: str):
    User.objects.create_superuser("second", "second@seoul.example", PASSWORD)
    second = Client()
    sign_in(second, "second")
    assert is_in(elsewhere)
    desk.post(f"/{language}/account/security/sessions/", {"others": ""})
    assert [is_in(client) for client in (desk, elsewhere, second)] == [True, False, True]


def test_all_sessions_are_ended(desk: Client, elsewhere: Client, language: str):
    answer = desk.post(f"/{language}/account/security/sessions/", {"everywhere": ""})
    assert answer.headers["Location"] == f"/{language}/account/sign-in/"
    assert [is_in(client) for client in (desk, elsewhere)] == [False, False]


def test_change_of_the_password_ends_other_sessions(desk: Client, elsewhere: Client, language: str):
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert desk.post(f"/{language}/account/password/", data).status_code == 302
    assert [is_in(client) for client in (desk, elsewhere)] == [True, False]
    assert "198.51.100.7" not in desk.get(f"/{language}/account/security/sessions/").content.decode()


def test_password_set_by_an_administrator_ends_the_sessions(desk: Client, officer: User):
    officer.set_password(NEW)
    officer.save()
    assert not is_in(desk)


@pytest.mark.parametrize(("away", "expected"), [(7100, True), (7300, False)])
def test_session_ends_when_it_is_not_used(desk: Client, monkeypatch, away: int, expected: bool):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + away)
    assert is_in(desk) is expected


def test_session_ends_after_half_a_day_however_busy(desk: Client, monkeypatch):
    now = time.time()
    for minutes in range(0, 720, 60):
        monkeypatch.setattr(time, "time", lambda minutes=minutes: now + minutes * 60)
        assert is_in(desk)
    monkeypatch.setattr(time, "time", lambda: now + 12 * 3600 + 1)
    assert not is_in(desk)


def test_editor_that_was_left_open_is_no_use(desk: Client, monkeypatch):
    now = time.time()
    for minutes in range(0, 130, 10):
        monkeypatch.setattr(time, "time", lambda minutes=minutes: now + minutes * 60)
        desk.post("/admin/editing-sessions/release/1/")
    assert not is_in(desk)


def test_old_session_is_a_reader_on_public_pages(desk: Client, monkeypatch):
    from wagtail.models import PageViewRestriction

    from seoulsolution.archive.models import PolicyPage

    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert desk.get(page.url).status_code == 200
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 7300)
    assert desk.get(page.url).status_code == 302


def test_session_ends_with_the_browser(officer: User):
    client = Client()
    sign_in(client)
    cookie = client.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_session_gets_a_new_name_at_the_sign_in(officer: User):
    client = Client()
    client.get("/en/account/sign-in/passkey/", HTTP_ACCEPT="application/json")
    before = client.cookies["sessionid"].value
    sign_in(client)
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/130.0 Safari", "Samsung Internet, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Gecko/20100101 Firefox/140.0", "Firefox, macOS"),
        ("curl/8", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_device_is_named_by_its_browser(header: str, name: str):
    from django.utils.translation import override

    from seoulsolution.core.accounts.templatetags.account_text import device

    with override("en"):
        assert device(header) == name

"""The only way in, and what it tells about accounts: nothing."""

import re

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db

WRONG = {"ko": "이름 또는 비밀번호가 맞지 않습니다.", "en": "The name or the password is not right."}


def words(answer) -> str:
    """The page without what differs with each answer."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return re.sub(r'value="[^"]*" autocomplete="username"|value="[^"]*"', "", text)


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/pages/", "/admin/users/", "/_util/login/"])
def test_every_door_of_the_admin_leads_to_the_sign_in(reader: Client, language: str, path: str):
    answer = reader.get(path, HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 302
    assert answer.headers["Location"].split("?")[0] == f"/{language}/account/sign-in/"


@pytest.mark.parametrize("path", ["", "done/", "confirm/MQ/abc-123/", "complete/"])
def test_password_reset_of_wagtail_leads_to_ours(reader: Client, language: str, path: str):
    for answer in (
        reader.get(f"/admin/password_reset/{path}", HTTP_ACCEPT_LANGUAGE=language),
        reader.post(f"/admin/password_reset/{path}", {"email": "a@b.c"}, HTTP_ACCEPT_LANGUAGE=language),
    ):
        assert answer.headers["Location"] == f"/{language}/account/password/forgotten/"


def test_login_form_of_wagtail_signs_nobody_in(reader: Client, officer: User):
    reader.post("/admin/login/", {"username": "officer", "password": PASSWORD})
    assert reader.get("/admin/").status_code == 302


@pytest.mark.parametrize("name", ["officer", "officer@seoul.example", "Officer@Seoul.example"])
def test_staff_sign_in_with_name_or_address(reader: Client, officer: User, language: str, name: str):
    answer = sign_in(reader, name, language=language)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert reader.get("/admin/").status_code == 200


def test_superuser_made_by_django_signs_in(reader: Client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", username="chief", email="chief@seoul.example", interactive=False, verbosity=0)
    assert sign_in(reader, "chief").headers["Location"] == "/admin/"


def test_address_of_two_accounts_signs_in_neither(reader: Client, officer: User):
    User.objects.create_superuser("second", "officer@seoul.example", PASSWORD)
    assert sign_in(reader, "officer@seoul.example").status_code == 200
    assert sign_in(reader, "second").status_code == 302


def test_unknown_and_inactive_accounts_look_like_a_wrong_password(officer: User, language: str):
    User.objects.create_superuser("former", "former@seoul.example", PASSWORD, is_active=False)
    tries = [("officer", "wrong"), ("officer@seoul.example", "wrong"), ("nobody", PASSWORD), ("x@y.example", "wrong")]
    answers = [sign_in(Client(), *pair, language=language) for pair in [*tries, ("former", PASSWORD)]]
    assert {answer.status_code for answer in answers} == {200}
    assert len({words(answer) for answer in answers}) == 1
    assert WRONG[language] in answers[0].content.decode()


@pytest.mark.parametrize("name", ["officer", "officer@seoul.example", "keyless", "nobody", "nobody@seoul.example"])
def test_every_failure_costs_one_hash_and_as_many_queries(officer: User, monkeypatch, name: str):
    User.objects.create_superuser("keyless", "", None)
    hashed = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given))
    client = Client()
    client.get("/en/account/sign-in/")
    with CaptureQueriesContext(connection) as queries:
        sign_in(client, name, "wrong")
    assert len(hashed) == 1
    assert len(queries) == 8


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_sign_in_leads_to_no_other_site(reader: Client, officer: User, target: str):
    data = {"login": "officer", "password": PASSWORD, "next": target}
    assert reader.post("/en/account/sign-in/", data).headers["Location"] == "/admin/"


def test_sign_in_leads_to_where_it_was_asked(reader: Client, officer: User):
    asked = reader.get("/admin/reports/site-history/", HTTP_ACCEPT_LANGUAGE="en").headers["Location"]
    assert 'name="next" value="/admin/reports/site-history/"' in reader.get(asked).content.decode()
    data = {"login": "officer", "password": PASSWORD, "next": "/admin/reports/site-history/"}
    assert reader.post("/en/account/sign-in/", data).headers["Location"] == "/admin/reports/site-history/"


@pytest.mark.parametrize("path", ["sign-up/", "directory/sign-up/"])
def test_nobody_signs_up(reader: Client, language: str, path: str):
    data = {"username": "me", "email": "me@example.org", "password1": PASSWORD, "password2": PASSWORD}
    answer = reader.post(f"/{language}/account/{path}", data)
    assert answer.headers["Location"] == f"/{language}/account/sign-in/"
    assert not User.objects.filter(username="me").exists()


def test_administrator_makes_an_account_without_password(admin_client: Client):
    data = {"username": "new", "email": "new@seoul.example", "first_name": "N", "last_name": "W", "is_active": "on"}
    assert admin_client.post("/admin/users/new/", data).status_code == 302
    assert not User.objects.get(username="new").has_usable_password()


def test_sign_out_ends_the_session(desk: Client, language: str):
    assert desk.get(f"/{language}/account/sign-out/").status_code == 200
    assert desk.post(f"/{language}/account/sign-out/").headers["Location"] == f"/{language}/account/sign-in/"
    assert desk.get("/admin/").status_code == 302


def test_sign_out_of_the_admin_leads_to_the_sign_in(desk: Client):
    answer = desk.post("/admin/logout/", HTTP_ACCEPT_LANGUAGE="en")
    assert answer.headers["Location"] == "/en/account/sign-in/"
    assert desk.get("/admin/").status_code == 302


def test_form_without_token_is_refused(officer: User, language: str):
    assert sign_in(Client(enforce_csrf_checks=True), language=language).status_code == 403

"""What is recorded of signing in, and what never is."""

import logging

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import ModelLogEntry

from .conftest import KEY, PASSWORD, code, confirm, sign_in

pytestmark = pytest.mark.django_db

NEW = "quite another walk by the river"


def actions(user: User) -> list[str]:
    entries = ModelLogEntry.objects.for_instance(user).order_by("timestamp", "pk")
    return [entry.action.removeprefix("accounts.") for entry in entries if entry.action.startswith("accounts.")]


def test_a_day_of_an_account_is_on_record(officer: User, phone: str, caplog, django_capture_on_commit_callbacks):
    caplog.set_level(logging.INFO, "seoulsolution")
    client = Client(REMOTE_ADDR="192.0.2.1")
    sign_in(client, "officer", "a typed secret")
    sign_in(client, "my secret typed as a name", "a typed secret")
    sign_in(client)
    client.post("/en/account/sign-in/code/", {"code": "000000"})
    shown = code()
    client.post("/en/account/sign-in/code/", {"code": shown})
    confirm(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/account/security/codes/new/")
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    client.post("/en/account/security/app/remove/")
    client.post("/en/account/security/sessions/", {"everywhere": ""})
    assert actions(officer) == [
        "wrong_code", "sign_in", "codes_made", "password_changed", "factor_removed", "factor_removed", "sessions_ended",
    ]  # fmt: skip
    assert ModelLogEntry.objects.get(action="accounts.sign_in").data == {"by_means_of": "password totp"}
    lines = caplog.text
    assert f"sign in failed account={officer.pk} address=192.0.2.1" in lines
    assert "sign in failed account=none address=192.0.2.1" in lines
    assert f"sign out account={officer.pk}" in lines
    kept = lines + str(list(ModelLogEntry.objects.values()))
    for secret in ("typed", PASSWORD, NEW, KEY, shown, "000000", *codes, "officer@seoul.example"):
        assert secret not in kept


def test_administrators_read_it_in_their_language(desk: Client, officer: User, language: str):
    text = desk.get("/admin/reports/site-history/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
    assert {"ko": "로그인했습니다", "en": "Signed in"}[language] in text


def test_reset_of_a_factor_names_who_did_it(desk: Client, officer: User):
    lost = User.objects.create_user("lost", "lost@seoul.example", PASSWORD)
    desk.post(f"/admin/users/{lost.pk}/second-factors/")
    assert ModelLogEntry.objects.get(action="accounts.factors_reset").user == officer


def test_refused_attempts_are_noted(officer: User, caplog):
    caplog.set_level(logging.INFO, "seoulsolution")
    for _ in range(6):
        sign_in(Client(REMOTE_ADDR="192.0.2.1"), "nobody", "wrong")
    assert "too many attempts account=none address=192.0.2.1" in caplog.text

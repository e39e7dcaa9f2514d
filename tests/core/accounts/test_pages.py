"""Every page of the account, in both languages: found by staff, and by nobody else."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from seoulsolution.core.accounts.urls import urlpatterns

from .conftest import confirm

pytestmark = pytest.mark.django_db

OPEN = [
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
]
OWN = [
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "usersessions_list",
]
OF_THE_PHONE = [
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
]


def check(answer, language: str) -> None:
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in text
    assert text.count("<h1>") == 1
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*(src=|application/json))|<style| style=| on\w+=", text)
    other = "en" if language == "ko" else "ko"
    assert f'href="/{other}/account/' in text
    if language == "en":
        assert not re.search("[가-힣]", text.replace("한국어", "").replace("서울정책아카이브", ""))


@pytest.mark.parametrize("name", OPEN)
def test_page_before_the_sign_in(reader: Client, language: str, name: str):
    check(reader.get(reverse(name)), language)


@pytest.mark.parametrize("name", OWN)
def test_page_of_somebody_who_signed_in(desk: Client, language: str, name: str):
    confirm(desk)
    check(desk.get(reverse(name)), language)


@pytest.mark.parametrize("name", OF_THE_PHONE)
def test_page_of_somebody_with_a_second_factor(desk: Client, phone: str, language: str, name: str):
    confirm(desk)
    check(desk.get(reverse(name)), language)


def test_recovery_codes_come_as_a_file(desk: Client, phone: str, language: str):
    confirm(desk)
    answer = desk.get(reverse("mfa_download_recovery_codes"))
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "no-store" in answer.headers["Cache-Control"]
    assert len(re.findall(r"^\d{8}$", answer.content.decode(), re.MULTILINE)) == 10


@pytest.mark.parametrize("pattern", [p for p in urlpatterns if p.name not in OPEN], ids=lambda p: p.name)
def test_page_of_the_account_is_closed_to_readers(reader: Client, pattern):
    arguments = {"pk": 1} if "<int:pk>" in str(pattern.pattern) else {}
    arguments |= {"uidb36": "1", "key": "x-y"} if "uidb36" in str(pattern.pattern) else {}
    address = reverse(pattern.name, kwargs=arguments)
    for answer in (reader.get(address, follow=True), reader.post(address, follow=True)):
        at = answer.redirect_chain[-1][0].split("?")[0] if answer.redirect_chain else address
        assert at == reverse("account_login") or answer.status_code in (403, 404) or "uidb36" in arguments
        assert "no-store" in answer.headers["Cache-Control"] or answer.status_code in (403, 404)


@pytest.mark.parametrize("path", ["email/", "login/", "3rdparty/", "signup/", "login/code/", "social/signup/"])
def test_what_allauth_has_besides_is_not_there(desk: Client, language: str, path: str):
    assert desk.get(f"/{language}/account/{path}").status_code == 404


def test_readers_get_no_cookie_and_no_way_in(reader: Client, language: str):
    for path in ("", "policies/", "search/?q=bus", "sitemap/"):
        answer = reader.get(f"/{language}/{path}")
        assert not answer.cookies
        assert "/account/" not in answer.content.decode()
    assert "account" not in reader.get(f"/sitemap-{language}.xml").content.decode()
    assert not reader.cookies


def test_account_page_of_the_admin_leads_to_the_security_page(desk: Client, officer: User):
    profile = UserProfile.get_for_user(officer)
    for language, _name in settings.LANGUAGES:
        profile.preferred_language = language
        profile.save()
        text = desk.get("/admin/account/").content.decode()
        assert f'href="/{language}/account/security/"' in text
        assert {"ko": "보안", "en": "Security"}[language] in text
        assert "old_password" not in text

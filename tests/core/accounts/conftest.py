"""A person of the staff, and what they hold in their hands."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.test import Client

PASSWORD = "a long walk by the river"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(key: str = KEY, *, later: int = 0) -> str:
    """What an authenticator app shows (RFC 6238), `later` steps of 30 seconds from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + later)
    digest = hmac.new(base64.b32decode(key), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in(client: Client, name: str = "officer", password: str = PASSWORD, *, language: str = "en", **headers):
    data = {"login": name, "password": password}
    return client.post(f"/{language}/account/sign-in/", data, **headers)


def confirm(client: Client, language: str = "en"):
    return client.post(f"/{language}/account/confirm/", {"password": PASSWORD})


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.create_superuser("officer", "officer@seoul.example", PASSWORD)


@pytest.fixture
def phone(officer: User) -> str:
    """The key of the app that the officer has set up."""
    TOTP.activate(officer, KEY)
    RecoveryCodes.activate(officer)
    return KEY


@pytest.fixture
def required(settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def desk(officer: User) -> Client:
    """A browser in which the officer is signed in, by password alone."""
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/140.0")
    assert sign_in(client).status_code == 302
    return client

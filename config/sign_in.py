"""Says what is wrong with the settings of signing in, before anything starts."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SHORTEST_KEY = 50
FEWEST_CHARACTERS = 5
# What stands in settings for development, in documentation and in generated projects.
KNOWN_KEYS = ("django-insecure-", "for-development-only", "for-tests-only", "changeme", "secret")


def check_directory(*, issuer: str, client: str, secret: str, domain: str) -> None:
    """Raises ImproperlyConfigured with one sentence that says what to change."""
    given = {
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": client,
        "OIDC_CLIENT_SECRET": secret,
        "OIDC_EMAIL_DOMAIN": domain,
    }
    missing = [name for name, value in given.items() if not value]
    if missing == list(given):
        return
    if missing:
        raise ImproperlyConfigured(f"Single sign-on needs {', '.join(missing)} as well: set it, or none of the four.")
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ImproperlyConfigured(f"OIDC_ISSUER is {issuer!r}: give its address with https://.")


def providers(*, issuer: str, client: str, secret: str, name: str) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS for the one directory there is, or none."""
    if not issuer:
        return {}
    directory = {
        "provider_id": "directory",
        "name": name or urlsplit(issuer).hostname,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"APPS": [directory], "OAUTH_PKCE_ENABLED": True}}


def check_production(*, debug: bool, key: str, hosts: list[str]) -> None:
    """Raises ImproperlyConfigured with one sentence for what must not be served to the world."""
    if debug:
        raise ImproperlyConfigured("DEBUG is on: unset it, production settings never show errors to readers.")
    if not key:
        raise ImproperlyConfigured("SECRET_KEY is missing: give at least 50 random characters.")
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS or key.lower().startswith(KNOWN_KEYS):
        raise ImproperlyConfigured("SECRET_KEY is weak: give at least 50 random characters.")
    if not [host for host in hosts if host]:
        raise ImproperlyConfigured("ALLOWED_HOSTS is empty: give the host names of the site, separated by commas.")
    if "*" in hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS is *: give the host names of the site, separated by commas.")

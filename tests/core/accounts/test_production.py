"""How the site refuses to be served, and that nothing is left to say when it is."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.sign_in import check_production
from tests.conftest import served_from

KEY = "Aa0-bB1+cC2_dD3.eE4:" * 3


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"debug": True}, "DEBUG is on"),
        ({"key": ""}, "SECRET_KEY is missing"),
        ({"key": KEY[:49]}, "SECRET_KEY is weak"),
        ({"key": "abab" * 20}, "SECRET_KEY is weak"),
        ({"key": "django-insecure-" + KEY}, "SECRET_KEY is weak"),
        ({"hosts": []}, "ALLOWED_HOSTS is empty"),
        ({"hosts": [""]}, "ALLOWED_HOSTS is empty"),
        ({"hosts": ["solution.example", "*"]}, "ALLOWED_HOSTS is \\*"),
    ],
)
def test_production_refuses_in_one_sentence(given, sentence: str):
    whole = {"debug": False, "key": KEY, "hosts": ["solution.example"]}
    check_production(**whole)
    with pytest.raises(ImproperlyConfigured, match=sentence) as refusal:
        check_production(**(whole | given))
    assert str(refusal.value).count(". ") == 0


def run(environment) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)


def test_served_site_has_nothing_to_say_about_itself(tmp_path):
    environment = served_from(tmp_path) | {"SITE_URL": "https://solution.example", "SECRET_KEY": KEY}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser tests set it for themselves
    done = run(environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues (1 silenced)" in done.stdout
    refused = run(environment | {"DEBUG": "true"})
    assert refused.returncode != 0
    assert (
        refused.stderr.rstrip()
        .splitlines()[-1]
        .endswith("DEBUG is on: unset it, production settings never show errors to readers.")
    )

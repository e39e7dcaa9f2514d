"""One database with the starter content for every test; each test's own changes are rolled back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import translation

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database of the tests holds what a new site holds."""
    from seoulsolution.archive.loading.signals import content_loaded

    receivers, content_loaded.receivers = content_loaded.receivers, []
    with django_db_blocker.unblock():
        call_command("load_content", verbosity=0)
    content_loaded.receivers = receivers
    return


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language in turn, active while the test runs."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def reader() -> Client:
    """An anonymous reader."""
    return Client()

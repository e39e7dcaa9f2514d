import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_asked_yet():
    """The limit counts what one address asks in a minute; every test is a new one."""
    cache.clear()

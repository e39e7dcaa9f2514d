"""What every page asks for first is found without going through all pages.

A migration of Wagtail that makes its table of pages anew loses the index: then a new migration makes it again.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


def plans(path: str) -> list[str]:
    """How SQLite goes about each statement for a page."""
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(path).status_code == 200
    with connection.cursor() as cursor:
        return [row[3] for one in asked for row in cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}").fetchall()]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases go through a table as small as this one")
@pytest.mark.parametrize("path", ["/ko/about/", "/en/about/", "/en/policies/housing/citizen-apartments/"])
def test_page_is_found_without_going_through_all_pages(path: str):
    found = plans(path)
    assert any("wagtailcore_page_slug" in step for step in found)
    assert any("seoulsolution_page_depth" in step for step in found)
    assert [step for step in found if "SCAN wagtailcore_page" in step] == []

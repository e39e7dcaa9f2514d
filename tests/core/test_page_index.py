"""What every page asks for first is found without going through all pages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.core import page_index
from seoulsolution.core.apps import CoreConfig

pytestmark = pytest.mark.django_db


def plans(path: str) -> list[str]:
    """How the database goes about each statement for a page."""
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(path).status_code == 200
    with connection.cursor() as cursor:
        return [row[3] for one in asked for row in cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}").fetchall()]


@pytest.mark.parametrize("path", ["/ko/about/", "/en/about/", "/en/policies/housing/citizen-apartments/"])
def test_page_is_found_without_going_through_all_pages(path: str):
    found = plans(path)
    assert any("wagtailcore_page_slug" in step for step in found)
    assert any(page_index.NAME in step for step in found)
    assert [step for step in found if "SCAN wagtailcore_page" in step] == []


def test_index_comes_back_with_the_next_migration():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {page_index.NAME}")
        page_index.on_migration(using=connection.alias, sender=CoreConfig)
        page_index.on_migration(using=connection.alias, sender=CoreConfig)
        assert page_index.NAME in connection.introspection.get_constraints(cursor, page_index.TABLE)

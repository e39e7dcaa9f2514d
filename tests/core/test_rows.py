import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seoulsolution.archive.models import IndicatorPage, PolicyPage
from seoulsolution.archive.policies.manual import CHILDREN
from seoulsolution.core.rows import fetch_children

pytestmark = pytest.mark.django_db


def columns(row) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("slug", ["public-transport-reform-2004", "nanjido-landfill-recovery", "citizen-apartments"])
def test_rows_are_those_of_the_database_in_their_order(language: str, slug: str):
    page = PolicyPage.objects.get(slug=slug, locale__language_code=language)
    rows = fetch_children(page, CHILDREN)
    for name in CHILDREN:
        expected = list(getattr(page, name).order_by("sort_order", "pk"))
        assert [columns(row) for row in rows[name]] == [columns(row) for row in expected], name


def test_rows_of_every_page_are_its_own():
    statements = {
        page.slug: fetch_children(page, ("observations",))["observations"]
        for page in IndicatorPage.objects.filter(locale__language_code="ko")
    }
    assert len(statements) == 47
    for slug, rows in statements.items():
        assert rows
        assert all(row.page.slug == slug for row in rows)


def test_any_number_of_relations_costs_one_query():
    page = PolicyPage.objects.get(slug="topis", locale__language_code="en")
    with CaptureQueriesContext(connection) as captured:
        fetch_children(page, CHILDREN)
    assert len(captured) == 1

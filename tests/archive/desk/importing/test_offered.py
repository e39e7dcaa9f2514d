"""Which tables the page of imports offers to whom."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from seoulsolution.archive.desk.tables.known import TABLES

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("material_of_the_newsroom")
def test_tables_are_offered_to_those_who_bring_something_into_them(staff, editor):
    def offered(client) -> tuple[set[str], set[str]]:
        page = BeautifulSoup(client.get(reverse("desk:imports")).content, "lxml").select_one("main")
        ways = [page.select(f"{where} a[href*='table=']") for where in ("nav", "details")]
        brought, taken = ({way["href"].rpartition("=")[2] for way in found} for found in ways)
        return brought, taken

    of_policies = {name for name in TABLES if name.startswith("polic")}
    brought, taken = offered(staff("author"))
    assert brought == of_policies
    assert taken == set(TABLES) - of_policies
    assert offered(editor) == (set(TABLES), set())
    assert offered(staff("reviewer")) == (set(), set(TABLES))

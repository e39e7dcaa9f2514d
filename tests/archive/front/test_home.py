"""The home page: what leads on from it."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.archive.models import LikenessPage, ProjectCountsPage, ProjectRegisterPage

pytestmark = pytest.mark.django_db


def test_home_leads_to_who_took_a_policy_and_what_became_of_it_within_the_budget(reader: Client, language: str):
    reader.get(f"/{language}/")
    with CaptureQueriesContext(connection) as captured:
        page = BeautifulSoup(reader.get(f"/{language}/").content, "html.parser")
    assert len(captured) <= 10
    pages = [
        model.objects.get(locale__language_code=language)
        for model in (LikenessPage, ProjectRegisterPage, ProjectCountsPage)
    ]
    links = page.select("[aria-labelledby=taken] a")
    assert [(link.text, link["href"]) for link in links] == [(page.title, page.url) for page in pages]


def test_home_leaves_out_ways_that_are_not_public(reader: Client, language: str):
    for model in (LikenessPage, ProjectRegisterPage, ProjectCountsPage):
        model.objects.update(live=False)
    page = BeautifulSoup(reader.get(f"/{language}/").content, "html.parser")
    assert page.select("[aria-labelledby=taken]") == []


@pytest.mark.parametrize("path", ["", "cities/", "sharing/", "policies/"])
def test_page_says_to_search_engines_what_it_is_about(reader: Client, language: str, path: str):
    page = BeautifulSoup(reader.get(f"/{language}/{path}").content, "lxml")
    said = page.select_one('meta[name="description"]')["content"]
    assert said.strip()
    assert "{" not in said

"""The list of all pages: nested as the tree is, with what a reader may see."""

import pytest
from django.test import Client
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from seoulsolution.archive.front.page_tree import Branch, nest
from seoulsolution.archive.models import PolicyPage


def tree(*pages: tuple[int, str]) -> str:
    with override("en"):
        return nest((depth, Branch(title, f"/{title}/")) for depth, title in pages).markup


def test_pages_stand_below_the_page_above_them():
    assert tree((2, "a"), (3, "b"), (4, "c"), (3, "d"), (2, "e")) == (
        '<ul><li><a href="/a/">a</a><ul><li><a href="/b/">b</a><ul><li><a href="/c/">c</a></li></ul></li>'
        '<li><a href="/d/">d</a></li></ul></li><li><a href="/e/">e</a></li></ul>'
    )


def test_page_whose_parent_is_not_listed_stands_below_the_nearest_one():
    assert tree((2, "a"), (4, "c"), (3, "b")) == (
        '<ul><li><a href="/a/">a</a><ul><li><a href="/c/">c</a></li><li><a href="/b/">b</a></li></ul></li></ul>'
    )
    assert tree() == "<ul></ul>"


def test_title_is_never_markup_and_says_its_language():
    assert "&lt;b&gt;" in tree((2, "<b>"))
    assert '<span lang="ko">버스</span>' in tree((2, "버스"))


@pytest.mark.django_db
def test_every_public_page_is_listed_once_under_its_address(reader: Client, language: str):
    html = reader.get(f"/{language}/sitemap/").content.decode().split("page-tree", 1)[1].split("</main>")[0]
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1)
    assert sorted(html.split('href="')[1:]) == sorted(set(html.split('href="')[1:]))
    assert {part.split('"')[0] for part in html.split('href="')[1:]} == {page.url for page in pages}


@pytest.mark.django_db
def test_private_page_is_not_listed_and_one_below_it_neither(reader: Client, language: str):
    policy = PolicyPage.objects.get(slug="topis", locale__language_code=language)
    PageViewRestriction.objects.create(page=policy.get_parent(), restriction_type="login")
    html = reader.get(f"/{language}/sitemap/").content.decode()
    assert policy.url not in html
    assert f'href="{policy.get_parent().url}"' not in html

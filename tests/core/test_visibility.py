"""What is private or not translated shows up nowhere: its title is planted and looked for on every public page."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from seoulsolution.archive.models import AreaPage, GlossaryPage, IndicatorPage, PolicyOfficePage, PolicyPage
from seoulsolution.core.visibility import is_public

pytestmark = pytest.mark.django_db

TOKEN = "plantedtoken"
PLACES = [
    "/{0}/",
    "/{0}/policies/",
    "/{0}/policies/transportation/",
    "/{0}/policies/transportation/public-transport-reform-2004/",
    "/{0}/policies/seoul-policy-office/",
    "/{0}/policies/seoul-policy-office/population/",
    "/{0}/sitemap/",
    "/sitemap-{0}.xml",
    "/{0}/policies/transportation/owl-buss/",
    "/{0}/about/",
    "/{0}/glossary/",
]
PAGES = [
    (PolicyPage, "exclusive-median-bus-lanes"),
    (AreaPage, "urban-railway"),
    (PolicyOfficePage, "seoul-policy-office"),
    (IndicatorPage, "population-registered"),
    (GlossaryPage, "glossary"),
]


def seen(reader: Client, language: str) -> Iterator[str]:
    places = (place.format(language) for place in PLACES)
    return (place for place in places if TOKEN in reader.get(place).content.decode())


@pytest.mark.parametrize(("model", "slug"), PAGES)
@pytest.mark.parametrize("state", ["private", "draft"])
def test_private_pages_and_drafts_are_named_nowhere(reader: Client, language: str, model, slug: str, state: str):
    page: Page = model.objects.get(slug=slug, locale__language_code=language)
    page.title = f"{TOKEN} {page.title}"
    page.save()
    assert any(seen(reader, language)), "the title was nowhere to begin with"
    if state == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        model.objects.filter(pk=page.pk).update(live=False)
    assert list(seen(reader, language)) == []


def test_private_area_is_no_card_on_the_home_page(reader: Client, language: str):
    area = AreaPage.objects.get(slug="water", locale__language_code=language)
    assert "water" in {card.slug for card in reader.get(f"/{language}/").context["areas"]}
    PageViewRestriction.objects.create(page=area, restriction_type="login")
    assert "water" not in {card.slug for card in reader.get(f"/{language}/").context["areas"]}


def test_untranslated_page_is_listed_nowhere_as_translated(reader: Client):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="en")
    before = reader.get("/en/").context["counts"]["policies"]
    PolicyPage.objects.filter(pk=page.pk).update(passages_foreign=40, passages_total=46)
    home = reader.get("/en/")
    assert home.context["counts"]["policies"] == before - 1
    assert page.url not in home.content.decode()
    assert page.url not in reader.get("/sitemap-en.xml").content.decode()
    assert page.url not in reader.get("/en/sitemap/").content.decode()


def test_title_in_another_language_makes_a_page_untranslated():
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="en")
    assert page.is_translated
    page.title = "심야 올빼미버스"
    page.save()
    assert not PolicyPage.objects.get(pk=page.pk).is_translated


@pytest.mark.skipif(connection.vendor != "sqlite", reason="tells how SQLite goes about it")
def test_statistics_do_not_make_every_page_be_read_for_each_page():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = Page.objects.filter(is_public()).order_by().explain()
    assert plan.count("SCAN") == 2, plan  # the pages, and the restrictions

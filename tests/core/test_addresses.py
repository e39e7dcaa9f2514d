import pytest
from django.test import Client

from seoulsolution.archive.models import AreaPage, PolicyPage

pytestmark = pytest.mark.django_db


def policy(language: str, slug: str = "owl-bus") -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def test_slug_is_the_same_in_every_language(reader: Client, language: str):
    assert reader.get(f"/{language}/policies/transportation/owl-bus/").status_code == 200


def test_withdrawn_page_says_so(reader: Client, language: str):
    page = policy(language)
    page.unpublish()
    response = reader.get(f"/{language}/policies/transportation/owl-bus/")
    assert response.status_code == 410
    assert page.title in response.content.decode()


def test_deleted_page_says_so(reader: Client, language: str):
    policy(language).delete()
    assert reader.get(f"/{language}/policies/transportation/owl-bus/").status_code == 410


def test_page_that_is_published_again_is_back(reader: Client, language: str):
    page = policy(language)
    page.unpublish()
    page.save_revision().publish()
    assert reader.get(f"/{language}/policies/transportation/owl-bus/").status_code == 200


def test_moved_page_redirects_from_its_old_address(reader: Client, language: str):
    page = policy(language)
    page.move(AreaPage.objects.get(slug="environment", locale__language_code=language), pos="last-child")
    response = reader.get(f"/{language}/policies/transportation/owl-bus/")
    assert response.status_code == 301
    assert response.headers["Location"].endswith(f"/{language}/policies/environment/owl-bus/")
    moved = policy(language)
    assert moved.area.slug == "environment"


def test_short_address_goes_to_the_readers_language(reader: Client, language: str):
    response = reader.get("/p/owl-bus/", HTTP_ACCEPT_LANGUAGE=language)
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"/{language}/policies/transportation/owl-bus/")
    assert "Accept-Language" in response.headers["Vary"]


def test_short_address_falls_back_to_a_language_that_exists(reader: Client):
    policy("en").unpublish()
    response = reader.get("/p/owl-bus/", HTTP_ACCEPT_LANGUAGE="en")
    assert response.headers["Location"].endswith("/ko/policies/transportation/owl-bus/")


def test_short_address_of_a_withdrawn_policy_is_gone(reader: Client, language: str):
    policy("ko").unpublish()
    policy("en").unpublish()
    assert reader.get("/p/owl-bus/").status_code == 410
    assert reader.get("/p/never-was/").status_code == 404


def test_page_without_a_translation_offers_the_original(reader: Client):
    korean = policy("ko")
    english = policy("en")
    english.delete()
    from seoulsolution.core.models import WithdrawnAddress

    WithdrawnAddress.objects.all().delete()
    response = reader.get("/en/policies/transportation/owl-bus/")
    body = response.content.decode()
    assert response.status_code == 404
    assert korean.title in body
    assert 'href="/ko/policies/transportation/owl-bus/"' in body
    assert 'lang="ko"' in body

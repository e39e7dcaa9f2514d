import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import AreaPage, IndicatorPage, PolicyPage
from seoulsolution.core.models import WithdrawnAddress

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
    assert {policy(code).area.slug for code in ("ko", "en")} == {"environment"}
    for code in ("ko", "en"):
        assert reader.get(f"/{code}/policies/environment/owl-bus/").status_code == 200


def test_former_address_of_a_moved_page_says_that_it_was_withdrawn(reader: Client, language: str):
    page = policy(language)
    page.move(AreaPage.objects.get(slug="environment", locale__language_code=language), pos="last-child")
    policy(language).delete()
    assert reader.get(f"/{language}/policies/transportation/owl-bus/").status_code == 410
    assert reader.get(f"/{language}/policies/environment/owl-bus/").status_code == 410


@pytest.mark.usefixtures("without_handouts")
def test_former_id_leads_to_the_policy(reader: Client, language: str, django_capture_on_commit_callbacks):
    page = policy(language)
    page.slug = "night-owl"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert reader.get(f"/{language}/policies/transportation/owl-bus/").status_code == 301
    policy({"ko": "en", "en": "ko"}[language]).delete()
    WithdrawnAddress.objects.all().delete()
    answer = reader.get("/p/owl-bus/")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/p/night-owl/"


def test_id_of_another_policy_is_refused(language: str):
    page = policy(language)
    page.slug = "topis"
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "slug" in refused.value.message_dict


@pytest.mark.usefixtures("without_handouts")
def test_files_of_a_withdrawn_page_are_gone_with_it(reader: Client, language: str, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        policy(language).unpublish()
    assert reader.get(f"/pdf/{language}/owl-bus.pdf").status_code == 410
    indicator = IndicatorPage.objects.get(slug="population", locale__language_code=language)
    address = indicator.url
    indicator.unpublish()
    assert reader.get(f"{address}csv/").status_code == 410


def test_withdrawn_translation_offers_the_version_that_is_left(reader: Client, language: str):
    other = {"ko": "en", "en": "ko"}[language]
    policy(language).unpublish()
    response = reader.get(f"/{language}/policies/transportation/owl-bus/")
    assert response.status_code == 410
    assert f'href="/{other}/policies/transportation/owl-bus/"' in response.content.decode()


def test_private_page_that_is_withdrawn_leaves_no_trace(reader: Client):
    for code in ("ko", "en"):
        PageViewRestriction.objects.create(page=policy(code), restriction_type="login")
        policy(code).unpublish()
    response = reader.get("/en/policies/transportation/owl-bus/")
    assert response.status_code == 404
    assert policy("en").title not in response.content.decode()


@pytest.mark.parametrize("path", ["/EN/policies/", "/En/policies/?q=1"])
def test_language_in_capitals_leads_to_the_page(reader: Client, path: str):
    answer = reader.get(path)
    assert answer.status_code == 301
    assert answer.headers["Location"] == path.replace(path[1:3], "en", 1)


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
    WithdrawnAddress.objects.all().delete()
    response = reader.get("/en/policies/transportation/owl-bus/")
    body = response.content.decode()
    assert response.status_code == 404
    assert korean.title in body
    assert 'href="/ko/policies/transportation/owl-bus/"' in body
    assert 'lang="ko"' in body

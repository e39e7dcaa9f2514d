import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from seoulsolution.archive.models import HomePage, IndicatorPage, PolicyOfficePage, PolicyPage, TextPage, TimelineEvent
from seoulsolution.core.models import Organisation, PolicyArea, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    user = get_user_model().objects.create_superuser("administrator", "administrator@example.org", "a long password")
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("model", [HomePage, PolicyPage, PolicyOfficePage, IndicatorPage, TextPage])
def test_editor_of_every_kind_of_page_opens(administrator: Client, model, language: str):
    page = model.objects.filter(locale__language_code=language).first()
    response = administrator.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    assert page.title in response.content.decode()


@pytest.mark.parametrize("model", [PolicyArea, Topic, Organisation, TimelineEvent])
def test_list_and_editor_of_every_kind_of_term_open(administrator: Client, model):
    viewset = model.snippet_viewset
    assert administrator.get(reverse(viewset.get_url_name("list"))).status_code == 200
    term = model.objects.filter(locale__language_code="ko").first()
    assert administrator.get(reverse(viewset.get_url_name("edit"), args=[term.pk])).status_code == 200


def test_blank_policy_can_be_begun_under_an_area(administrator: Client):
    area = PolicyPage.objects.filter(locale__language_code="ko").first().get_parent()
    address = reverse("wagtailadmin_pages:add", args=["archive", "policypage", area.pk])
    assert administrator.get(address).status_code == 200


def test_preview_of_a_draft_is_for_staff_only(administrator: Client, reader: Client):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    page.title = "초안에만 있는 제목"
    page.save_revision()
    assert "초안에만 있는 제목" in administrator.get(address).content.decode()
    assert reader.get(address).status_code == 302

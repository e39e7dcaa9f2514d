import html
import json

import lxml.html
import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from seoulsolution.archive.models import (
    GlossaryPage,
    HomePage,
    IndicatorPage,
    PolicyOfficePage,
    PolicyPage,
    TextPage,
    TimelineEvent,
)
from seoulsolution.core.models import GlossaryTerm, Organisation, Place, PolicyArea, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    user = get_user_model().objects.create_superuser("administrator", "administrator@example.org", "a long password")
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("model", [HomePage, PolicyPage, PolicyOfficePage, IndicatorPage, TextPage, GlossaryPage])
def test_editor_of_every_kind_of_page_opens(administrator: Client, model, language: str):
    page = model.objects.filter(locale__language_code=language).first()
    response = administrator.get(reverse("wagtailadmin_pages:edit", args=[page.pk]), follow=True)
    assert response.status_code == 200
    assert page.title in response.content.decode()


@pytest.mark.parametrize("model", [PolicyArea, Topic, Organisation, TimelineEvent, GlossaryTerm, Place])
def test_list_and_editor_of_every_kind_of_term_open(administrator: Client, model):
    viewset = model.snippet_viewset
    assert administrator.get(reverse(viewset.get_url_name("list"))).status_code == 200
    term = model.objects.filter(locale__language_code="ko").first()
    assert administrator.get(reverse(viewset.get_url_name("edit"), args=[term.pk])).status_code == 200


def test_terms_are_found_by_a_variant_and_filtered_by_domain(administrator: Client):
    address = reverse(GlossaryTerm.snippet_viewset.get_url_name("list"))
    for query, own, other in (({"q": "NRW"}, "무수율", "버스 준공영제"), ({"domain": "housing"}, "전세", "무수율")):
        listed = administrator.get(address, {"locale": "ko", **query}).content.decode()
        assert own in listed
        assert other not in listed


@pytest.mark.parametrize(
    ("model", "query", "own", "other"),
    [
        (Topic, {"q": "버스"}, "버스", "수돗물"),
        (Organisation, {"is_partner": "true"}, "True", "False"),
        (TimelineEvent, {"q": "올림픽"}, "올림픽", "전쟁"),
    ],
)
def test_terms_and_events_are_found_and_filtered(administrator: Client, model, query, own: str, other: str):
    address = reverse(model.snippet_viewset.get_url_name("list"))
    whole = administrator.get(address, {"locale": "ko"}).context["page_obj"].paginator.count
    listed = administrator.get(address, {"locale": "ko", **query})
    found = list(listed.context["page_obj"].paginator.object_list)
    assert 0 < len(found) < whole
    said = [str(row.is_partner) if model is Organisation else str(row) for row in found]
    assert all(own in words and other not in words for words in said)


def test_topics_of_an_area_are_listed_with_its_name(administrator: Client):
    area = PolicyArea.objects.get(slug="transportation", locale__language_code="ko")
    address = reverse(Topic.snippet_viewset.get_url_name("list"))
    listed = administrator.get(address, {"locale": "ko", "area": area.pk})
    found = list(listed.context["page_obj"].paginator.object_list)
    assert found
    assert {topic.area_id for topic in found} == {area.pk}
    assert area.name in listed.content.decode()


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (" \n ", "반드시 입력해야 합니다"),
        ("전차\n" + "t" * 201, "은(는) 201자입니다. 200자까지 적을 수 있습니다."),
        ("전차\nTram\ntram", "“tram”을(를) 두 번 적었습니다."),
    ],
)
def test_editor_is_told_what_is_wrong_with_the_names_of_a_term(administrator: Client, names: str, fault: str):
    term = GlossaryTerm.objects.get(slug="tram", locale__language_code="ko")
    address = reverse(GlossaryTerm.snippet_viewset.get_url_name("edit"), args=[term.pk])
    answer = administrator.post(address, {"slug": term.slug, "names": names, "domain": term.domain, "note": ""})
    assert fault in html.unescape(answer.content.decode())
    term.refresh_from_db()
    assert term.name == "전차"


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


def test_scripts_of_the_admin_speak_in_the_words_of_the_site(administrator: Client, language: str):
    user = get_user_model().objects.get(username="administrator")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    said = administrator.get("/admin/jsi18n/").content.decode()
    assert (f'"Insert a block": {json.dumps("내용 추가")}' in said) is (language == "ko")
    assert Client().get("/admin/jsi18n/").status_code == 302


@pytest.mark.parametrize(("language", "name"), [("ko", "서울정책아카이브"), ("en", "Seoul Solution")])
def test_admin_bears_the_name_of_the_site(administrator: Client, language: str, name: str):
    user = get_user_model().objects.get(username="administrator")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    page = lxml.html.fromstring(administrator.get("/admin/").content)
    assert page.findtext(".//title").strip().endswith(f"- {name}")
    assert page.findtext(".//h1").strip() == name

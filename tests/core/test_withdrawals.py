"""Staff say why a page was withdrawn, and readers of its address are told."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from seoulsolution.archive.models import AreaPage, PolicyPage
from seoulsolution.core.models import WithdrawnAddress

pytestmark = pytest.mark.django_db

REASON = "The figures were <b>wrong</b> & are being checked."
ADDRESS = "/{0}/policies/transportation/owl-bus/"


@pytest.fixture
def withdrawn(language: str) -> WithdrawnAddress:
    PolicyPage.objects.get(slug="owl-bus", locale__language_code=language).unpublish()
    return WithdrawnAddress.objects.get(path=ADDRESS.format(language))


def edit_address(withdrawn: WithdrawnAddress) -> str:
    return reverse("withdrawals:edit", args=[withdrawn.pk])


def test_reader_is_told_when_and_why(reader: Client, admin_client: Client, language: str, withdrawn: WithdrawnAddress):
    day = {
        "ko": "{0:%Y}년 {0.month}월 {0.day}일에 게시를 중단했습니다.",
        "en": "It was withdrawn on {0.day} {0:%B} {0:%Y}.",
    }
    before = reader.get(ADDRESS.format(language)).content.decode()
    assert day[language].format(timezone.localtime(withdrawn.withdrawn_at)) in before
    assert {"ko": "사유:", "en": "The reason:"}[language] not in before
    assert admin_client.post(edit_address(withdrawn), {"reason": REASON}).status_code == 302
    answer = reader.get(ADDRESS.format(language))
    assert answer.status_code == 410
    assert "The figures were &lt;b&gt;wrong&lt;/b&gt; &amp; are being checked." in answer.content.decode()
    assert WithdrawnAddress.objects.get(pk=withdrawn.pk).withdrawn_at == withdrawn.withdrawn_at
    logged = ModelLogEntry.objects.for_instance(withdrawn).get()
    assert (logged.action, logged.user.username) == ("wagtail.edit", "admin")


def test_each_language_of_the_page_names_what_was_withdrawn_in_its_own_words(reader: Client, language: str):
    titles = {}
    for page in PolicyPage.objects.filter(slug="owl-bus").select_related("locale"):
        titles[page.locale.language_code] = page.title
        page.unpublish()
    html = reader.get(ADDRESS.format(language)).content.decode()
    assert len(set(titles.values())) == 2
    for code, title in titles.items():
        assert html.count(f'<strong lang="{code}">{title}</strong>') == 1


def test_what_is_withdrawn_in_one_language_keeps_its_name_in_the_others(
    reader: Client, language: str, withdrawn: WithdrawnAddress
):
    html = reader.get(ADDRESS.format(language)).content.decode()
    assert html.count(f'<strong lang="{language}">{withdrawn.title}</strong>') == 2


def test_reason_is_said_at_every_address_that_the_page_had(reader: Client, admin_client: Client, language: str):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    page.move(AreaPage.objects.get(slug="environment", locale__language_code=language), pos="last-child")
    PolicyPage.objects.get(pk=page.pk).delete()
    last = WithdrawnAddress.objects.get(path=f"/{language}/policies/environment/owl-bus/")
    admin_client.post(edit_address(last), {"reason": "Being checked"})
    assert "Being checked" in reader.get(ADDRESS.format(language)).content.decode()


def test_reason_that_is_too_long_is_kept_in_the_form(admin_client: Client, language: str, withdrawn: WithdrawnAddress):
    answer = admin_client.post(edit_address(withdrawn), {"reason": "x" * 2001})
    assert answer.status_code == 200
    assert "x" * 2001 in answer.content.decode()
    assert WithdrawnAddress.objects.get(pk=withdrawn.pk).reason == ""


def test_reason_is_asked_for_the_last_page_of_several_under_one_id(admin_client: Client, language: str):
    WithdrawnAddress.objects.create(
        path=f"/{language}/old/owl-bus/",
        title="Older",
        language=language,
        withdrawn_at=timezone.now() - timedelta(days=900),
    )
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    answer = admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), follow=True)
    last = WithdrawnAddress.objects.get(path=ADDRESS.format(language))
    assert edit_address(last) in answer.content.decode()


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_editor_who_withdraws_a_page_is_led_to_the_reason(admin_client: Client, language: str, way: str):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    answer = admin_client.post(reverse(f"wagtailadmin_pages:{way}", args=[page.pk]), follow=True)
    withdrawn = WithdrawnAddress.objects.get(path=ADDRESS.format(language))
    assert edit_address(withdrawn) in answer.content.decode()
    listed = admin_client.get(reverse("withdrawals:index")).content.decode()
    assert edit_address(withdrawn) in listed
    assert page.title in listed


def test_reason_can_be_said_with_the_withdrawal(admin_client: Client, reader: Client, language: str):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    assert 'name="reason"' in admin_client.get(unpublish).content.decode()
    admin_client.post(unpublish, {"reason": REASON})
    answer = reader.get(ADDRESS.format(language))
    assert answer.status_code == 410
    assert "The figures were &lt;b&gt;wrong&lt;/b&gt;" in answer.content.decode()
    withdrawn = WithdrawnAddress.objects.get(path=ADDRESS.format(language))
    assert ModelLogEntry.objects.for_instance(withdrawn).get().user.username == "admin"


def test_reason_that_is_too_long_does_not_stand_in_the_way(admin_client: Client):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="en")
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    told = admin_client.post(unpublish, {"reason": "x" * 2001}, follow=True).content.decode()
    withdrawn = WithdrawnAddress.objects.get(path=ADDRESS.format("en"))
    assert (withdrawn.reason, edit_address(withdrawn) in told) == ("", True)


def test_draft_that_is_deleted_was_never_there(admin_client: Client):
    area = AreaPage.objects.get(slug="water", locale__language_code="en")
    draft = area.add_child(instance=PolicyPage(title="Draft", slug="planted-draft", area=area.area, live=False))
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert not PolicyPage.objects.filter(pk=draft.pk).exists()
    assert not WithdrawnAddress.objects.filter(path__contains="planted-draft").exists()


def staff(*permissions: str) -> Client:
    group = Group.objects.create(name="Office")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    user = User.objects.create_user("officer")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def test_who_may_not_change_it_cannot_even_look(withdrawn: WithdrawnAddress):
    client = staff()
    for address in (edit_address(withdrawn), reverse("withdrawals:index")):
        assert client.get(address).status_code == 302
    client.post(edit_address(withdrawn), {"reason": REASON})
    assert WithdrawnAddress.objects.get(pk=withdrawn.pk).reason == ""


def test_address_is_withdrawn_with_its_page_and_not_by_hand(withdrawn: WithdrawnAddress):
    client = staff("change_withdrawnaddress", "add_withdrawnaddress", "delete_withdrawnaddress")
    assert client.get(edit_address(withdrawn)).status_code == 200
    assert client.get(reverse("withdrawals:add")).status_code == 302
    assert client.post(reverse("withdrawals:delete", args=[withdrawn.pk])).status_code == 302
    assert WithdrawnAddress.objects.filter(pk=withdrawn.pk).exists()


def test_list_speaks_the_editors_language(admin_client: Client, admin_user: User, withdrawn: WithdrawnAddress):
    for code, title in (("ko", "게시 중단 주소"), ("en", "Withdrawn addresses")):
        UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": code})
        with translation.override(code):
            assert title in admin_client.get(reverse("withdrawals:index")).content.decode()


def test_who_unpublishes_many_pages_at_once_is_led_to_the_reason_of_each(admin_client: Client, without_handouts: None):
    pages = PolicyPage.objects.filter(slug__in=["owl-bus", "topis"], locale__language_code="ko")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    said = [str(message) for message in admin_client.post(f"{address}?{query}", follow=True).context["messages"]]
    for page in pages:
        withdrawn = WithdrawnAddress.objects.get(path=page.url)
        assert any(page.title in one and reverse("withdrawals:edit", args=[withdrawn.pk]) in one for one in said)


def test_list_names_the_language_of_an_address(admin_client: Client, language: str, withdrawn: WithdrawnAddress):
    UserProfile.objects.update_or_create(user=User.objects.get(username="admin"), defaults={"preferred_language": "ko"})
    html = admin_client.get(reverse("withdrawals:index")).content.decode()
    assert {"ko": "한국어", "en": "영어"}[language] in html.split("<main")[1].split("<tbody")[1]


def test_question_before_a_withdrawal_is_in_the_words_of_the_desk(admin_client: Client):
    UserProfile.objects.update_or_create(user=User.objects.get(username="admin"), defaults={"preferred_language": "ko"})
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    html = admin_client.get(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).content.decode()
    assert "이 페이지의 게시를 중단하시겠습니까?" in html
    assert "해제" not in html.split("<main")[1]


def test_report_of_old_pages_names_nobody_where_nobody_is_known(admin_client: Client):
    html = admin_client.get(reverse("wagtailadmin_reports:aging_pages")).content.decode()
    cells = [row.split("</tr>")[0] for row in html.split("<main")[1].split("<tbody")[1].split("<tr")[1:]]
    assert cells
    assert not any("None" in cell for cell in cells)

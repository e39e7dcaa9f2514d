"""Those who look after a section write, review and publish there, and nowhere else."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from seoulsolution.archive.desk.belonging import office_of, section_kinds
from seoulsolution.archive.desk.dashboard.scope import page_models
from seoulsolution.archive.desk.offices import prepare_desk
from seoulsolution.archive.desk.roles import OFFICE_ROLES, SectionOffice
from seoulsolution.archive.models import (
    AdopterRecordPage,
    AdopterRecordsPage,
    CityPage,
    CityTotal,
    NewsPage,
    PolicyPage,
    ProjectPage,
    RoleGroup,
    SharingPage,
    Transfer,
)
from seoulsolution.core.vocabulary import PolicyArea

from .conftest import act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]

SHARING, CITIES, NEWSROOM = SectionOffice.values
ONE_OF_EACH = {SHARING: ProjectPage, CITIES: CityPage, NEWSROOM: NewsPage}


def korean(kind: type[Page]) -> Page:
    return kind.objects.filter(locale__language_code="ko").first()


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def handed_in(page: Page, by: User, line: str) -> Page:
    draft = page.get_latest_revision_as_object()
    setattr(draft, "line" if hasattr(draft, "line") else "note", line)
    draft.save_revision(user=by)
    page = type(page).objects.get(pk=page.pk)
    page.get_workflow().start(page, by)
    return type(page).objects.get(pk=page.pk)


def test_office_has_its_groups_in_both_languages():
    names = set(RoleGroup.objects.filter(office=SHARING).values_list("group__name", flat=True))
    assert names == {
        "정책공유 · 작성자 / Policy sharing · Author",
        "정책공유 · 번역자 / Policy sharing · Translator",
        "정책공유 · 검토자 / Policy sharing · Reviewer",
        "정책공유 · 게시 책임자 / Policy sharing · Publisher",
    }


def test_groups_of_areas_and_their_people_are_as_they_were(staff):
    author = staff("author").user
    group = author.groups.get()
    rows = set(GroupPagePermission.objects.filter(group=group).values_list("page__slug", "permission__codename"))
    prepare_desk()
    assert author.groups.get() == group
    assert rows == {("transportation", "add_page"), ("transportation", "change_page")}
    assert (
        set(GroupPagePermission.objects.filter(group=group).values_list("page__slug", "permission__codename")) == rows
    )


def test_kinds_of_pages_belong_to_the_section_in_which_they_stand():
    kinds = {kind.__name__: office for kind, office in section_kinds().items()}
    assert {kinds[name] for name in ("SharingPage", "ProjectPage", "AdopterRecordPage", "LineagePage")} == {SHARING}
    assert {kinds[name] for name in ("TrainingPage", "ProgrammePage", "OffersPage", "MapPage")} == {SHARING}
    assert {kinds[name] for name in ("CitiesPage", "CityPage", "StandingPage")} == {CITIES}
    assert {kinds[name] for name in ("NewsroomPage", "NewsPage", "ResourcePage")} == {NEWSROOM}
    assert {"PolicyPage", "AreaPage", "HomePage", "TextPage", "IndicatorPage"}.isdisjoint(kinds)
    tops = {SharingPage._meta.label, "archive.CitiesPage", "archive.NewsroomPage", "archive.ResourceIndexPage"}
    for kind in page_models():
        above = {parent for parent in kind.allowed_parent_page_models() if issubclass(parent, Page)}
        offices = {section_kinds().get(parent) for parent in above}
        if kind._meta.label not in tops:
            assert offices <= {section_kinds().get(kind)}, kind


def test_area_that_is_called_like_a_section_does_not_reach_it():
    term = PolicyArea.objects.filter(slug="transportation", locale__language_code="ko").get()
    term.pk, term.slug, term.translation_key = None, "sharing", "00000000-0000-4000-8000-000000000001"
    term.save()
    prepare_desk()
    group = RoleGroup.objects.get(role="author", office="sharing").group
    assert not GroupPagePermission.objects.filter(group=group).exists()


@pytest.mark.parametrize("office", ONE_OF_EACH)
def test_page_of_a_section_goes_from_author_to_reviewer_to_publisher(staff, office: str):
    page = handed_in(korean(ONE_OF_EACH[office]), staff("author", office).user, "고친 문장")
    for role in ("reviewer", "publisher"):
        assert page.current_workflow_task.role == role
        home = staff(role, office).get(reverse("wagtailadmin_home")).content.decode()
        assert page.title in home
        elsewhere = staff(role).get(reverse("wagtailadmin_home")).context_data["panels"]
        assert page.title not in str(elsewhere)
        act(staff(role), page, "approve")
        assert type(page).objects.get(pk=page.pk).current_workflow_task.role == role, "taken by another office"
        act(staff(role, office), page, "approve")
        page = type(page).objects.get(pk=page.pk)
    assert "고친 문장" in (getattr(page, "line", ""), page.note)


@pytest.mark.parametrize("office", ONE_OF_EACH)
def test_author_of_a_section_reaches_its_pages_and_no_others(staff, policy: PolicyPage, office: str):
    author = staff("author", office)
    for other, kind in ONE_OF_EACH.items():
        assert author.get(edit(korean(kind))).status_code == (200 if other == office else 302), kind
    assert author.get(edit(policy)).status_code == 302
    title = policy.title
    author.post(edit(policy), {"title": "다른 제목", "action-publish": "1"})
    assert PolicyPage.objects.get(pk=policy.pk).title == title
    english = korean(ONE_OF_EACH[office]).get_translations().first()
    assert author.get(edit(english)).status_code == 302


@pytest.mark.parametrize("role", OFFICE_ROLES)
def test_role_of_an_area_does_not_touch_sections(staff, role: str):
    person = staff(role)
    for kind in ONE_OF_EACH.values():
        page = korean(kind)
        assert person.get(edit(page)).status_code == 302
        before = page.live_revision_id
        person.post(edit(page), {"title": "x", "action-publish": "1"})
        fresh = kind.objects.get(pk=page.pk)
        assert (fresh.live_revision_id, fresh.latest_revision_id) == (before, page.latest_revision_id)


def test_author_of_a_section_publishes_by_no_door(staff):
    author = staff("author", SHARING)
    page = korean(ProjectPage)
    draft = page.get_latest_revision_as_object()
    draft.note = "아무도 검토하지 않은 문장"
    draft.save_revision(user=author.user)
    query = urlencode({"id": page.pk})
    author.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?{query}")
    author.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    author.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert ProjectPage.objects.get(pk=page.pk).live
    assert ProjectPage.objects.get(pk=page.pk).note != "아무도 검토하지 않은 문장"


def test_publisher_of_a_section_publishes_what_was_reviewed_only(staff):
    page = korean(AdopterRecordPage)
    draft = page.get_latest_revision_as_object()
    draft.note = "아무도 검토하지 않은 문장"
    draft.save_revision(user=staff("author", SHARING).user)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    staff("publisher", SHARING).post(f"{address}?id={page.pk}")
    assert AdopterRecordPage.objects.get(pk=page.pk).note != "아무도 검토하지 않은 문장"


@pytest.mark.parametrize("kind", [Transfer, CityTotal])
def test_transfers_and_totals_are_written_by_the_sharing_office_and_by_no_other(staff, kind):
    written = kind.objects.filter(locale__language_code="ko").first()
    address = reverse(kind.snippet_viewset.get_url_name("edit"), args=[written.pk])
    away = reverse(kind.snippet_viewset.get_url_name("delete"), args=[written.pk])
    assert staff("author", SHARING).get(address).status_code == 200
    for office in ("transportation", CITIES, NEWSROOM):
        assert staff("author", office).get(address).status_code == 302
    for role in ("translator", "reviewer"):
        assert staff(role, SHARING).get(address).status_code == 302
    staff("author", SHARING).post(away)
    assert kind.objects.filter(pk=written.pk).exists()
    staff("publisher", SHARING).post(away)
    assert not kind.objects.filter(pk=written.pk).exists()


def test_translator_of_a_section_begins_translations_there_only(staff, policy: PolicyPage):
    parent = AdopterRecordsPage.objects.get(locale__language_code="ko")
    page = parent.add_child(
        instance=AdopterRecordPage(title="새 기록", line="한 줄", place=korean(AdopterRecordPage).place, live=False)
    )
    for office, may in ((CITIES, False), (SHARING, True)):
        staff("translator", office).post(reverse("desk:begin-translation", args=[page.pk]), {"language": "en"})
        assert page.get_translations().exists() is may, office


@pytest.mark.parametrize("role", ["author", "translator"])
def test_offices_are_led_to_the_import_of_what_is_theirs(staff, role):
    address = reverse("desk:imports")
    for person, table in ((staff(role, SHARING), "projects"), (staff(role), "policies")):
        shown = person.get(address).context
        assert (shown["table"].name, shown["may_import"]) == (table, True)
    assert staff(role, SHARING).get(address, {"table": "policies"}).context["may_import"] is False


def test_office_of_a_page_is_told_without_asking_the_database(django_assert_num_queries):
    page = korean(ProjectPage)
    with django_assert_num_queries(0):
        assert office_of(page) == SHARING


def test_nobody_else_gets_a_group(staff):
    before = set(Group.objects.values_list("name", flat=True))
    prepare_desk()
    assert set(Group.objects.values_list("name", flat=True)) == before

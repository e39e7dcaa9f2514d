"""The first page of the admin: what waits for whom, and what needs care."""

import json
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction

from seoulsolution.archive.desk.dashboard.cares import CARES
from seoulsolution.archive.desk.dashboard.scope import pages_of
from seoulsolution.archive.desk.dashboard.waiting import board
from seoulsolution.archive.models import AreaPage, Milestone, PolicyPage, TimelineEvent

from .conftest import Staff, act, prefer

HOME = "/admin/"


def hand_in(page: PolicyPage, author: Client) -> None:
    page.get_workflow().start(page, author.user)


def found(care: str, user: User) -> list:
    with translation.override("en"):
        return list(CARES[care].find(pages_of(user)))


def write(page: PolicyPage, text: str) -> None:
    """Put a paragraph into the published text."""
    block = {"type": "paragraph", "value": f"<p>{text}</p>", "id": "5d7a4d3e-6c1f-4d52-9f0a-1f3a4f6f0c11"}
    page.background = json.dumps([block])
    page.save()


def about(care: str, user: User, page: Page) -> list:
    return [finding for finding in found(care, user) if finding.page == page.pk]


def test_page_waits_for_its_reviewer_and_for_others_at_everybody_else_of_the_area(staff: Staff, draft: PolicyPage):
    author, reviewer, publisher = staff("author"), staff("reviewer"), staff("publisher")
    hand_in(draft, author)
    assert [waiting.page.pk for waiting in board(reviewer.user).mine] == [draft.pk]
    for other in (author, publisher):
        shown = board(other.user)
        assert shown.mine == []
        assert [(waiting.page.pk, waiting.people) for waiting in shown.others] == [
            (draft.pk, ["reviewer-transportation"])
        ]
    act(reviewer, draft, "approve")
    assert [waiting.page.pk for waiting in board(publisher.user).mine] == [draft.pk]
    assert board(reviewer.user).mine == []


def test_page_that_came_back_waits_for_its_author_with_what_is_to_be_changed(staff: Staff, draft: PolicyPage):
    author, reviewer = staff("author"), staff("reviewer")
    hand_in(draft, author)
    draft.current_workflow_task_state.reject(user=reviewer.user, comment="The year is missing.")
    (waiting,) = board(author.user).mine
    assert (waiting.is_returned, waiting.comment) == (True, "The year is missing.")
    assert board(reviewer.user).mine == []
    assert "The year is missing." in author.get(HOME).content.decode()


def test_draft_that_nobody_has_handed_in_is_not_forgotten(staff: Staff, policy: PolicyPage, draft: PolicyPage):
    author = staff("author")
    assert board(author.user).unfinished == []
    draft.save_revision(user=author.user)
    policy.save_revision(user=author.user)
    assert [waiting.page.pk for waiting in board(author.user).unfinished] == [policy.pk, draft.pk]
    assert reverse("wagtailadmin_pages:edit", args=[draft.pk]) in author.get(HOME).content.decode()
    assert board(staff("reviewer").user).unfinished == []
    hand_in(PolicyPage.objects.get(pk=draft.pk), author)
    policy.get_latest_revision().publish()
    assert board(author.user).unfinished == []
    PolicyPage.objects.get(pk=policy.pk).unpublish()
    assert board(author.user).unfinished == []


def test_office_sees_nothing_of_another_office(staff: Staff, draft: PolicyPage):
    hand_in(draft, staff("author"))
    stranger = staff("reviewer", "environment")
    shown = board(stranger.user)
    assert shown.mine == shown.others == []
    for care in CARES:
        pages = Page.objects.in_bulk({finding.page for finding in found(care, stranger.user)})
        outside = AreaPage.objects.exclude(slug="environment")
        assert [page for page in pages.values() if any(page.is_descendant_of(area) for area in outside)] == []


def test_page_with_a_day_is_shown_with_it(staff: Staff, policy: PolicyPage):
    when = timezone.now() + timedelta(days=3)
    policy.go_live_at = when
    policy.save_revision().publish()
    (waiting,) = board(staff("publisher").user).scheduled
    assert (waiting.page.pk, waiting.since) == (policy.pk, when)


def test_page_that_is_withdrawn_on_its_day_is_shown_with_it(staff: Staff, draft: PolicyPage):
    """Whoever publishes it is told, too."""
    when = timezone.now().replace(microsecond=0) + timedelta(days=3)
    page = draft.get_latest_revision_as_object()
    page.expire_at = when
    page.save_revision(user=staff("author").user)
    hand_in(draft, staff("author"))
    act(staff("reviewer"), PolicyPage.objects.get(pk=draft.pk), "approve")
    publisher = staff("publisher")
    prefer(publisher, "en")
    act(publisher, PolicyPage.objects.get(pk=draft.pk), "approve")
    (ending,) = board(publisher.user).ending
    assert (ending.page.pk, ending.since) == (draft.pk, when)
    home = publisher.get(HOME).content.decode()
    assert "is published. It is withdrawn on" in home
    assert "· is withdrawn on" in home
    assert board(staff("publisher", "environment").user).ending == []


def test_step_that_nobody_can_take_says_so(staff: Staff, draft: PolicyPage):
    author = staff("author")
    hand_in(draft, author)
    prefer(author, "en")
    page = author.get(HOME).content.decode()
    assert board(author.user).others[0].people == []
    assert "nobody has the role for this step" in page


def test_page_in_which_its_reviewer_wrote_waits_for_another_if_there_is_one(staff: Staff, draft: PolicyPage):
    author, reviewer = staff("author"), staff("reviewer")
    hand_in(draft, author)
    draft.one_line = "검토자가 고친 한 줄"
    draft.save_revision(user=reviewer.user)
    assert [waiting.page.pk for waiting in board(reviewer.user).mine] == [draft.pk]
    other = staff("reviewer", "")
    assert board(reviewer.user).mine == []
    assert [waiting.page.pk for waiting in board(other.user).mine] == [draft.pk]
    assert board(author.user).others[0].people == ["reviewer-all"]
    type(other.user).objects.filter(pk=other.user.pk).update(last_name="이", first_name="팀장")
    assert board(author.user).others[0].people == ["이팀장"]
    type(other.user).objects.filter(pk=other.user.pk).update(last_name="", first_name="")
    prefer(reviewer, "en")
    assert "waits for the approval of reviewer-all" in reviewer.get(f"/admin/pages/{draft.pk}/edit/").content.decode()


def test_reviewer_is_told_why_a_page_comes_back_from_its_publication(staff: Staff, draft: PolicyPage):
    hand_in(draft, staff("author"))
    act(staff("reviewer"), draft, "reject")
    draft.current_workflow_state.resume(staff("author").user)
    act(staff("reviewer"), draft, "approve")
    draft.one_line = "게시자가 고친 한 줄"
    draft.save_revision(user=staff("publisher").user)
    act(staff("publisher"), PolicyPage.objects.get(pk=draft.pk), "approve")
    reviewer = staff("reviewer")
    prefer(reviewer, "en")
    told = reviewer.get(f"/admin/pages/{draft.pk}/edit/").content.decode()
    assert "It was reviewed and comes back: publisher-transportation changed it" in told
    assert "Say it otherwise." not in told
    changed = reviewer.get(reverse("desk:changed", args=[draft.pk])).content.decode()
    assert "when it was approved at the step" in changed
    assert "게시자가" in "".join(ins.text for ins in BeautifulSoup(changed, "html.parser").select("ins"))


def test_claims_without_a_source_disputed_or_broken_are_found_on_their_page(staff: Staff, policy: PolicyPage):
    author = staff("author").user
    for care in ("unsourced", "disputed", "broken-links"):
        assert [f for f in about(care, author, policy) if f.text.startswith("1999")] == []
    Milestone.objects.create(
        page=policy, year=1999, text="시작", locale=policy.locale, basis="unrecorded", disputed="다른 해도 있다."
    )
    Milestone.objects.create(
        page=policy, year=1998, text="구상", locale=policy.locale, basis="cited", source="policy:nowhere"
    )
    for care in ("unsourced", "disputed"):
        assert [f.text for f in about(care, author, policy) if f.row and "시작" in f.text] == ["1999 시작"]
    (broken,) = about("broken-links", author, policy)
    assert (broken.text, broken.detail) == ("1998 구상", "nowhere")


@pytest.mark.parametrize(
    ("checked_on", "period", "is_due"),
    [(date(2020, 1, 1), 730, True), (None, 0, True), (None, 730, False), ("today", 730, False)],
)
def test_facts_are_due_when_nobody_checked_them_within_the_period(
    staff: Staff, policy: PolicyPage, settings, checked_on, period: int, is_due: bool
):
    settings.REVIEW_PERIOD_DAYS = period
    day = timezone.localdate() if checked_on == "today" else checked_on
    PolicyPage.objects.filter(pk=policy.pk).update(
        checked_on=day, first_published_at=timezone.now() - timedelta(days=2)
    )
    assert bool(about("overdue", staff("author").user, policy)) is is_due


def test_translation_is_behind_from_the_day_on_which_its_original_was_published_again(staff: Staff, policy: PolicyPage):
    translator = staff("translator").user
    english = policy.get_translation(policy.get_translations().get().locale)
    assert about("behind", translator, english) == []
    for _time in range(2):
        policy.save_revision().publish()
    (finding,) = about("behind", translator, english)
    assert "2 times" in finding.detail


def test_page_without_its_translation_or_summary_is_found(staff: Staff, policy: PolicyPage):
    author = staff("author").user
    assert about("untranslated", author, policy) == about("without-summary", author, policy) == []
    policy.get_translations().get().unpublish()
    PolicyPage.objects.filter(pk=policy.pk).update(summary="")
    assert len(about("untranslated", author, policy)) == len(about("without-summary", author, policy)) == 1


@pytest.mark.parametrize(
    "link",
    [
        '<a linktype="page" id="{private}">x</a>',
        '<a linktype="page" id="999999">x</a>',
        '<a href="/ko/policies/nowhere/">x</a>',
        '<a href="http://127.0.0.1:8000/en/policies/transportation/nowhere">x</a>',
    ],
)
def test_link_to_a_page_that_is_not_public_is_broken(staff: Staff, policy: PolicyPage, link: str):
    private = PolicyPage.objects.get(slug="topis", locale=policy.locale)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    write(policy, link.format(private=private.pk))
    assert len(about("broken-links", staff("author").user, policy)) == 1


def test_link_that_leads_to_a_page_is_not_broken(staff: Staff, policy: PolicyPage):
    other = PolicyPage.objects.get(slug="topis", locale=policy.locale)
    links = [
        f'<a linktype="page" id="{other.pk}">x</a>', '<a href="/ko/policies/transportation/topis/">x</a>',
        '<a href="/pdf/ko/topis.pdf">x</a>', '<a href="//example.org/ko/">x</a>', '<a href="https://example.org/">x</a>',
    ]  # fmt: skip
    write(policy, "".join(links))
    assert about("broken-links", staff("author").user, policy) == []


@pytest.mark.parametrize("care", CARES)
def test_list_of_each_care_opens_in_the_language_of_the_editor(staff: Staff, care: str, language: str):
    author = staff("author")
    prefer(author, language)
    page = author.get(f"/admin/desk/care/{care}/?p=7&area=nowhere")
    assert page.status_code == 200
    with translation.override(language):
        assert str(CARES[care].title) in page.content.decode()


def test_care_that_there_is_not_and_a_person_without_a_role_are_turned_away(staff: Staff, db: None):
    assert staff("author").get("/admin/desk/care/nowhere/").status_code == 404
    User.objects.create_user("guest", password="x")
    guest = Client()
    guest.force_login(User.objects.get(username="guest"))
    assert guest.get("/admin/desk/care/unsourced/").status_code in (302, 403)


def test_number_of_queries_does_not_grow_with_what_waits(
    staff: Staff, policy: PolicyPage, draft: PolicyPage, django_assert_num_queries
):
    author, reviewer = staff("author"), staff("reviewer").user
    hand_in(policy, author)
    board(reviewer)
    with CaptureQueriesContext(connection) as one:
        board(reviewer)
    for slug in ("topis", "t-money-transport-card"):
        hand_in(PolicyPage.objects.get(slug=slug, locale=policy.locale), author)
    with django_assert_num_queries(len(one)):
        assert len(board(reviewer).mine) == 3


def test_event_of_the_timeline_without_a_source_is_found_by_who_looks_after_the_policy_office(staff: Staff):
    event = TimelineEvent.objects.filter(locale__language_code="ko").exclude(basis="unrecorded").first()
    everywhere = staff("publisher", "")
    TimelineEvent.objects.filter(pk=event.pk).update(basis="unrecorded")
    assert any(finding.text == str(event) for finding in found("unsourced", everywhere.user))
    assert all(finding.text != str(event) for finding in found("unsourced", staff("publisher").user))
    listed = everywhere.get("/admin/desk/care/unsourced/?p=99").content.decode()
    assert f"/admin/snippets/archive/timelineevent/edit/{event.pk}/" in listed


def test_first_page_leads_who_may_write_to_a_new_policy_in_each_of_their_areas(staff: Staff, policy: PolicyPage):
    own = f"/admin/pages/add/archive/policypage/{policy.get_parent().pk}/"
    author = staff("author").get(HOME).content.decode()
    assert author.count("/admin/pages/add/archive/policypage/") == author.count(own) == 1
    assert staff("author").get(own).status_code == 200
    assert "/admin/pages/add/archive/policypage/" not in staff("reviewer").get(HOME).content.decode()


def test_list_of_claims_is_narrowed_to_a_kind_and_keeps_it_from_page_to_page(staff: Staff):
    everywhere = staff("reviewer", "")
    prefer(everywhere, "en")
    address = "/admin/desk/care/unsourced/"
    kinds = dict(everywhere.get(address).context["kinds"])
    assert len(kinds) > 1
    assert sum(kinds.values()) == len(found("unsourced", everywhere.user))
    kind, number = max(kinds.items(), key=lambda one: one[1])
    narrowed = everywhere.get(address, {"kind": kind})
    assert {finding.part.lower() for finding, _may in narrowed.context["findings"]} == {kind.lower()}
    assert narrowed.context["page_obj"].paginator.count == number
    if narrowed.context["page_obj"].has_next():
        assert f"&amp;kind={quote(kind)}" in narrowed.content.decode()
    assert everywhere.get(address, {"kind": "nowhere"}).context["page_obj"].paginator.count == sum(kinds.values())


def test_list_of_pages_is_narrowed_to_a_kind_of_page(staff: Staff):
    everywhere = staff("reviewer", "")
    prefer(everywhere, "ko")
    answer = everywhere.get("/admin/desk/care/without-summary/")
    kinds = dict(answer.context["kinds"])
    kind, number = next(iter(kinds.items()))
    assert f'<option value="{kind}">{kind} ({number})</option>' in answer.content.decode()
    narrowed = everywhere.get("/admin/desk/care/without-summary/", {"kind": kind})
    assert narrowed.context["page_obj"].paginator.count == number < sum(kinds.values())


def test_translators_are_led_to_what_is_not_translated(staff: Staff, draft: PolicyPage):
    draft.get_latest_revision().publish()
    translator = staff("translator")
    assert [finding.page for finding in found("untranslated", translator.user)] == [draft.pk]
    assert found("untranslated", staff("translator", "environment").user) == []
    listed = translator.get("/admin/desk/care/untranslated/").content.decode()
    begin = reverse("desk:begin-translation", args=[draft.pk])
    assert begin in listed
    assert translator.get(begin).status_code == 200


def test_draft_needs_no_care_before_it_has_readers(staff: Staff, draft: PolicyPage):
    author = staff("author")
    address = "/admin/desk/care/without-summary/"
    assert draft.title not in author.get(address).content.decode()
    draft.get_latest_revision().publish()
    assert draft.title in author.get(address).content.decode()

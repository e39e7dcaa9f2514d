"""What the page editor offers to each person at its foot, and what it tells them at its head."""

from datetime import timedelta

import lxml.html
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale, Page

from seoulsolution.archive.models import PolicyPage
from seoulsolution.core.models import Organisation

from .conftest import Staff, act, editor_form, prefer

DIALOG = "schedule-publishing-dialog"


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def read(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def shown(client: Client, page: Page, language: str = "en") -> BeautifulSoup:
    prefer(client, language)
    return read(client.get(edit(page)))


def words(element) -> str:
    return " ".join(element.text.split())


def beside_each_other(editor: BeautifulSoup) -> list[str]:
    """The buttons that stand at the foot without a menu having to be opened."""
    return [
        words(button) for button in editor.select("footer nav > .w-dropdown-button > .button, footer nav > .button")
    ]


def schedule_note(editor: BeautifulSoup) -> str:
    """What the dialog says, which stands in a template."""
    (note,) = lxml.html.fromstring(str(editor)).xpath(f"//*[@id='{DIALOG}']//*[@class='w-dialog__message-header']")
    return " ".join(note.text_content().split())


def hand_in(page: Page, staff: Staff, *, approved: bool = False) -> None:
    page.get_workflow().start(page, staff("author").user)
    if approved:
        act(staff("reviewer"), page, "approve")


def schedule(page: PolicyPage, **times) -> None:
    draft = page.get_latest_revision_as_object()
    for name, when in times.items():
        setattr(draft, name, when)
    draft.save_revision()


def test_author_submits_with_a_button_that_is_seen(staff: Staff, draft: PolicyPage):
    author = staff("author")
    assert beside_each_other(shown(author, draft)) == ["Save draft", "Submit for review"]
    assert beside_each_other(shown(author, draft, "ko")) == ["초안 저장", "검토 요청"]
    new = reverse("wagtailadmin_pages:add", args=["archive", "policypage", draft.get_parent().pk])
    assert beside_each_other(read(author.get(new))) == ["초안 저장", "검토 요청"]
    hand_in(draft, staff)
    act(staff("reviewer"), draft, "reject")
    assert beside_each_other(shown(author, draft)) == ["Save draft", "Submit for review again"]


def test_who_has_a_step_takes_it_with_buttons_that_are_seen(staff: Staff, draft: PolicyPage):
    hand_in(draft, staff)
    assert beside_each_other(shown(staff("reviewer"), draft)) == ["Save draft", "Request changes", "Approve"]
    act(staff("reviewer"), draft, "approve")
    publisher = shown(staff("publisher"), draft)
    assert beside_each_other(publisher) == ["Save draft", "Set a day", "Request changes", "Approve and publish"]
    (dialog,) = {button["data-a11y-dialog-show"] for button in publisher.select("footer [data-a11y-dialog-show]")}
    assert dialog == DIALOG
    # It would call off the review.
    assert not publisher.select("[name='action-publish']")


@pytest.mark.parametrize("role", ["author", "reviewer"])
def test_return_key_in_a_field_saves_a_draft(staff: Staff, draft: PolicyPage, role: str):
    if role == "reviewer":
        hand_in(draft, staff)
    editor = shown(staff(role), draft)
    buttons = editor.select("#page-edit-form button:not([type]), #page-edit-form button[type='submit']")
    first = next(button for button in buttons if button.find_parent("template") is None)
    assert (words(first), first.get("name"), first.get("data-workflow-action-name")) == ("Save draft", None, None)


def test_reviewer_is_led_to_the_claims_and_the_languages(staff: Staff, draft: PolicyPage):
    hand_in(draft, staff)
    links = {
        reverse("desk:claims", args=[draft.pk]),
        reverse("desk:side-by-side", args=[draft.pk]),
    }
    reviewer = shown(staff("reviewer"), draft)
    assert {link.get("href") for link in reviewer.select(".messages a")} == links
    assert "Review of the content" in reviewer.select_one(".messages").text
    assert not links & {link.get("href") for link in shown(staff("author"), draft).select(".messages a")}


def test_author_is_told_of_the_languages_that_others_write(staff: Staff, policy: PolicyPage, draft: PolicyPage):
    panel = shown(staff("author"), policy).select_one("[data-side-panel=status]")
    assert "Also in: English" in panel.text
    assert reverse("desk:side-by-side", args=[policy.pk]) in {link["href"] for link in panel.select("a[href]")}
    assert "In no other language yet" in shown(staff("author"), draft).select_one("[data-side-panel=status]").text


def test_author_reads_in_the_editor_what_has_to_be_changed(staff: Staff, draft: PolicyPage):
    hand_in(draft, staff)
    step = draft.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "reject", step.pk])
    staff("reviewer").post(address, {"comment": "The second figure has no source."})
    told = shown(staff("author"), draft).select_one(".messages").text
    assert "reviewer-transportation requested changes: The second figure has no source." in told


def test_reviewer_sees_what_was_changed_since_changes_were_requested(staff: Staff, draft: PolicyPage):
    hand_in(draft, staff)
    step = draft.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "reject", step.pk])
    staff("reviewer").post(address, {"comment": "The line is too short."})
    corrected = PolicyPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    corrected.one_line = "한 줄에 열두 개 노선"
    corrected.save_revision()
    PolicyPage.objects.get(pk=draft.pk).current_workflow_state.resume(user=staff("author").user)
    reviewer = shown(staff("reviewer"), draft)
    assert "requested changes: The line is too short." in reviewer.select_one(".messages").text
    changed = reverse("desk:changed", args=[draft.pk])
    assert changed in {link.get("href") for link in reviewer.select(".messages a")}
    told = read(staff("reviewer").get(changed))
    assert "The line is too short." in told.select_one("blockquote").text
    assert "열두 개 노선" in told.select_one("ins").text
    assert staff("reviewer", "environment").get(changed).status_code == 302


@pytest.mark.parametrize("is_later", [True, False])
def test_schedule_names_the_button_that_puts_it_into_effect(staff: Staff, draft: PolicyPage, is_later: bool):
    times = {"go_live_at": timezone.now() + timedelta(days=2)} if is_later else {}
    schedule(draft, expire_at=timezone.now() + timedelta(days=9), **times)
    hand_in(PolicyPage.objects.get(pk=draft.pk), staff, approved=True)
    editor = shown(staff("publisher"), draft)
    button = beside_each_other(editor)[-1]
    assert button == ("Approve and schedule" if is_later else "Approve and publish")
    assert f"“{button}”" in schedule_note(editor)
    korean = shown(staff("publisher"), draft, "ko")
    assert f"“{beside_each_other(korean)[-1]}”" in schedule_note(korean)


@pytest.mark.parametrize("is_later", [True, False])
def test_administrator_finds_the_button_that_the_schedule_names(staff: Staff, draft: PolicyPage, is_later: bool):
    schedule(draft, go_live_at=timezone.now() + timedelta(days=2) if is_later else None)
    editor = shown(staff("administrator", ""), draft)
    assert f"“{beside_each_other(editor)[-1]}”" in schedule_note(editor)


def test_author_learns_that_a_schedule_is_a_proposal(staff: Staff, draft: PolicyPage):
    assert schedule_note(shown(staff("author"), draft)).startswith("What you set here is a proposal.")


def test_fault_of_a_schedule_is_told_where_it_is_seen(staff: Staff, sent):
    prefer(staff("author"), "en")
    answer = sent({"go_live_at": "2100-05-02 09:00", "expire_at": "2100-05-01 09:00"})
    told = [str(message) for message in answer.context["messages"]]
    fault = "The schedule is not right: Go live date/time must be before expiry date/time."
    assert any(text.strip().startswith(fault) for text in told)


def test_publisher_is_told_the_day_and_can_call_it_off(staff: Staff, draft: PolicyPage):
    schedule(draft, go_live_at=timezone.now() + timedelta(days=2))
    hand_in(PolicyPage.objects.get(pk=draft.pk), staff, approved=True)
    publisher = staff("publisher")
    prefer(publisher, "en")
    page = PolicyPage.objects.get(pk=draft.pk)
    step = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk])
    told = publisher.post(f"{step}?next={reverse('wagtailadmin_home')}", follow=True)
    assert any("is approved and will be published on" in str(message) for message in told.context["messages"])
    row = read(told).select_one(".desk-waiting li:has(a[href*='unschedule'])")
    history, call_off = (link.get("href") for link in row.select("a"))
    assert publisher.get(history).status_code == 200
    publisher.post(call_off)
    assert PolicyPage.objects.get(pk=draft.pk).scheduled_revision is None
    author = staff("author")
    assert "unschedule" not in author.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize(
    ("language", "step", "other"),
    [("en", "Review of the content", "내용 검토"), ("ko", "내용 검토", "Review of the content")],
)
def test_names_of_steps_are_in_the_language_of_the_reader(
    staff: Staff, draft: PolicyPage, language: str, step: str, other: str
):
    hand_in(draft, staff, approved=True)
    publisher = staff("publisher")
    prefer(publisher, language)
    addresses = [
        reverse("wagtailadmin_pages:history", args=[draft.pk]),
        reverse("wagtailadmin_pages:workflow_history", args=[draft.pk]),
        reverse("wagtailadmin_reports:workflow_tasks"),
    ]
    for address in addresses:
        text = publisher.get(address).content.decode()
        assert other not in text, address
    assert step in publisher.get(addresses[0]).content.decode()


def test_names_are_kept_when_a_workflow_is_saved_in_one_language(draft: PolicyPage):
    workflow = draft.get_workflow()
    workflow.save()
    workflow.refresh_from_db()
    for language, name in (("en", "Policies: review, then publication"), ("ko", "정책: 검토 후 게시")):
        with translation.override(language):
            assert workflow.name == name


def add_below(policy: PolicyPage) -> str:
    return reverse("wagtailadmin_pages:add", args=["archive", "policypage", policy.get_parent().pk])


def blank_form(page) -> dict[str, str]:
    """What a browser would send of the editor of a new policy, with a title and a line."""
    form = next(form for form in page.forms if "title" in form.fields)
    whole = {name: value or "" for name, value in form.fields.items()}
    whole |= {f"{field.name}-count": "0" for field in PolicyPage._meta.get_fields() if hasattr(field, "stream_block")}
    return whole | {"title": "심야 수요응답 버스", "one_line": "밤에 부르면 오는 버스다.", "slug": ""}


def test_address_that_is_left_empty_is_made_from_the_title(staff, policy: PolicyPage):
    """Nothing that runs in the browser leaves the hyphens of a Korean title in it."""
    author, add = staff("author"), add_below(policy)
    page = lxml.html.fromstring(author.get(add).content)
    assert page.xpath('//input[@name="title"]/@data-w-sync-target-value') == []
    whole = blank_form(page)
    for number in ("", "-2"):
        author.post(add, whole)
        assert PolicyPage.objects.latest("pk").slug == f"simya-suyoeungdap-beoseu{number}"


def test_who_uses_the_admin_in_another_language_is_told_in_which_to_write(staff: Staff, policy: PolicyPage):
    author = staff("author")
    said = {}
    for language in ("ko", "en"):
        prefer(author, language)
        said[language] = read(author.get(add_below(policy))).select_one("main").text
    assert "Write this page in Korean." in said["en"]
    assert "이 페이지는" not in said["ko"]


@pytest.mark.parametrize("order", [("ko", "en"), ("en", "ko")])
def test_choosers_speak_the_language_of_whoever_opens_them(staff: Staff, policy: PolicyPage, order: tuple[str, str]):
    author = staff("author")
    said = {"ko": "기관·조직 선택", "en": "Choose organisation"}
    for language in order:
        editor = shown(author, policy, language)
        (button,) = editor.select("#id_lead_organisation-chooser .unchosen button")
        assert words(button) == said[language]


def test_terms_are_found_by_any_part_of_what_they_are_called(staff: Staff):
    author = staff("author")
    prefer(author, "ko")
    choose = reverse("wagtailsnippetchoosers_core_organisation:choose")
    modal = author.get(choose).json()["html"]
    assert "기관·조직 선택" in modal
    assert "Locale" not in modal
    found = author.get(reverse("wagtailsnippetchoosers_core_organisation:choose_results"), {"q": "교통 공사"})
    assert [words(link) for link in read(found).select("td.title a")] == ["서울교통공사(옛 서울메트로)"]


def test_terms_that_are_called_so_come_before_those_that_only_tell_of_it(staff: Staff):
    korean = Locale.objects.get(language_code="ko")
    for slug, name, role in (("a", "가 협회", "물길을 돌본다."), ("b", "새물길 재단", ""), ("c", "물길 연구원", "")):
        Organisation.objects.create(slug=f"planted-{slug}", name=name, role=role, locale=korean)
    where = {"q": "물길"}
    found = staff("author").get(reverse("wagtailsnippetchoosers_core_organisation:choose_results"), where)
    names = [words(link) for link in read(found).select("td.title a")]
    assert [name for name in names if name in ("가 협회", "새물길 재단", "물길 연구원")] == [
        "물길 연구원",
        "새물길 재단",
        "가 협회",
    ]


def test_pages_are_found_by_any_part_of_their_titles(staff: Staff):
    where = {"q": "버스", "page_type": "archive.policypage"}
    found = read(staff("author").get(reverse("wagtailadmin_choose_page_search"), where))
    titles = {words(link) for link in found.select("td.title a.choose-page")}
    assert {"버스 준공영제", "심야 올빼미버스", "중앙버스전용차로"} <= titles


def test_who_may_publish_a_page_and_not_change_it_is_shown_it_where_wagtail_leads_to_the_editor(
    staff: Staff, policy: PolicyPage
):
    publisher = staff("publisher")
    prefer(publisher, "en")
    answer = publisher.get(edit(policy), follow=True)
    assert answer.redirect_chain == [(reverse("desk:changed", args=[policy.pk]), 302)]
    assert "You may read this page, not change it." in answer.content.decode()
    withdraw = f'href="{reverse("wagtailadmin_pages:unpublish", args=[policy.pk])}"'
    assert withdraw in answer.content.decode()
    assert withdraw not in staff("reviewer").get(edit(policy), follow=True).content.decode()


def test_saving_changes_no_end_of_a_line(staff: Staff, policy: PolicyPage):
    author = staff("author")
    form = editor_form(author, policy)
    assert "\n" in form["search_words"]
    sent = {name: value.replace("\n", "\r\n") for name, value in form.items()}
    assert author.post(edit(policy), sent).status_code == 302
    saved = PolicyPage.objects.get(pk=policy.pk).get_latest_revision()
    assert saved.pk != policy.live_revision_id
    assert saved.content["search_words"] == policy.search_words


@pytest.mark.parametrize(("day", "told"), [("2025-01-01 09:00", True), ("2100-01-01 09:00", False), ("", False)])
def test_day_that_is_over_is_refused(staff: Staff, draft: PolicyPage, day: str, told: bool):
    author = staff("author")
    prefer(author, "en")
    answer = author.post(edit(draft), {**editor_form(author, draft), "go_live_at": day})
    assert ("This time is over" in answer.content.decode()) is told
    assert (answer.status_code == 302) is not told


def test_repeated_review_is_no_publication(staff: Staff, draft: PolicyPage):
    draft.get_workflow().start(draft, staff("author").user)
    for role, action in (("reviewer", "approve"), ("publisher", "reject")):
        act(staff(role), PolicyPage.objects.get(pk=draft.pk), action)
    page = PolicyPage.objects.get(pk=draft.pk)
    page.one_line = "고친 한 줄"
    page.save_revision(user=staff("author").user)
    page.current_workflow_state.resume(staff("author").user)
    buttons = beside_each_other(shown(staff("reviewer"), page))
    assert "Approve" in buttons
    assert not any(button.startswith("Approve and") for button in buttons)


def test_publisher_is_not_offered_to_publish_what_they_wrote(staff: Staff, draft: PolicyPage):
    draft.get_workflow().start(draft, staff("author").user)
    act(staff("reviewer"), draft, "approve")
    publisher = staff("publisher")
    prefer(publisher, "en")
    assert "Approve and publish" in beside_each_other(shown(publisher, draft))
    draft.one_line = "게시자가 고친 한 줄"
    draft.save_revision(user=publisher.user)
    page = shown(publisher, PolicyPage.objects.get(pk=draft.pk))
    assert "Approve" in beside_each_other(page)
    assert "action-publish" not in str(page)

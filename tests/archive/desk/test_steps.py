"""Who takes a step at the translators' desk is told what became of the page."""

import json
from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from seoulsolution.archive.desk.steps import STEP
from seoulsolution.archive.models import PolicyPage

from .conftest import Staff, act, editor_form, prefer

pytestmark = pytest.mark.usefixtures("without_handouts")


@pytest.fixture
def english(staff: Staff, policy: PolicyPage) -> PolicyPage:
    """A translation that is handed in."""
    page = policy.get_translation(Locale.objects.get(language_code="en"))
    page.save_revision(user=staff("translator").user)
    page.get_workflow().start(page, staff("translator").user)
    return page


def take(client: Client, page: Any, action: str, **data: str) -> list[str]:
    """Take the step at the translators' desk; return what is said."""
    address = reverse("desk:translation", args=[page.pk])
    answer = client.post(address, {"step": action, "next": reverse("wagtailadmin_home"), **data}, follow=True)
    return [str(message).strip() for message in answer.context["messages"]]


def test_reviewer_and_publisher_are_told_what_their_approval_led_to(staff: Staff, english: PolicyPage):
    reviewer, publisher = staff("reviewer"), staff("publisher")
    prefer(reviewer, "en")
    prefer(publisher, "ko")
    assert take(reviewer, english, "approve") == [f"“{english.title}” is approved and waits for the next step."]
    (said,) = take(publisher, english, "approve")
    assert said.startswith(f"“{english.title}” 페이지를 게시했습니다.")
    assert f'href="{english.url}"' in said


def test_reviewer_is_told_that_the_page_went_back(staff: Staff, english: PolicyPage):
    reviewer = staff("reviewer")
    prefer(reviewer, "en")
    said = take(reviewer, english, "reject", comment="The second passage is wrong.")
    assert said == [f"“{english.title}” went back with what has to be changed."]


def test_who_may_not_take_the_step_changes_nothing(staff: Staff, english: PolicyPage):
    for stranger in (staff("translator"), staff("reviewer", "environment"), staff("publisher")):
        take(stranger, english, "approve")
    assert PolicyPage.objects.get(pk=english.pk).current_workflow_task.role == "reviewer"


@pytest.mark.parametrize("waits", ["for the publisher", "for nobody"])
def test_step_that_is_sent_twice_from_the_editor_is_taken_once(staff: Staff, draft: PolicyPage, waits: str):
    reviewer = staff("reviewer")
    prefer(reviewer, "en")
    if waits == "for the publisher":
        draft.get_workflow().start(draft, staff("author").user)
        act(reviewer, draft, "approve")
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    answer = reviewer.post(edit, {STEP: "1", "workflow-action-name": "approve"}, follow=True)
    assert answer.redirect_chain[0][0] == reverse("wagtailadmin_home")
    said = [str(message).strip() for message in answer.context["messages"]]
    assert said[-1] == "The step was taken already: nothing was changed by this."


def test_draft_that_is_saved_while_somebody_publishes_the_page_leaves_what_is_public(draft: PolicyPage, reader: Client):
    stale = PolicyPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    draft.get_latest_revision().publish()
    stale.title = "뒤늦게 저장한 초안"
    stale.save()
    stale.save_revision()
    now = PolicyPage.objects.get(pk=draft.pk)
    assert (now.live, now.title) == (True, draft.title)
    assert now.get_latest_revision_as_object().title == "뒤늦게 저장한 초안"
    assert reader.get(now.url).status_code == 200


def typed(client: Client, page: PolicyPage, words: str, step: str):
    """Type a passage at the translators' desk and take a step with the same button; return what is said."""
    address = reverse("desk:translation", args=[page.pk])
    form = next(f for f in lxml.html.fromstring(client.get(address).content).forms if f.get("id") == "translation")
    sent = {name: value or "" for name, value in form.fields.items()}
    box = next(name for name in sent if name.startswith("text-") and name.count("-") == 2)
    answer = client.post(address, {**sent, box: words, "step": step, "next": "/admin/"}, follow=True)
    return [str(message).strip() for message in answer.context["messages"]]


def test_what_a_reviewer_typed_is_saved_and_waits_for_another_reviewer(staff: Staff, english: PolicyPage):
    reviewer = staff("reviewer")
    prefer(reviewer, "en")
    (said,) = typed(reviewer, english, "Put right by the reviewer", "approve")
    assert said.startswith("It was not approved: the last changes are your own.")
    now = PolicyPage.objects.get(pk=english.pk)
    assert now.current_workflow_task.role == "reviewer"
    assert "Put right by the reviewer" in json.dumps(now.get_latest_revision().content)
    offered = reviewer.get(reverse("desk:translation", args=[english.pk])).context["actions"]
    assert [name for name, _label in offered] == ["reject"]


def test_changes_are_not_requested_without_saying_which(staff: Staff, english: PolicyPage):
    reviewer = staff("reviewer")
    answer = reviewer.post(reverse("desk:translation", args=[english.pk]), {"step": "reject", "comment": " "})
    assert answer.status_code == 400
    assert PolicyPage.objects.get(pk=english.pk).current_workflow_task.role == "reviewer"


def in_the_editor(client: Client, page: PolicyPage, action: str, **data: str):
    """Send the whole form of the editor with a step."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    step = {STEP: "1", "workflow-action-name": action}
    return client.post(address, {**editor_form(client, page), **step, **data}, follow=True)


@pytest.mark.parametrize("said", [{}, {"comment": "  "}, None])
def test_changes_are_not_requested_in_the_editor_without_saying_which(staff: Staff, draft: PolicyPage, said):
    reviewer = staff("reviewer")
    prefer(reviewer, "en")
    draft.get_workflow().start(draft, staff("author").user)
    extra = {} if said is None else {"workflow-action-extra-data": json.dumps(said)}
    answer = in_the_editor(reviewer, draft, "reject", one_line="Put right by the reviewer", **extra)
    assert "Nothing was sent back" in " ".join(str(message) for message in answer.context["messages"])
    now = PolicyPage.objects.get(pk=draft.pk)
    assert now.current_workflow_task.role == "reviewer"
    assert now.get_latest_revision_as_object().one_line == "Put right by the reviewer"


def test_dialog_of_the_editor_asks_for_the_words_again(staff: Staff, draft: PolicyPage):
    reviewer = staff("reviewer")
    prefer(reviewer, "en")
    draft.get_workflow().start(draft, staff("author").user)
    step = ("reject", draft.current_workflow_task_state.pk)
    address = reverse("wagtailadmin_pages:collect_workflow_action_data", args=[draft.pk, *step])
    answer = reviewer.post(address, {"comment": ""}, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert answer["step"] == "action"
    assert "Say what has to be changed" in answer["html"]
    answer = reviewer.post(address, {"comment": "The year."}, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert answer["cleaned_data"] == {"comment": "The year."}


def test_publisher_is_led_to_what_readers_see(staff: Staff, draft: PolicyPage):
    publisher = staff("publisher")
    prefer(publisher, "en")
    draft.get_workflow().start(draft, staff("author").user)
    act(staff("reviewer"), draft, "approve")
    answer = in_the_editor(publisher, draft, "approve")
    (said,) = [str(message) for message in answer.context["messages"]]
    public = PolicyPage.objects.get(pk=draft.pk)
    assert public.live
    assert f'href="{public.url}"' in said


@pytest.mark.parametrize(("language", "told"), [("en", "goes to review again"), ("ko", "다시 검토 단계로 보냈습니다")])
def test_what_a_publisher_typed_goes_to_review(staff: Staff, english: PolicyPage, language: str, told: str):
    act(staff("reviewer"), english, "approve")
    publisher = staff("publisher")
    prefer(publisher, language)
    (said,) = typed(publisher, english, "Put right by the publisher", "approve")
    assert told in said
    now = PolicyPage.objects.get(pk=english.pk)
    assert now.current_workflow_task.role == "reviewer"
    assert "Put right by the publisher" in json.dumps(now.get_latest_revision().content)
    assert "Put right by the publisher" not in json.dumps(now.live_revision.content)


def test_what_a_reviewer_typed_in_the_editor_is_saved_and_waits_for_another(staff: Staff, draft: PolicyPage):
    reviewer = staff("reviewer")
    prefer(reviewer, "ko")
    draft.get_workflow().start(draft, staff("author").user)
    answer = in_the_editor(reviewer, draft, "approve", one_line="검토자가 고친 한 줄")
    assert "승인하지 않았습니다" in " ".join(str(message) for message in answer.context["messages"])
    now = PolicyPage.objects.get(pk=draft.pk)
    assert now.current_workflow_task.role == "reviewer"
    assert now.get_latest_revision_as_object().one_line == "검토자가 고친 한 줄"


ROW = {"id": "", "year": "2031", "text": "노선을 하나 더 연다.", "basis": "unrecorded", "source": "", "ORDER": "99"}
ROW |= {"confidence": "medium", "disputed": ""}


def test_row_that_is_new_in_a_correction_stays_itself_and_is_approved(staff: Staff, policy: PolicyPage):
    author, reviewer = staff("author"), staff("reviewer")
    whole = editor_form(author, policy)
    number = whole["milestones-TOTAL_FORMS"]
    new = {f"milestones-{number}-{name}": value for name, value in ROW.items()}
    sent = {"milestones-TOTAL_FORMS": str(int(number) + 1), "correction_note": "더한 노선", "action-submit": "1"}
    author.post(reverse("wagtailadmin_pages:edit", args=[policy.pk]), {**whole, **new, **sent})

    def keys() -> list[Any]:
        rows = PolicyPage.objects.get(pk=policy.pk).get_latest_revision_as_object().milestones.all()
        return [milestone.translation_key for milestone in rows if milestone.year == 2031]

    added = keys()
    assert len(added) == 1
    in_the_editor(reviewer, policy, "approve")
    assert PolicyPage.objects.get(pk=policy.pk).current_workflow_task.role == "publisher"
    assert keys() == added

"""A public page can be withdrawn while a correction of it is in review; the correction stays a draft."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from seoulsolution.archive.models import PolicyPage, RoleGroup
from seoulsolution.core.models import WithdrawnAddress

from .conftest import Staff, prefer

pytestmark = pytest.mark.usefixtures("without_handouts")

WORDS = {
    "ko": "바로잡는 새 한 줄이다.",
    "en": "A line that corrects the other.",
}


@pytest.fixture
def corrected(staff: Staff, language: str) -> PolicyPage:
    """A public page in either language, of which a correction waits for its review."""
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    draft = page.get_latest_revision_as_object()
    draft.one_line = WORDS[language]
    author = staff("author" if language == "ko" else "translator")
    draft.save_revision(user=author.user)
    page.get_workflow().start(PolicyPage.objects.get(pk=page.pk), author.user)
    return PolicyPage.objects.get(pk=page.pk)


def administrator(staff: Staff) -> Client:
    return staff("administrator", RoleGroup.objects.get(role="administrator").office)


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_page_is_withdrawn_while_its_correction_is_in_review(
    staff: Staff, reader: Client, corrected: PolicyPage, language: str, role: str
):
    client = administrator(staff) if role == "administrator" else staff(role)
    address = reverse("wagtailadmin_pages:unpublish", args=[corrected.pk])
    assert 'name="reason"' in client.get(address).content.decode()
    mail.outbox.clear()
    assert client.post(address, {"reason": "It was wrong."}).status_code == 302
    now = PolicyPage.objects.get(pk=corrected.pk)
    state = now.workflow_states.get()
    assert (now.live, now.workflow_in_progress, state.status) == (False, False, WorkflowState.STATUS_CANCELLED)
    assert now.get_latest_revision_as_object().one_line == WORDS[language]
    assert WithdrawnAddress.objects.get(path=f"/{language}/policies/transportation/owl-bus/").reason == "It was wrong."
    assert reader.get(f"/{language}/policies/transportation/owl-bus/").status_code == 410
    told = [sent for sent in mail.outbox if sent.to == [state.requested_by.email]]
    assert len(told) == 1
    assert reverse("wagtailadmin_pages:edit", args=[now.pk]) in told[0].body


def withdraw(client: Client, page: PolicyPage, **posted: str):
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), posted, follow=True)


def test_original_is_withdrawn_with_the_translations_that_are_ticked(staff: Staff, policy: PolicyPage):
    english = PolicyPage.objects.get(slug="owl-bus", locale__language_code="en")
    publisher = staff("publisher")
    form = publisher.get(reverse("wagtailadmin_pages:unpublish", args=[policy.pk])).content.decode()
    assert f'name="translations" value="{english.pk}"' in form
    answer = withdraw(publisher, policy, translations=str(english.pk), reason="틀렸다.")
    assert not PolicyPage.objects.filter(slug="owl-bus", live=True).exists()
    paths = [f"/{code}/policies/transportation/owl-bus/" for code in ("ko", "en")]
    assert [WithdrawnAddress.objects.get(path=path).reason for path in paths] == ["틀렸다.", ""]
    said = [str(message) for message in answer.context["messages"]]
    assert any(english.title in one for one in said)
    assert not any("아직 공개" in one for one in said)


def test_what_is_not_ticked_or_another_page_stays_public(staff: Staff, policy: PolicyPage):
    other = PolicyPage.objects.get(slug="topis", locale__language_code="en")
    withdraw(staff("publisher"), policy, translations=str(other.pk))
    assert PolicyPage.objects.filter(slug="owl-bus", live=True).count() == 1
    assert PolicyPage.objects.get(pk=other.pk).live


def test_translation_is_withdrawn_by_itself(staff: Staff, policy: PolicyPage):
    english = PolicyPage.objects.get(slug="owl-bus", locale__language_code="en")
    publisher = staff("publisher")
    form = publisher.get(reverse("wagtailadmin_pages:unpublish", args=[english.pk])).content.decode()
    assert 'name="translations"' not in form
    withdraw(publisher, english, translations=str(policy.pk))
    assert PolicyPage.objects.get(pk=policy.pk).live


def test_author_finds_the_draft_and_why_its_review_is_over(staff: Staff, corrected: PolicyPage, language: str):
    reason = {"reason": "It was wrong."}
    staff("publisher").post(reverse("wagtailadmin_pages:unpublish", args=[corrected.pk]), reason)
    author = staff("author" if language == "ko" else "translator")
    prefer(author, language)
    html = author.get(reverse("wagtailadmin_pages:edit", args=[corrected.pk]), follow=True).content.decode()
    assert {"ko": "게시를 중단하여 검토를 취소", "en": "The review was called off"}[language] in html
    assert {"ko": "게시를 중단한 사유: It was", "en": "Why it was withdrawn: It was"}[language] in html


@pytest.mark.parametrize("role", ["author", "translator", "reviewer"])
def test_those_who_publish_nothing_withdraw_nothing(staff: Staff, corrected: PolicyPage, role: str):
    staff(role).post(reverse("wagtailadmin_pages:unpublish", args=[corrected.pk]))
    now = PolicyPage.objects.get(pk=corrected.pk)
    assert (now.live, now.workflow_in_progress) == (True, True)


def test_locked_editor_leads_to_the_withdrawal(staff: Staff, policy: PolicyPage):
    draft = policy.get_latest_revision_as_object()
    draft.one_line = WORDS["ko"]
    draft.save_revision(user=staff("author").user)
    policy.get_workflow().start(PolicyPage.objects.get(pk=policy.pk), staff("author").user)
    client = administrator(staff)
    withdraw = reverse("wagtailadmin_pages:unpublish", args=[policy.pk])
    assert f'href="{withdraw}"' in client.get(reverse("wagtailadmin_pages:edit", args=[policy.pk])).content.decode()


def test_page_that_is_deleted_calls_nothing_off(staff: Staff, corrected: PolicyPage):
    mail.outbox.clear()
    corrected.delete()
    assert mail.outbox == []


def test_review_goes_on_where_only_the_time_of_the_page_is_over(corrected: PolicyPage):
    corrected.unpublish(set_expired=True)
    assert PolicyPage.objects.get(pk=corrected.pk).workflow_in_progress

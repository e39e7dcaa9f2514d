"""A change of a public page carries a note for its readers, in their language, or is not handed in."""

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from seoulsolution.archive.models import PolicyPage

from .conftest import Staff, editor_form, prefer

pytestmark = pytest.mark.usefixtures("without_handouts")


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def shown(client: Client, page: Page) -> str:
    prefer(client, "en")
    return client.get(edit(page)).content.decode()


def test_editor_asks_for_the_note_that_a_correction_carries(staff: Staff, policy: PolicyPage):
    author = staff("author")
    assert "Readers are not told yet" not in shown(author, policy)
    policy.one_line = "고친 한 줄"
    policy.save_revision(user=author.user)
    assert "Readers are not told yet" in shown(author, policy)
    policy.correction_note = "한 줄을 바로잡았다."
    policy.save_revision(user=author.user)
    assert "Readers are not told yet" not in shown(author, policy)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "say first what this version corrects"), ("ko", "무엇을 정정하는지 먼저 적어")]
)
def test_change_of_a_public_page_is_not_handed_in_without_its_note(
    staff: Staff, policy: PolicyPage, language: str, told: str
):
    author = staff("author")
    prefer(author, language)
    changed = {"one_line": "고친 한 줄", "action-submit": "submit"}
    answer = author.post(edit(policy), {**editor_form(author, policy), **changed}, follow=True)
    told_of_note = [str(message) for message in answer.context["messages"] if "id_correction_note" in str(message)]
    assert [told in message for message in told_of_note] == [True]
    beside = lxml.html.fromstring(answer.content).xpath("//*[@role='tabpanel']//*[contains(@class, 'error-message')]")
    assert len(beside) == 1
    draft = PolicyPage.objects.get(pk=policy.pk)
    assert (draft.workflow_in_progress, draft.get_latest_revision_as_object().one_line) == (False, "고친 한 줄")
    noted = {**editor_form(author, policy), **changed, "correction_note": "한 줄을 바로잡았다."}
    author.post(edit(policy), noted)
    assert PolicyPage.objects.get(pk=policy.pk).workflow_in_progress


@pytest.mark.parametrize(
    ("language", "told"), [("en", "in the language of the page: Korean"), ("ko", "페이지의 언어(한국어)")]
)
def test_note_in_another_language_is_refused(staff: Staff, policy: PolicyPage, language: str, told: str):
    author = staff("author")
    prefer(author, language)
    form = editor_form(author, policy) | {"correction_note": "The line was not right at all."}
    answer = author.post(edit(policy), form)
    assert [told in fault for fault in answer.context["form"].errors["correction_note"]] == [True]
    assert "The line was not right at all." in answer.content.decode()

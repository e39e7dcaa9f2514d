"""A page is withdrawn while a change of it is in review: the change stays a draft, and whoever handed it in is told."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry, WorkflowState
from wagtail.signals import page_unpublished

from seoulsolution.core.accounts import mails

from .workflows import RoleApproval


def was_called_off(page: Page) -> bool:
    """Whether the last review of a page ended because the page was withdrawn: begun before that and over since."""
    last = page.workflow_states.order_by("-pk").first()
    if page.live or last is None or last.status != WorkflowState.STATUS_CANCELLED:
        return False
    withdrawn = PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish").order_by("-timestamp").first()
    if withdrawn is None or last.created_at > withdrawn.timestamp:
        return False
    return bool(last.task_states.filter(finished_at__gte=withdrawn.timestamp).exists())


@transaction.atomic
def call_off(*, page: Page, by: Any) -> None:
    """End the review in which a withdrawn page is; Wagtail writes it into the history."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return
    if not isinstance(state.current_task_state.task.specific, RoleApproval):
        return
    state.cancel(user=by)
    author = state.requested_by
    if author is not None and author != by and author.is_active and author.email:
        with override(mails.language_of(author, settings.LANGUAGE_CODE)):
            mails.post(to=author.email, **_words(page))


def _words(page: Page) -> dict[str, str]:
    """Subject and text."""
    title = {"title": page.get_admin_display_title()}
    text = _(
        "“%(title)s” was withdrawn from its readers while your change of it was in review. The review is called off. "
        "Your change is kept as a draft, and you can hand it in once more. Why it was withdrawn stands there as soon "
        "as it is said:"
    )
    address = settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
    return {"subject": _("“%(title)s” was withdrawn") % title, "text": f"{text % title}\n\n{address}"}


def _on_unpublish(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Not where its time is over, which the change may be about to extend, nor where it is about to be deleted."""
    now = Page.objects.filter(pk=instance.pk, live=False, expired=False).first()
    if now is not None:
        call_off(page=now, by=get_active_log_context().user)


def connect() -> None:
    page_unpublished.connect(_on_unpublish, dispatch_uid="review-of-withdrawn-page")

"""What was changed in a page since somebody looked at it last."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Revision, TaskState

from seoulsolution.core.versions import changes_between

from .dashboard.scope import pages_of


@dataclass(frozen=True, slots=True)
class Since:
    """What the latest draft is compared with. `step`: at which it was looked at, None for what is public."""

    revision: Revision
    step: TaskState | None


def returned_before(page: Page) -> TaskState | None:
    """The step at which changes to a page were requested last, until it is approved there."""
    state = page.current_workflow_state
    if state is None:
        return None
    decided = state.task_states.filter(status__in=[TaskState.STATUS_REJECTED, TaskState.STATUS_APPROVED])
    returned: TaskState | None = decided.order_by("-finished_at").filter(status=TaskState.STATUS_REJECTED).first()
    if returned is None:
        return None
    is_settled = decided.filter(
        task=returned.task_id, status=TaskState.STATUS_APPROVED, finished_at__gt=returned.finished_at
    ).exists()
    return None if is_settled else returned


def approved_before(page: Page) -> Since | None:
    """What was approved last on the way on which a page is, where it was saved again since."""
    state = page.current_workflow_state
    done = state.task_states.filter(status=TaskState.STATUS_APPROVED) if state else TaskState.objects.none()
    step = done.order_by("-finished_at").first()
    if step is None:
        return None
    revision = Revision.objects.for_instance(page).filter(created_at__lte=step.finished_at).order_by("-pk").first()
    return Since(revision, step) if revision and revision.pk != page.latest_revision_id else None


def since(page: Page) -> Since | None:
    """What was before whoever requested changes or approved it, else what readers see; None where nothing was."""
    step = returned_before(page)
    if step is not None:
        return Since(step.revision, step)
    public = Since(page.live_revision, None) if page.live and page.live_revision else None
    return approved_before(page) or public


def note_between(before: Revision, after: Revision) -> str:
    """What readers will be told is corrected; empty where nobody has said it anew."""
    then, now = (revision.content.get("correction_note") or "" for revision in (before, after))
    return now if now != then else ""


def lacks_note(page: Page) -> bool:
    """Whether a draft tells readers of a public page something else and does not say what is corrected."""
    public, draft = page.live_revision, page.latest_revision
    if not page.live or not page.has_unpublished_changes or public is None or draft is None:
        return False
    return not note_between(public, draft) and bool(changes_between(page, public, draft))


def changed(request: HttpRequest, page_id: int) -> HttpResponse:
    """Shows what the latest draft says otherwise than what was looked at before."""
    page = get_object_or_404(Page.objects.select_related("latest_revision", "live_revision", "locale"), pk=page_id)
    if not pages_of(request.user).filter(pk=page.pk).exists():
        raise PermissionDenied
    compared = since(page)
    may = page.permissions_for_user(request.user)
    context: dict[str, Any] = {"page": page, "since": compared, "can_edit": may.can_edit()}
    context |= {"can_lock": may.can_lock() and not page.locked, "can_unlock": may.can_unlock() and page.locked}
    context["locked_by"] = get_user_display_name(page.locked_by) if page.locked_by else _("somebody else")
    if compared is not None and page.latest_revision is not None:
        context["changes"] = changes_between(page, compared.revision, page.latest_revision)
        has_to_tell = page.live and page.live_revision and context["changes"]
        context["note"] = note_between(page.live_revision, page.latest_revision) if has_to_tell else None
    return render(request, "desk/changed.html", context)

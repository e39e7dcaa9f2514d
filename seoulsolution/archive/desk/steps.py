"""Steps of a workflow as the desk takes them: once each, and whoever took one is told what it led to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page, WorkflowState
from wagtail.utils.urlpatterns import decorate_urlpatterns

from . import guidance
from .calling_off import CallOffView
from .dashboard.scope import pages_of

# What the page editor sends with a step.
STEP = "action-workflow-action"


def what_was_done(page: Page) -> str:
    """Where the last step of its workflow has brought a page."""
    title = {"title": page.get_admin_display_title()}
    state = page.workflow_states.order_by("-pk").first()
    if state is None or state.status == WorkflowState.STATUS_IN_PROGRESS:
        return _("“%(title)s” is approved and waits for the next step.") % title
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("“%(title)s” went back with what has to be changed.") % title
    now = Page.objects.get(pk=page.pk)
    if now.live and not now.has_unpublished_changes:
        return _("“%(title)s” is published.") % title
    if now.scheduled_revision is not None:
        when = date_format(localtime(now.scheduled_revision.approved_go_live_at), "DATETIME_FORMAT")
        return _("“%(title)s” is approved and will be published on %(when)s.") % {**title, "when": when}
    return _("“%(title)s” is approved.") % title


class StepView(WorkflowActionView):
    """Wagtail's own way to take a step, which says nothing when it is done."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(request, *args, **kwargs)
        if response.status_code == 302:
            messages.success(request, what_was_done(self.object))
        return response


def lacks_words(request: HttpRequest, action: str) -> bool:
    """Whether changes are requested without saying which."""
    return action == "reject" and not request.POST.get("comment", "").strip()


def edit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Wagtail's editor, in which a step that was sent twice is taken once."""
    if request.method == "POST" and STEP in request.POST and _was_taken(request, page_id):
        messages.warning(request, _("The step was taken already: nothing was changed by this."))
        return redirect("wagtailadmin_home")
    response: HttpResponse = EditView.as_view()(request, page_id=page_id)
    guidance.tell(request, response)
    return response


def add(request: HttpRequest, **where: Any) -> HttpResponse:
    """Wagtail's editor of a new page."""
    response: HttpResponse = CreateView.as_view()(request, **where)
    guidance.tell(request, response)
    return response


def _was_taken(request: HttpRequest, page_id: int) -> bool:
    """Whether a page that they look after waits for somebody else now, or for nobody."""
    page = pages_of(request.user).filter(pk=page_id).first()
    if page is None:
        return False
    task = page.current_workflow_task
    offered = [name for name, _label, _asks in task.specific.get_actions(page, request.user)] if task else []
    return request.POST.get("workflow-action-name") not in offered


def tell_what_was_done(request: HttpRequest, page: Page) -> None:
    """After a step that was taken in the editor, where Wagtail says only that the page was saved."""
    if STEP in request.POST:
        messages.success(request, what_was_done(page))


# Before Wagtail's own under the same paths; by name Wagtail's are found.
urlpatterns = decorate_urlpatterns(
    [
        path("pages/<int:page_id>/edit/", edit),
        path("pages/<int:page_id>/revisions/<int:revision_id>/unschedule/", CallOffView.as_view()),
        path(
            "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
            add,
        ),
    ],
    require_admin_access,
)

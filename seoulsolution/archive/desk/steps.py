"""Steps of a workflow as the desk takes them: once each, and whoever took one is told what it led to."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page, WorkflowState
from wagtail.utils.urlpatterns import decorate_urlpatterns

from . import guidance
from .calling_off import CallOffView
from .changes import lacks_note
from .dashboard.scope import pages_of
from .roles import Role
from .workflows import RoleApproval

# What the page editor sends with a step.
STEP = "action-workflow-action"
WITHOUT_WORDS = gettext_lazy("Nothing was sent back: say what has to be changed.")
OWN_WORDS = gettext_lazy(
    "It was not approved: the last changes are your own. Somebody else approves them, or you send the page back."
)
TAKEN = gettext_lazy("The step was taken already: nothing was changed by this.")


def refusal(page: Page, action: str, user: Any) -> str:
    """Why somebody does not take a step, empty where they do."""
    task = page.current_workflow_task
    offered = [name for name, _label, _asks in task.specific.get_actions(page, user)] if task else []
    if action in offered:
        return ""
    return str(OWN_WORDS if offered and action == "approve" else TAKEN)


def what_was_done(page: Page, user: Any) -> str:
    """Where the last step of its workflow has brought a page."""
    title = {"title": page.get_admin_display_title()}
    state = page.workflow_states.order_by("-pk").first()
    if state is None or state.status == WorkflowState.STATUS_IN_PROGRESS:
        return _where_it_waits(Page.objects.get(pk=page.pk), user) % title
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("“%(title)s” went back with what has to be changed.") % title
    now = Page.objects.get(pk=page.pk)
    if _is_published(now):
        return _("“%(title)s” is published.") % title + _until(now)
    if now.scheduled_revision is not None:
        when = date_format(localtime(now.scheduled_revision.approved_go_live_at), "DATETIME_FORMAT")
        return _("“%(title)s” is approved and will be published on %(when)s.") % {**title, "when": when}
    return _("“%(title)s” is approved.") % title


def _where_it_waits(page: Page, user: Any) -> str:
    task = page.current_workflow_task
    if not isinstance(task, RoleApproval) or task.role != Role.REVIEWER:
        return _("“%(title)s” is approved and waits for the next step.")
    if task.may_act(page, user) and not task.may_approve(page, user):
        return _("What you changed in “%(title)s” is saved.") + " " + str(OWN_WORDS)
    return _("“%(title)s” says something else than what was reviewed: it goes to review again.")


def _until(page: Page) -> str:
    """That a page is withdrawn by itself, where it has a day for that."""
    if page.expire_at is None:
        return ""
    return " " + _("It is withdrawn on %(when)s.") % {"when": date_format(localtime(page.expire_at), "DATETIME_FORMAT")}


def _is_published(page: Page) -> bool:
    return page.live and not page.has_unpublished_changes


def tell(request: HttpRequest, page: Page) -> None:
    """Say what a step led to, with the way to what readers see now."""
    now = Page.objects.get(pk=page.pk)
    buttons = [messages.button(now.url, _("See it as readers do"))] if _is_published(now) else []
    messages.success(request, what_was_done(page, request.user), buttons=buttons)


def lacks_words(page: Page, action: str, said: Any) -> bool:
    """Whether the step lacks what it asks for: the words with which changes are requested."""
    task = page.current_workflow_task
    return task is not None and not task.specific.get_form_for_action(action)(said).is_valid()


def hand_in(page: Page, user: Any) -> None:
    """Begin the way of a page to its readers, or go on with it where changes were requested."""
    if guidance.returned_step(page) is not None:
        page.current_workflow_state.resume(user=user)
    else:
        page.get_workflow().start(page, user)


class StepView(WorkflowActionView):
    """Wagtail's own way to take a step, which says nothing when it is done."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_refused = lacks_words(self.object, self.action_name, request.POST)
        response: HttpResponse = super().post(request, *args, **kwargs)
        if response.status_code == 302 and is_refused:
            messages.error(request, WITHOUT_WORDS)
        elif response.status_code == 302:
            tell(request, self.object)
        return response


class Editor(EditView):
    """Wagtail's editor, which says of everything that the page was saved; here it says what a step led to."""

    def perform_workflow_action(self) -> HttpResponse:
        """`tell_what_was_done` says the rest."""
        self.add_save_confirmation_message = lambda: None
        response: HttpResponse = super().perform_workflow_action()
        return response

    def submit_action(self) -> HttpResponse:
        """Save, and hand in what tells readers of a public page what is corrected in it."""
        self.add_save_confirmation_message = lambda: None
        self.save_action()
        page = Page.objects.get(pk=self.page.pk)
        if lacks_note(page):
            here = self.redirect_and_remain().url
            return redirect(f"{here}{'&' if '?' in here else '?'}{guidance.NOTE_IS_ASKED_FOR}=missing")
        hand_in(page.specific, self.request.user)
        messages.success(self.request, _("“%(title)s” is handed in for review.") % {"title": self.page.title})
        guidance.tell_hindrances(self.request, page.get_latest_revision_as_object())
        away: HttpResponse = self.redirect_away()
        return away


class Creator(CreateView):
    """Wagtail's editor of a new page, which may be handed in at once."""

    def submit_action(self) -> HttpResponse:
        response: HttpResponse = super().submit_action()
        guidance.tell_hindrances(self.request, self.page.get_latest_revision_as_object())
        return response


def edit(request: HttpRequest, page_id: int) -> HttpResponse:
    """The editor, in which a step that was sent twice is taken once, and none without the words that it asks for.

    Wagtail leads here from many places, also those who may publish a page and not change it: they are shown it.
    """
    page = pages_of(request.user).filter(pk=page_id).first()
    if request.method == "GET" and page is not None and not page.permissions_for_user(request.user).can_edit():
        _tell_what_else_may_be_done(request, page)
        return redirect("desk:changed", page.pk)
    _join_line_ends(request)
    if request.method == "POST" and STEP in request.POST and page is not None:
        refused = refusal(page, request.POST.get("workflow-action-name", ""), request.user)
        if refused:
            messages.warning(request, refused)
            return redirect("wagtailadmin_home")
        if lacks_words(page, request.POST.get("workflow-action-name", ""), _said(request)):
            messages.error(request, WITHOUT_WORDS)
            _only_save(request)
    response: HttpResponse = Editor.as_view()(request, page_id=page_id)
    guidance.tell(request, response)
    return response


def _tell_what_else_may_be_done(request: HttpRequest, page: Page) -> None:
    """To those who may not change a page; who publishes it withdraws it, too."""
    buttons = []
    if page.permissions_for_user(request.user).can_unpublish():
        buttons.append(messages.button(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), _("Unpublish")))
    messages.info(request, _("You may read this page, not change it."), buttons=buttons)


def _join_line_ends(request: HttpRequest) -> None:
    """A browser sends the end of a line as two signs: saving a text of several lines would change all of it."""
    posted = request.POST.copy()
    for name, values in posted.lists():
        posted.setlist(name, [str(value).replace("\r\n", "\n") for value in values])
    request.POST = posted  # type: ignore[assignment] # the middleware reads it before, nobody after


def _said(request: HttpRequest) -> Any:
    """What was said with a step in the editor: Wagtail sends it as JSON."""
    try:
        said = json.loads(request.POST.get("workflow-action-extra-data") or "{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _only_save(request: HttpRequest) -> None:
    """What was typed with a step that is not taken is kept."""
    posted = request.POST.copy()
    del posted[STEP]
    request.POST = posted  # type: ignore[assignment] # the middleware reads it before, nobody after


def add(request: HttpRequest, **where: Any) -> HttpResponse:
    """Wagtail's editor of a new page."""
    _join_line_ends(request)
    response: HttpResponse = Creator.as_view()(request, **where)
    guidance.tell(request, response)
    return response


def tell_what_was_done(request: HttpRequest, page: Page) -> None:
    """After a step that was taken in the editor, where Wagtail says only that the page was saved."""
    if STEP in request.POST:
        tell(request, page)


# Before Wagtail's own under the same paths; by name Wagtail's are found.
urlpatterns = decorate_urlpatterns(
    [
        path("pages/<int:page_id>/edit/", edit),
        path("pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/", StepView.as_view()),
        path("pages/<int:page_id>/revisions/<int:revision_id>/unschedule/", CallOffView.as_view()),
        path(
            "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
            add,
        ),
    ],
    require_admin_access,
)

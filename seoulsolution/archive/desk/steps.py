"""A step of a workflow that is taken at the translators' desk, and what it led to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import WorkflowState


class StepView(WorkflowActionView):
    """Wagtail's own way to take a step, which says nothing when it is done."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(request, *args, **kwargs)
        if response.status_code == 302:
            messages.success(request, self.what_was_done())
        return response

    def what_was_done(self) -> str:
        state = WorkflowState.objects.get(pk=self.task_state.workflow_state_id)
        title = {"title": self.object.get_admin_display_title()}
        if state.status == WorkflowState.STATUS_APPROVED:
            self.object.refresh_from_db()
            if self.object.live and not self.object.has_unpublished_changes:
                return _("“%(title)s” is published.") % title
            return _("“%(title)s” is approved.") % title
        if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            return _("“%(title)s” went back with what has to be changed.") % title
        return _("“%(title)s” is approved and waits for the next step.") % title

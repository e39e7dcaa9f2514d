"""The way of a page to its readers: what an author submits is reviewed, then published; a translation likewise."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from wagtail.admin.mail import BaseGroupApprovalTaskStateEmailNotifier
from wagtail.forms import TaskStateCommentForm
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Revision,
    Task,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail.signals import task_submitted

from seoulsolution.core.versions import says_something_else

from ..front.models import HomePage
from .belonging import office_of
from .roles import EVERYWHERE, OFFICE_ROLES, Role, RoleGroup, membership


class Way(models.TextChoices):
    """What a workflow is for."""

    WRITTEN = "written", _("Pages in the city’s language")
    TRANSLATED = "translated", _("Translations")


class WhatHasToBeChanged(forms.Form):
    """Asked of whoever requests changes."""

    class Meta:
        """As in `ListFilter`."""

    comment = forms.CharField(
        label=_("What has to be changed"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Say what has to be changed: whoever wrote it reads this.")},
    )


class RoleApproval(Task):
    """A step that those may take who have a role in the office of the page; at a review, not who submitted it."""

    role = models.CharField(_("role"), max_length=13, choices=[(r.value, r.label) for r in OFFICE_ROLES])
    way = models.CharField(_("for"), max_length=10, choices=Way.choices)

    admin_form_fields = [*Task.admin_form_fields, "role", "way"]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "way"], name="one_step_of_a_role_on_a_way")]
        verbose_name = _("approval by a role")
        verbose_name_plural = _("approvals by a role")

    @classmethod
    def get_description(cls) -> str:
        return str(_("Those who have the role in the office of the page can approve"))

    def may_act(self, page: Any, user: Any, state: WorkflowState | None = None) -> bool:
        """`state`: that of the page, where it is known."""
        if user.is_superuser:
            return True
        if not membership(user).has(self.role, office_of(page)):
            return False
        return self.role != Role.REVIEWER or not _submitted(state or page.current_workflow_state, user)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return bool(user.is_superuser or membership(user).has(self.role, office_of(obj)))

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.user_can_access_editor(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return self.user_can_access_editor(obj, user)

    def may_approve(self, page: Any, user: Any) -> bool:
        """Nobody reviews what they wrote themselves, also not while it was theirs to review."""
        if user.is_superuser or not self.may_act(page, user):
            return bool(user.is_superuser)
        return self.role != Role.REVIEWER or not rewrote(page, user.pk)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.may_act(obj, user):
            return []
        approve = [("approve", _("Approve"), False)] if self.may_approve(obj, user) else []
        return [("reject", _("Request changes"), True), *approve]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return WhatHasToBeChanged if action == "reject" else TaskStateCommentForm

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """What was changed since its review, as whoever publishes had asked, is reviewed again."""
        review = self.review_to_repeat(workflow_state)
        started: TaskState = review.start(workflow_state, user) if review else super().start(workflow_state, user)
        return started

    def review_to_repeat(self, state: WorkflowState) -> Task | None:
        """The review of a page that says something else since, where it is about to be published."""
        if self.role != Role.PUBLISHER:
            return None
        review = state.task_states.filter(status=TaskState.STATUS_APPROVED).order_by("-finished_at").first()
        if review is None:
            return None
        page = state.content_object.specific
        reviewed = _revisions(page).filter(created_at__lte=review.finished_at).first()
        is_outdated = reviewed is not None and _says_something_else(page, reviewed)
        return review.task.specific if is_outdated else None

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Whoever may not act does not, whatever address the request came by.

        An approval that was sent together with changes of one's own keeps these and leaves it to others to review them.
        """
        page = task_state.workflow_state.content_object
        if not self.may_act(page, user):
            raise PermissionDenied
        if action_name == "approve" and not self.may_approve(page, user):
            return
        if action_name == "approve" and self.review_to_repeat(task_state.workflow_state) is not None:
            task_state.cancel(user=user, resume=True)
            return
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser:
            return waiting
        mine = [
            state.pk
            for state in waiting.select_related("workflow_state").prefetch_related("workflow_state__content_object")
            if self.may_act(state.workflow_state.content_object, user)
        ]
        return waiting.filter(pk__in=mine)

    def people(self, page: Any) -> QuerySet[Any]:
        """Those who may take this step for `page`."""
        groups = RoleGroup.objects.filter(role=self.role, office__in={EVERYWHERE, office_of(page)})
        return get_user_model().objects.filter(is_active=True, groups__desk_role__in=groups).distinct()


def is_at_publication(page: Any) -> bool:
    """Whether the step at which a page is publishes what was reviewed."""
    task = page.current_workflow_task
    if isinstance(task, RoleApproval):
        return bool(task.role == Role.PUBLISHER)
    return task is not None and page.current_workflow_state.is_at_final_task


def leads_to_readers(page: Any) -> bool:
    """Whether its next approval publishes a page as it is."""
    if not is_at_publication(page):
        return False
    task = page.current_workflow_task
    return not isinstance(task, RoleApproval) or task.review_to_repeat(page.current_workflow_state) is None


def _revisions(page: Page) -> QuerySet[Revision]:
    """The latest first, as they are now: `page` may be older than what was just saved."""
    revisions: QuerySet[Revision] = Revision.objects.for_instance(page).order_by("-created_at", "-pk")
    return revisions


def _says_something_else(page: Page, revision: Revision) -> bool:
    """Whether the latest draft of a page tells readers something else than `revision`."""
    latest = _revisions(page).first()
    return latest is not None and latest.pk != revision.pk and says_something_else(page, revision, latest)


def rewrote(page: Page, user: int) -> bool:
    """Whether the last words of a page are those of the user with this id."""
    if _revisions(page).values_list("user", flat=True).first() != user:
        return False
    of_another = _revisions(page).exclude(user=user).first()
    return of_another is None or _says_something_else(page, of_another)


def _submitted(state: WorkflowState | None, user: Any) -> bool:
    return state is not None and state.requested_by_id == user.pk


class RoleApprovalMail(BaseGroupApprovalTaskStateEmailNotifier):
    """Tells those who can take the next step that a page waits for them."""

    notification = "submitted"

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return isinstance(instance, TaskState) and isinstance(instance.task.specific, RoleApproval)

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> QuerySet[Any]:
        sender = kwargs.get("user")
        people = task_state.task.specific.people(task_state.workflow_state.content_object)
        return people.exclude(pk=sender.pk) if sender else people


STEPS = {
    (Way.WRITTEN, Role.REVIEWER): pgettext_lazy("step of a workflow", "Review of the content"),
    (Way.WRITTEN, Role.PUBLISHER): pgettext_lazy("step of a workflow", "Publication"),
    (Way.TRANSLATED, Role.REVIEWER): pgettext_lazy("step of a workflow", "Review of the translation"),
    (Way.TRANSLATED, Role.PUBLISHER): pgettext_lazy("step of a workflow", "Publication of the translation"),
}
NAMES = {
    Way.WRITTEN: _("Policies: review, then publication"),
    Way.TRANSLATED: _("Translations: review, then publication"),
}
# Comes with Wagtail and asks a group that is not there.
UNUSED_WORKFLOW = "Moderators approval"


def prepare_workflows() -> None:
    """The two ways exist and hold from each home page downwards, unless somebody has assigned another there."""
    Workflow.objects.filter(name=UNUSED_WORKFLOW, workflow_states=None).delete()
    GroupApprovalTask.objects.filter(name=UNUSED_WORKFLOW, groups=None, task_states=None).delete()
    homes = HomePage.objects.exclude(pk__in=WorkflowPage.objects.values("page"))
    own = Q(locale__language_code=settings.LANGUAGE_CODE)
    for way, pages in ((Way.WRITTEN, homes.filter(own)), (Way.TRANSLATED, homes.exclude(own))):
        workflow = _workflow(way)
        for page in pages:
            WorkflowPage.objects.create(workflow=workflow, page=page)


def _workflow(way: Way) -> Workflow:
    found = Workflow.objects.filter(workflow_tasks__task__in=RoleApproval.objects.filter(way=way)).first()
    if found is not None:
        return found
    workflow = Workflow.objects.create(name=in_every_language(NAMES[way]))
    for order, role in enumerate((Role.REVIEWER, Role.PUBLISHER)):
        task = RoleApproval.objects.create(name=in_every_language(STEPS[way, role]), role=role, way=way)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow


def in_every_language(text: Any) -> str:
    """A name that stands in the database once: in each language of the site."""
    names = []
    for code, _language in settings.LANGUAGES:
        with override(code):
            names.append(str(text))
    return " / ".join(dict.fromkeys(names))


def connect() -> None:
    task_submitted.connect(RoleApprovalMail(), sender=TaskState, weak=False, dispatch_uid="mail-to-those-with-the-role")

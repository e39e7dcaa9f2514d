"""The foot of the page editor: what somebody is to do with a page stands there as buttons, the rest in the menu."""

from collections.abc import Iterator
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem, UnpublishMenuItem
from wagtail.models import WorkflowState

from .workflows import is_at_publication, leads_to_readers

SAVE, HAND_IN, PUBLISH, APPROVE, REJECT = "action-save-draft", "action-submit", "action-publish", "approve", "reject"
# In their order. The first is what the return key does in a field: nothing that cannot be taken back. The last is the
# one that leads on.
SCHEDULE = "schedule"
BESIDE_EACH_OTHER = (SAVE, SCHEDULE, REJECT, HAND_IN, PUBLISH, APPROVE)


class HandIn(SubmitForModerationMenuItem):
    """Wagtail's item without the name of the workflow, which says nothing to authors."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        page = parent_context.get("page")
        state = page.current_workflow_state if page else None
        is_back = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        label = _("Submit for review again") if is_back else _("Submit for review")
        return {**super().get_context_data(parent_context), "label": label}


class SetSchedule(ActionMenuItem):
    """Opens the dialog that Wagtail opens from a panel behind an icon: for those whose schedule takes effect."""

    name = SCHEDULE
    template_name = "desk/schedule_button.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        tester = context.get("user_page_permissions_tester")
        return bool(super().is_shown(context) and tester and tester.can_publish())


class Withdraw(UnpublishMenuItem):
    """Also for those who cannot change the page while a correction of it is in review."""

    def is_shown(self, context: dict[str, Any]) -> bool:
        tester = context.get("user_page_permissions_tester")
        return bool(context.get("view") == "edit" and tester and tester.can_unpublish())


class Beside(ActionMenuItem):
    """Several items as buttons beside each other."""

    name = "beside"

    def __init__(self, items: list[ActionMenuItem]) -> None:
        super().__init__()
        self.items = items

    def render_html(self, parent_context: Any = None) -> SafeString:
        return format_html_join("", "{}", ((item.render_html(parent_context),) for item in self.items))

    @property
    def media(self) -> Media:
        return sum((item.media for item in self.items), Media())


def arrange(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """What leads on becomes plain buttons, in the place of the one that Wagtail shows."""
    page = context.get("page")
    items = {item.name: item for item in _own(menu_items, page)}
    if APPROVE in items and page is not None and is_at_publication(page):
        # The same as to approve, but for the review, which it would call off or leave out.
        items.pop(PUBLISH, None)
    set_schedule = SetSchedule()
    if set_schedule.is_shown(context):
        items[SCHEDULE] = set_schedule
    withdraw = Withdraw()
    if withdraw.is_shown(context):
        items[withdraw.name] = withdraw
    beside = [items.pop(name) for name in BESIDE_EACH_OTHER if name in items]
    menu_items[:] = [*([Beside(beside)] if beside else []), *items.values()]


def _own(items: list[ActionMenuItem], page: Any) -> Iterator[ActionMenuItem]:
    for item in items:
        if item.name == APPROVE:
            item.label = _approval(page)
        yield HandIn(order=item.order) if item.name == HAND_IN else item


def _approval(page: Any) -> str:
    """Not as Wagtail has it, for which a review that is repeated is the last step."""
    if not leads_to_readers(page):
        return _("Approve")
    return _("Approve and schedule") if _has_a_day(page) else _("Approve and publish")


def _has_a_day(page: Any) -> bool:
    return bool(page.go_live_at and page.go_live_at > timezone.now())


def schedule_note(page: Any, user: Any) -> tuple[str, str]:
    """(heading, text) for whoever sets a schedule: what has to happen before it holds, by the names of the buttons."""
    if not page.permissions_for_user(user).can_publish():
        return (
            _("What you set here is a proposal."),
            _("It takes effect when the page is published. Whoever publishes it can change it."),
        )
    if page.pk and page.current_workflow_task is not None:
        text = _(
            "After saving choose “Approve and schedule” at the foot of the editor; where only an end is set, "
            "“Approve and publish”."
        )
    else:
        text = _(
            "After saving choose “Schedule to publish” at the foot of the editor; where only an end is set, “Publish”."
        )
    return _("Saving alone does not put the schedule into effect."), text

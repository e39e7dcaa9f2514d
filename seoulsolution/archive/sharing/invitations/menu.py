"""Where the admin leads to invitations, and how its log tells of them."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from ..models import ProjectPage
from ..records import AdopterRecordPage
from . import actions, staff

ACTIONS = {
    "invited": (_("Invite a city"), _("Invited the staff of the city to write")),
    "invitation_sent_again": (_("Send an invitation again"), _("Sent the invitation again")),
    "invitation_revoked": (_("Take an invitation back"), _("Took the invitation back")),
    "invitation_answered": (_("Answer an invitation"), _("The staff of the city handed in what they wrote")),
    "written_by_the_city": (_("Keep what a city wrote"), _("Kept what the staff of the city wrote as a draft")),
}


def register_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(f"archive.{name}", label, message)


class InvitationsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(staff.VIEW))


def menu_item() -> MenuItem:
    return InvitationsItem(
        _("Invitations"), reverse("invitations:list"), name="invitations", icon_name="mail", order=360
    )


def invite_button(page: Page, user: Any, view_name: str | None = None, next_url: str | None = None) -> Iterator[Button]:
    """Beside a record or a project."""
    if page.specific_class not in (AdopterRecordPage, ProjectPage) or not user.has_perm(actions.INVITE):
        return
    if actions.what_may_be_asked(page.specific_deferred):
        yield Button(_("Invite the city"), reverse("invitations:new", args=[page.pk]), icon_name="mail", priority=56)

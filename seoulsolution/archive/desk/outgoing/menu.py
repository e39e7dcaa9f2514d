"""Where the admin leads to the report of outgoing links."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .queries import may_see


class OutgoingLinksItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


def menu_item() -> MenuItem:
    label = _("Outgoing links")
    return OutgoingLinksItem(label, reverse_lazy("desk:outgoing-links"), name="outgoing-links", icon_name="link")

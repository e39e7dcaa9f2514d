"""What editors see of search: what was looked for and not found."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from seoulsolution.core.permissions import LimitedPolicy

from .models import UnansweredSearch


class UnansweredSearchViewSet(ModelViewSet):
    model = UnansweredSearch
    icon = "search"
    menu_label = _("Searches without a result")
    add_to_reference_index = False
    list_display = ["words", "language", "day", "times"]
    list_filter = ["language", "day"]
    list_export = ["words", "language", "day", "times"]
    search_fields = ["words"]
    form_fields = ["words", "language", "day", "times"]
    inspect_view_enabled = False
    add_to_admin_menu = True
    menu_order = 900


# It is counted, so it is read and never changed.
register_permission_policy(UnansweredSearch, LimitedPolicy(UnansweredSearch, "view"))


@hooks.register("register_admin_viewset")
def register() -> UnansweredSearchViewSet:
    return UnansweredSearchViewSet("unanswered-searches")

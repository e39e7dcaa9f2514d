"""What editors see of search: what was looked for and not found."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from .models import UnansweredSearch


class ReadOnly(ModelPermissionPolicy):
    """To be read by whoever may see the model, to be changed by nobody: it is counted."""

    def user_has_permission(self, user: object, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: object, actions: object) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)  # type: ignore[attr-defined]


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


register_permission_policy(UnansweredSearch, ReadOnly(UnansweredSearch))


@hooks.register("register_admin_viewset")
def register() -> UnansweredSearchViewSet:
    return UnansweredSearchViewSet("unanswered-searches")

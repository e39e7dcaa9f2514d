"""What signing in shows in the admin."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel, SettingsTab
from wagtail.admin.widgets import Button

from . import journal, user_form
from .admin_views import may_reset, reset_factors

hooks.register("register_log_actions", journal.register_actions)
user_form.connect()


class NothingToFill(forms.Form):
    """The account page asks every panel for a form."""

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def save(self) -> None:
        pass


@hooks.register("register_account_settings_panel")
class SecurityPanel(BaseSettingsPanel):
    name = "security"
    title = _("Sign-in and security")
    tab = SettingsTab("security", _("Security"), order=150)
    order = 100
    form_class = NothingToFill
    template_name = "components/admin/security.html"


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def only_superusers_touch_superusers(request: HttpRequest, user: User) -> None:
    """Whoever may change accounts could otherwise take over one that may do everything."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
    only_superusers_make_superusers(request)


@hooks.register("before_create_user")
def only_superusers_make_superusers(request: HttpRequest) -> None:
    if "is_superuser" in request.POST and not request.user.is_superuser:
        raise PermissionDenied


@hooks.register("before_bulk_action")
def only_superusers_touch_many(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    for one in objects:
        if isinstance(one, User):
            only_superusers_touch_superusers(request, one)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [path("users/<int:pk>/second-factors/", reset_factors, name="reset_second_factors")]


@hooks.register("register_user_listing_buttons")
def listing_buttons(user: User, request_user: User) -> list[Button]:
    if not may_reset(request_user, user):
        return []
    address = reverse("reset_second_factors", args=[user.pk])
    return [Button(_("Reset second factors"), address, icon_name="lock", priority=30)]

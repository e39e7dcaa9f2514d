"""What signing in shows in the admin."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel, SettingsTab
from wagtail.admin.widgets import Button

from . import journal
from .admin_views import may_reset, reset_factors

hooks.register("register_log_actions", journal.register_actions)


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


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [path("users/<int:pk>/second-factors/", reset_factors, name="reset_second_factors")]


@hooks.register("register_user_listing_buttons")
def listing_buttons(user: User, request_user: User) -> list[Button]:
    if not may_reset(request_user, user):
        return []
    address = reverse("reset_second_factors", args=[user.pk])
    return [Button(_("Reset second factors"), address, icon_name="lock", priority=30)]

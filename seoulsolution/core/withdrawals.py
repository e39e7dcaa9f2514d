"""What editors see of withdrawn pages: which there are, and why, as readers are told."""

from typing import Any

from django.conf import settings
from django.forms import modelform_factory
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from .addresses import WithdrawnAddress, explain, was_withdrawn
from .language_codes import language_names
from .permissions import LimitedPolicy

URL_NAMESPACE = "withdrawals"
# An address is withdrawn with its page; by hand it is neither made nor deleted.
POLICY = LimitedPolicy(WithdrawnAddress, "view", "change")


def _language_name(withdrawn: WithdrawnAddress) -> str:
    return (language_names(withdrawn.language) or [withdrawn.language])[0]


class ReasonView(generic.EditView):
    def save_instance(self) -> WithdrawnAddress:
        withdrawn: WithdrawnAddress = super().save_instance()
        explain(withdrawn=withdrawn, reason=withdrawn.reason)
        return withdrawn


class WithdrawnAddressViewSet(ModelViewSet):
    model = WithdrawnAddress
    icon = "no-view"
    menu_label = gettext_lazy("Withdrawn pages")
    menu_name = "withdrawn-pages"
    menu_hook = "register_reports_menu_item"
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    edit_view_class = ReasonView
    list_display = [
        "title",
        Column("language", label=gettext_lazy("Language"), accessor=_language_name, sort_key="language"),
        *("path", "withdrawn_at", "reason"),
    ]
    list_filter = ["language", "withdrawn_at"]
    list_export = ["title", "language", "path", "withdrawn_at", "reason"]
    search_fields = ["title", "path", "reason"]
    form_fields = ["reason"]
    ordering = ["-withdrawn_at"]


register_permission_policy(WithdrawnAddress, POLICY)


def ask_for_reasons(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """After many pages were taken from readers in one go: for each, where to say why."""
    if action_type in ("unpublish", "delete"):
        for page in objects:
            if isinstance(page, Page):
                ask_for_reason(request, page)


def translations_to_withdraw(page: Page, user: Any) -> list[Page]:
    """Public translations of an original that the person may withdraw with it."""
    if page.locale.language_code != settings.LANGUAGE_CODE:
        return []
    others = page.get_translations().filter(live=True).select_related("locale").order_by("locale__pk")
    return [other for other in others.specific() if other.permissions_for_user(user).can_unpublish()]


def withdraw_translations(request: HttpRequest, page: Page) -> None:
    """Those that were ticked where the original was withdrawn, each with its own reason."""
    ticked = request.POST.getlist("translations")
    for other in translations_to_withdraw(page, request.user):
        if str(other.pk) in ticked:
            UnpublishPageAction(other, user=request.user).execute()
            _lead_to_reason(request, other, is_said=False)


def ask_for_reason(request: HttpRequest, page: Page) -> None:
    """After a page was taken from readers: keep why, or tell the editor where to say it, if they may."""
    withdrawn = was_withdrawn(page.slug, language=page.locale.language_code)
    if withdrawn is not None and POLICY.user_has_permission(request.user, "change"):
        _lead_to_reason(request, page, is_said=_explain(withdrawn, request))


def _lead_to_reason(request: HttpRequest, page: Page, *, is_said: bool) -> None:
    withdrawn = was_withdrawn(page.slug, language=page.locale.language_code)
    if withdrawn is None or not POLICY.user_has_permission(request.user, "change"):
        return
    if is_said:
        text = _("“%(title)s”: readers of its address are told that the page was withdrawn, and why.")
        remedy = _("Change what they are told")
    else:
        text = _("“%(title)s”: readers of its address are told that the page was withdrawn, not yet why.")
        remedy = _("Say why")
    names = [str(other.locale) for other in page.get_translations().filter(live=True).select_related("locale")]
    if names:
        text += " " + _("It is still public in: %(languages)s.") % {"languages": ", ".join(names)}
    address = reverse(f"{URL_NAMESPACE}:edit", args=[withdrawn.pk])
    messages.info(request, text % {"title": withdrawn.title}, buttons=[messages.button(address, remedy)])


def _explain(withdrawn: WithdrawnAddress, request: HttpRequest) -> bool:
    """Whether the reason came with the withdrawal, as the page that asks for it sends it."""
    form = modelform_factory(WithdrawnAddress, fields=["reason"])(request.POST, instance=withdrawn)
    if not form.is_valid() or not form.cleaned_data["reason"]:
        return False
    explain(withdrawn=withdrawn, reason=form.cleaned_data["reason"])
    log(instance=withdrawn, action="wagtail.edit", user=request.user)
    return True

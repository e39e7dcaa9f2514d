"""Where the admin leads to imports and exports, and how its log calls what is done there."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...policies.models import AreaPage
from ..roles import Role, SectionOffice, membership
from .verdicts import may_add

ACTIONS = {
    "import_uploaded": (_("Upload an import"), _("Uploaded a file for import")),
    "import_discarded": (_("Discard an import"), _("Discarded an import")),
    "import_confirmed": (_("Confirm an import"), _("Made drafts of an import")),
    "import_undone": (_("Undo an import"), _("Undid an import")),
    "exported": (_("Export policies"), _("Exported policies")),
}


def register_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(f"archive.{name}", label, message)


def areas_to_add(user: Any) -> list[AreaPage]:
    """Pages of the areas to which the person may add policies."""
    pages = AreaPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).select_related("area")
    return [page for page in pages.order_by("area__order") if may_add(page, user)]


def may_import(user: Any) -> bool:
    """Whether there is an area in which the person writes or translates policies. Every page of the admin asks."""
    offices = membership(user)
    if offices and all(office in SectionOffice.values for _role, office in offices):
        return False
    translates = any(role == Role.TRANSLATOR for role, _office in offices)
    return translates or PagePermissionPolicy().user_has_permission(user, "add")


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


class ExportMenuItem(MenuItem):
    """For those who only take out."""

    def is_shown(self, request: HttpRequest) -> bool:
        return not may_import(request.user)


def menu_item() -> MenuItem:
    return ImportMenuItem(_("Import"), reverse("desk:imports"), name="imports", icon_name="upload", order=350)


def export_menu_item() -> MenuItem:
    return ExportMenuItem(_("Export"), reverse("desk:imports"), name="exports", icon_name="download", order=350)

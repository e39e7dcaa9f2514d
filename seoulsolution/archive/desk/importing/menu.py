"""Where the admin leads to imports and exports, and how its log calls what is done there."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...policies.models import AreaPage, PolicyPage
from ..roles import Role, SectionOffice, membership
from .tables import RowTable, SnippetTable, Table
from .verdicts import may_add, may_write

ACTIONS = {
    "import_uploaded": (_("Upload an import"), _("Uploaded a file for import")),
    "import_discarded": (_("Discard an import"), _("Discarded an import")),
    "import_confirmed": (_("Confirm an import"), _("Made drafts of an import")),
    "import_undone": (_("Undo an import"), _("Undid an import")),
    "exported": (_("Export a table"), _("Exported a table")),
}


def register_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(f"archive.{name}", label, message)


def areas_to_add(user: Any) -> list[AreaPage]:
    """Pages of the areas to which the person may add policies."""
    pages = AreaPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).select_related("area")
    return [page for page in pages.order_by("area__order") if may_add(page, user, PolicyPage)]


def may_import(user: Any) -> bool:
    """Whether the person writes or translates pages. Every page of the admin asks."""
    translates = any(role == Role.TRANSLATOR for role, _office in membership(user))
    return translates or PagePermissionPolicy().user_has_permission(user, "add")


def may_import_policies(user: Any) -> bool:
    """Whether there is an area in which the person writes or translates policies."""
    offices = {office for _role, office in membership(user)}
    is_of_sections = bool(offices) and offices <= set(SectionOffice.values)
    return not is_of_sections and may_import(user)


def may_bring_in(table: Table, user: Any) -> bool:
    """Whether there is something in the table that the person writes or translates."""
    if isinstance(table, SnippetTable):
        return any(may_write(table.model, user, action) for action in ("add", "change"))
    if table.placed_by:
        return may_import_policies(user)
    mine = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    if table.page_model.objects.filter(pk__in=mine.values("pk")).exists():
        return True
    if isinstance(table, RowTable) or table.parent is None:
        return False
    parents = table.parent.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    return any(may_add(page, user, table.model) for page in parents)


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

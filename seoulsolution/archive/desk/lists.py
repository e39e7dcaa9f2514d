"""Lists of the pages of each kind in the admin, with filters, and with the way to bring them in and take them out.

A list shows what its reader may reach, as the tree of pages does. Its menu is for those who work in all offices or in
that of the section.
"""

from typing import Any

from django.db.models import ForeignKey, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property, lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.views.snippets import IndexView as SnippetIndexView

from .importing.menu import may_bring_in
from .importing.tables import Table
from .reach import choosable, sees_the_whole_site
from .roles import EVERYWHERE, SectionOffice, membership
from .tables.cities import CITIES, INDEXES, TENDERS
from .tables.lineage import RECORDS, TRANSFERS
from .tables.newsroom import NEWS, RESOURCES
from .tables.organisations import ORGANISATIONS
from .tables.places import PLACES
from .tables.projects import PROJECTS, TOTALS
from .tables.training import PROGRAMMES


def buttons(table: Table, user: Any) -> list[Button]:
    """The way to bring a table in and to take it out."""
    address = f"{reverse('desk:imports')}?table={table.name}"
    found = [Button(_("Export"), f"{address}#export", icon_name="download", priority=90)]
    if may_bring_in(table, user):
        found.insert(0, Button(_("Import"), address, icon_name="upload", priority=80))
    return found


capfirst_lazy = lazy(capfirst, str)


class PageList(IndexView):
    table: Table

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *buttons(self.table, self.request.user)]

    def get_base_queryset(self) -> QuerySet[Page]:
        pages: QuerySet[Page] = choosable(super().get_base_queryset(), self.request)
        return pages

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the columns name, which costs a query for each of them and not for each page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        fields = {field.name for field in self.model._meta.fields if isinstance(field, ForeignKey)}
        named = fields & {column.name for column in self.columns}
        prefetch_related_objects(list(context["object_list"]), *named)
        return context


class SnippetList(SnippetIndexView):
    table: Table

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *buttons(self.table, self.request.user)]


class TransferList(SnippetList):
    table = TRANSFERS


class TotalList(SnippetList):
    table = TOTALS


class OrganisationList(SnippetList):
    table = ORGANISATIONS


class PlaceList(SnippetList):
    table = PLACES


def _chosen(table: Table, name: str) -> Column:
    """A column with the label of what was chosen."""
    label = capfirst_lazy(table.model._meta.get_field(name).verbose_name)
    return Column(name, label=label, accessor=f"get_{name}_display", sort_key=name)


def _of(table: Table, name: str) -> Column:
    return Column(name, label=capfirst_lazy(table.model._meta.get_field(name).verbose_name), sort_key=name)


# Of each list: its table, its icon, its columns and filters.
Listed = tuple[Table, str, tuple[Column, ...], tuple[str, ...]]
SHARING: tuple[Listed, ...] = (
    (
        PROJECTS,
        "globe",
        (_of(PROJECTS, "place"), _chosen(PROJECTS, "kind"), _chosen(PROJECTS, "status"), _of(PROJECTS, "year_started")),
        ("locale", "live", "kind", "status", "counted", "confidence"),
    ),
    (
        RECORDS,
        "doc-full",
        (_of(RECORDS, "place"), _chosen(RECORDS, "outcome"), _chosen(RECORDS, "written_by")),
        ("locale", "live", "outcome", "written_by", "confidence"),
    ),
    (
        PROGRAMMES,
        "calendar",
        (_of(PROGRAMMES, "starts"), _of(PROGRAMMES, "place"), _of(PROGRAMMES, "organiser")),
        ("locale", "live", "is_online", "confidence"),
    ),
)
CITIES_: tuple[Listed, ...] = (
    (
        CITIES,
        "site",
        (_chosen(CITIES, "region"), _chosen(CITIES, "income_group"), _chosen(CITIES, "climate")),
        ("locale", "live", "region", "income_group", "climate", "bus_operator", "smart_card", "confidence"),
    ),
    (
        TENDERS,
        "calendar-alt",
        (_of(TENDERS, "place"), _of(TENDERS, "area"), _of(TENDERS, "closes_on")),
        ("locale", "live", "area", "confidence"),
    ),
    (INDEXES, "order", (_of(INDEXES, "publisher"),), ("locale", "live")),
)
NEWSROOM: tuple[Listed, ...] = (
    (NEWS, "mail", (_of(NEWS, "dated"), _chosen(NEWS, "category")), ("locale", "live", "category", "confidence")),
    (
        RESOURCES,
        "folder-open-inverse",
        (_chosen(RESOURCES, "kind"), _of(RESOURCES, "year"), _of(RESOURCES, "publisher")),
        ("locale", "live", "kind"),
    ),
)


def _viewset(listed: Listed) -> PageListingViewSet:
    table, icon_name, own, filters = listed

    class List(PageList):
        pass

    List.table = table

    class ViewSet(PageListingViewSet):
        index_view_class = List
        model = table.model
        icon = icon_name
        list_filter = list(filters)
        list_display = [
            BulkActionsColumn("bulk_actions"),
            PageTitleColumn("title", label=gettext_lazy("Title"), sort_key="title", classname="title"),
            *own,
            PageStatusColumn("status", label=gettext_lazy("Status"), sort_key="live", width="12%"),
        ]

    return ViewSet(f"list-of-{table.name}", url_prefix=f"lists/{table.name}")


VIEWSETS = {listed[0].name: _viewset(listed) for listed in (*SHARING, *CITIES_, *NEWSROOM)}


class ListsMenuItem(SubmenuMenuItem):
    """For those who work in all offices, or in `office`."""

    def __init__(self, *args: Any, office: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office = office

    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        offices = {office for _role, office in membership(user)}
        return sees_the_whole_site(user) or bool(offices & {EVERYWHERE, self.office})


def _item(listed: Listed, order: int) -> MenuItem:
    table, icon_name = listed[:2]
    address = reverse(VIEWSETS[table.name].get_url_name("index"))
    label = capfirst_lazy(table.label)
    return MenuItem(label, address, name=table.name, icon_name=icon_name, order=order)


def _menu(label: Any, office: SectionOffice, icon_name: str, items: list[MenuItem], order: int) -> MenuItem:
    name = office.name.lower()
    return ListsMenuItem(label, Menu(items=items), office=office, name=name, icon_name=icon_name, order=order)


def sharing_menu() -> MenuItem:
    items = [_item(listed, order) for order, listed in enumerate(SHARING)]
    for table, icon_name in ((TRANSFERS, "arrow-right"), (TOTALS, "table")):
        address = reverse(table.model.snippet_viewset.get_url_name("list"))
        label = capfirst_lazy(table.label)
        items.append(MenuItem(label, address, name=table.name, icon_name=icon_name, order=len(items)))
    return _menu(gettext_lazy("Sharing"), SectionOffice.SHARING, "globe", items, 210)


def cities_menu() -> MenuItem:
    items = [_item(listed, order) for order, listed in enumerate(CITIES_)]
    return _menu(gettext_lazy("Cities"), SectionOffice.CITIES, "site", items, 220)


def newsroom_menu() -> MenuItem:
    items = [_item(listed, order) for order, listed in enumerate(NEWSROOM)]
    return _menu(gettext_lazy("Newsroom"), SectionOffice.NEWSROOM, "mail", items, 230)


def viewsets() -> list[PageListingViewSet]:
    return list(VIEWSETS.values())

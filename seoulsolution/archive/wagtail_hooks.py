"""What the archive adds to the admin: the editors' desk."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column, LocaleColumn
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page
from wagtail.snippets.models import register_snippet
from wagtail_localize.models import Translation
from wagtail_localize.wagtail_hooks import page_listing_more_buttons as localize_buttons

from seoulsolution.core.places import Place
from seoulsolution.core.term_lists import TermViewSet
from seoulsolution.core.vocabulary import Organisation

from .desk import doors, editor, journal, lists, names, reach, steps
from .desk.claims.rows import claim_models
from .desk.dashboard.panels import put_panels
from .desk.importing import menu as importing
from .desk.outgoing import menu as outgoing
from .desk.translating.saving import may_translate
from .models import CityTotal, TimelineEvent, Transfer
from .sharing.invitations import menu as inviting


@hooks.register("register_admin_urls", order=-1)
def desk_urls() -> list[URLPattern | URLResolver]:
    return [
        path("desk/", include("seoulsolution.archive.desk.urls")),
        path("invitations/", include("seoulsolution.archive.sharing.invitations.staff")),
        doors.guarded_urls(),
    ]


@hooks.register("insert_global_admin_css")
def desk_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("desk.css"))


@hooks.register("before_edit_page", order=-1)
def translate_at_the_desk(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The translation of a page is not edited as a page: its words are, passage by passage."""
    is_translated = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).exists()
    return redirect("desk:translation", page.pk) if is_translated else None


def desk_buttons(page: Page, user: Any, view_name: str | None = None, next_url: str | None = None) -> Iterator[Button]:
    """Beside every page that has languages."""
    if page.is_root():
        return
    yield Button(_("Side by side"), reverse("desk:side-by-side", args=[page.pk]), icon_name="view", priority=58)
    if any(issubclass(page.specific_class, kind) for kind in _with_claims()):
        yield Button(_("Claims"), reverse("desk:claims", args=[page.pk]), icon_name="list-ul", priority=57)
    have = page.get_translations(inclusive=True).exclude(alias_of__isnull=False).values("locale")
    if may_translate(page, user) and Locale.objects.exclude(pk__in=have).exists():
        yield Button(
            _("Translate"),
            reverse("desk:begin-translation", args=[page.pk]),
            icon_name="wagtail-localize-language",
            priority=59,
        )


class TimelineEventViewSet(TermViewSet):
    model = TimelineEvent
    icon = "calendar"
    list_display = ["year", "text", "area", Column("basis", label=gettext_lazy("Source"), accessor="get_basis_display")]
    list_filter = ["area", "basis", "confidence"]
    list_per_page = 100
    search_fields = ["text", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TimelineEvent]:
        """With their areas: the list names them."""
        return TimelineEvent.objects.select_related("area")


class CityTotalViewSet(TermViewSet):
    model = CityTotal
    index_view_class = lists.TotalList
    icon = "table"
    list_display = ["as_of", "what", LocaleColumn(), "area", "number", "cities", "countries"]
    list_filter = ["locale", "area", "basis", "confidence"]
    list_per_page = 100
    search_fields = ["what", "slug", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CityTotal]:
        """With their areas: the list names them."""
        return CityTotal.objects.select_related("area")


class TransferViewSet(TermViewSet):
    model = Transfer
    index_view_class = lists.TransferList
    icon = "arrow-right"
    list_display = [
        "what",
        LocaleColumn(),
        Column("from_place", label=gettext_lazy("From"), accessor="giver"),
        Column("to_place", label=gettext_lazy("To"), accessor="taker"),
        "year_from",
        Column("status", label=gettext_lazy("What became of it"), accessor="get_status_display"),
    ]
    list_filter = ["locale", "channel", "status", "basis", "confidence"]
    list_per_page = 100
    search_fields = ["what", "slug", "evidence"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Transfer]:
        """With both ends: the list names them."""
        return Transfer.objects.select_related("from_place", "to_place", "from_organisation", "to_organisation")


class OrganisationViewSet(TermViewSet):
    model = Organisation
    index_view_class = lists.OrganisationList
    icon = "group"
    list_display = [
        "name",
        "acronym",
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        BooleanColumn("is_partner", label=gettext_lazy("Partner")),
        BooleanColumn("is_listed", label=gettext_lazy("Own page")),
        "slug",
    ]
    list_filter = ["kind", "is_partner", "is_listed", "confidence"]
    list_per_page = 100
    search_fields = ["name", "acronym", "slug", "role"]


class PlaceViewSet(TermViewSet):
    model = Place
    index_view_class = lists.PlaceList
    icon = "globe"
    list_display = [
        "name",
        LocaleColumn(),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        "country",
        "slug",
    ]
    list_filter = ["locale", "kind"]
    list_per_page = 100
    search_fields = ["name", "other_names", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Place]:
        """With their countries: the list names them."""
        return Place.objects.select_related("country")


def _with_claims() -> set[type[Page]]:
    """The kinds of pages that make claims."""
    return {model._meta.get_field("page").related_model for model in claim_models()}


def without_buttons_of_localize() -> None:
    """The desk has its own in their place; no hook takes a button from the head of a page again."""
    for name in ("register_page_header_buttons", "register_page_listing_more_buttons"):
        hooks._hooks[name] = [(made, order) for made, order in hooks._hooks[name] if made is not localize_buttons]


register_snippet(TimelineEventViewSet)
register_snippet(CityTotalViewSet)
register_snippet(TransferViewSet)
register_snippet(OrganisationViewSet)
register_snippet(PlaceViewSet)
hooks.register("after_edit_page", steps.tell_what_was_done)
hooks.register("construct_homepage_panels", put_panels)
hooks.register("construct_page_action_menu", editor.arrange)
hooks.register("construct_page_chooser_queryset", reach.choosable)
hooks.register("construct_reports_menu", reach.without_site_wide_reports)
hooks.register("register_admin_menu_item", importing.menu_item)
hooks.register("register_admin_menu_item", importing.export_menu_item)
hooks.register("register_reports_menu_item", outgoing.menu_item)
hooks.register("register_admin_menu_item", lists.sharing_menu)
hooks.register("register_admin_menu_item", lists.cities_menu)
hooks.register("register_admin_menu_item", lists.newsroom_menu)
hooks.register("register_admin_viewset", lists.viewsets)
hooks.register("register_admin_menu_item", inviting.menu_item)
hooks.register("register_log_actions", importing.register_actions)
hooks.register("register_log_actions", inviting.register_actions)
hooks.register("register_log_actions", journal.register_actions)
hooks.register("register_log_actions", names.tell_names, order=100)
hooks.register("register_page_header_buttons", desk_buttons)
hooks.register("register_page_header_buttons", inviting.invite_button)
hooks.register("register_page_listing_more_buttons", desk_buttons)
without_buttons_of_localize()

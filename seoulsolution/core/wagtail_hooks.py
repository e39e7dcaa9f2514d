"""What the vocabulary shows in the admin beyond a plain list."""

from typing import Any

from django.db.models import BigIntegerField, DecimalField, ForeignKey, QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.search import SearchView
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from . import publication, withdrawals
from .choosers import page_chooser
from .files import listing
from .glossary import GlossaryTerm
from .inputs import PlainNumberInput
from .term_lists import TermViewSet
from .vocabulary import PolicyArea, Topic


def variants(term: GlossaryTerm) -> str:
    return ", ".join(term.variants)


class GlossaryTermViewSet(TermViewSet):
    model = GlossaryTerm
    icon = "openquote"
    list_display = [
        "name",
        Column("variants", label=_("Variants"), accessor=variants),
        Column("domain", label=_("Domain"), accessor="get_domain_display", sort_key="domain"),
        "slug",
    ]
    list_filter = ["domain"]
    list_per_page = 100
    search_fields = ["names", "slug", "note"]


class PolicyAreaViewSet(TermViewSet):
    model = PolicyArea
    icon = "folder-open-inverse"
    list_display = ["name", "order", "slug"]
    search_fields = ["name", "slug", "description"]


class TopicViewSet(TermViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "area", "slug"]
    list_filter = ["area"]
    list_per_page = 100
    search_fields = ["name", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """With their areas: the list names them."""
        return Topic.objects.select_related("area")


@hooks.register("register_admin_viewset")
def withdrawn_pages() -> withdrawals.WithdrawnAddressViewSet:
    return withdrawals.WithdrawnAddressViewSet(withdrawals.URL_NAMESPACE)


@hooks.register("insert_global_admin_js")
def starters() -> SafeString:
    scripts = (static("starters.js"), static("faults.js"))
    return format_html_join("", '<script src="{}"></script>', ((address,) for address in scripts))


@hooks.register("register_rich_text_features", order=100)
def links_have_numbers(features: FeatureRegistry) -> None:
    """A link to a page names it by its id. With anything else the page that holds it could not be shown any more."""

    def numbered_link(given: dict[str, Any]) -> Any:
        if given.get("id") is not None and not 0 < int(given["id"]) <= BigIntegerField.MAX_BIGINT:
            raise ValueError("No page has this id.")
        return link_entity(given)

    link = features.converter_rules_by_converter["contentstate"]["link"]
    link["to_database_format"] = {"entity_decorators": {"LINK": numbered_link}}


register_form_field_override(DecimalField, override={"widget": PlainNumberInput})
register_form_field_override(ForeignKey, to=Page, override=page_chooser)
# Wagtail's search of pages counts them in its table, and does not know what it counts.
SearchView.verbose_name = Page._meta.verbose_name
SearchView.verbose_name_plural = Page._meta.verbose_name_plural
hooks.register("register_admin_urls", listing.addresses, order=-1)
hooks.register("register_reports_menu_item", listing.unfinished_item)
hooks.register("before_publish_page", publication.before_publish)
hooks.register("after_unpublish_page", withdrawals.withdraw_translations, order=-1)
hooks.register("after_unpublish_page", withdrawals.ask_for_reason)
hooks.register("after_delete_page", withdrawals.ask_for_reason)
hooks.register("after_bulk_action", withdrawals.ask_for_reasons)
for viewset in (PolicyAreaViewSet, TopicViewSet, GlossaryTermViewSet):
    register_snippet(viewset)

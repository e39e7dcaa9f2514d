"""What the vocabulary shows in the admin beyond a plain list."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .glossary import GlossaryTerm


def variants(term: GlossaryTerm) -> str:
    return ", ".join(term.variants)


class GlossaryTermViewSet(SnippetViewSet):
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


register_snippet(GlossaryTermViewSet)

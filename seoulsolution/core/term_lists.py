"""Lists of terms in the admin, with their way back in the language of whoever is there."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet


class TermViewSet(SnippetViewSet):
    chooser_per_page = 25

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Wagtail's are in the language in which the server was started."""
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse_lazy("wagtailsnippets:index"), "label": _("Snippets")},
        ]

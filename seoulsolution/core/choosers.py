"""Choosers speak the language of whoever opens them; Wagtail's that in which they were made first."""

from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser


class _About:
    """Words about a kind of thing, put together when they are said."""

    def __init__(self, words: Any, model: Any) -> None:
        self._words, self._model = words, model

    def __str__(self) -> str:
        return str(self._words) % {"object": self._model._meta.verbose_name}


class TermChooser(AdminSnippetChooser):
    def __init__(self, model: Any = None, **rest: Any) -> None:
        super().__init__(model, **rest)
        self.choose_one_text = lazystr(_About(gettext_lazy("Choose %(object)s"), self.model))
        self.choose_another_text = lazystr(_About(gettext_lazy("Choose another %(object)s"), self.model))
        self.link_to_chosen_text = lazystr(_About(gettext_lazy("Edit this %(object)s"), self.model))


class PageChooser(AdminPageChooser):
    """Of pages of one kind."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        if self.model is not None and self.model is not Page:
            self.choose_one_text = lazystr(_About(gettext_lazy("Choose %(object)s"), self.model))


def page_chooser(field: Any) -> dict[str, Any]:
    """How a form asks for what a foreign key to a page names."""
    return {"widget": PageChooser(target_models=[field.remote_field.model])}


def connect() -> None:
    """To be called before a kind of thing is registered that is chosen."""
    SnippetChooserViewSet.base_widget_class = TermChooser
    ChooserViewSet.search_tab_label = gettext_lazy("Search")
    ChooserViewSet.create_action_label = gettext_lazy("Create")

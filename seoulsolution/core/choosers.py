"""Choosers speak the language of whoever opens them; Wagtail's that in which they were made first.

Terms are found by any part of what they are called: Korean names are written together.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Case, Q, QuerySet, TextField, When
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm, LocaleFilterMixin
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
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


class _SearchForm(BaseFilterForm):
    q = forms.CharField(
        label=gettext_lazy("Search"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Those that hold each word in what their list in the admin is searched by; what is called so comes first."""
        self.search_query = self.cleaned_data["q"].strip()
        self.is_searching = bool(self.search_query)
        fields = objects.model.snippet_viewset.search_fields
        words = self.search_query.split()
        for word in words:
            objects = objects.filter(_holding(fields, word))
        if not words:
            return objects
        names = [one for one in fields if not isinstance(objects.model._meta.get_field(one), TextField)] or fields[:1]
        begins = Q(*((f"{name}__istartswith", self.search_query) for name in names), _connector=Q.OR)
        called = Q(*(_holding(names, word) for word in words))
        rank = Case(When(begins, then=0), When(called, then=1), default=2)
        return objects.order_by(rank, *(objects.query.order_by or objects.model._meta.ordering))


def _holding(fields: Iterable[str], word: str) -> Q:
    return Q(*((f"{name}__icontains", word) for name in fields), _connector=Q.OR)


class _LanguageForm(LocaleFilterMixin, _SearchForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locale"].label = gettext_lazy("Language")


class _OfTerms:
    model_class: Any
    i18n_enabled: bool

    def get_filter_form_class(self) -> type[BaseFilterForm]:
        return _LanguageForm if self.i18n_enabled else _SearchForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is chosen stands in the title as on the button that leads here."""
        title = _About(gettext_lazy("Choose %(object)s"), self.model_class)
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc] # beside a view of Wagtail's
        return context | {"header_title": title, "page_title": title, "page_subtitle": ""}


class ChooseTerm(_OfTerms, ChooseView):
    pass


class ChooseTermResults(_OfTerms, ChooseResultsView):
    pass


def page_chooser(field: Any) -> dict[str, Any]:
    """How a form asks for what a foreign key to a page names."""
    return {"widget": PageChooser(target_models=[field.remote_field.model])}


def connect() -> None:
    """To be called before a kind of thing is registered that is chosen."""
    SnippetChooserViewSet.base_widget_class = TermChooser
    SnippetChooserViewSet.choose_view_class = ChooseTerm
    SnippetChooserViewSet.choose_results_view_class = ChooseTermResults
    ChooserViewSet.search_tab_label = gettext_lazy("Search")
    ChooserViewSet.create_action_label = gettext_lazy("Create")

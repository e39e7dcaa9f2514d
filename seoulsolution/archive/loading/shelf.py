"""What is already in the database, found by the record that it was made of."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from seoulsolution.core.glossary import GlossaryTerm
from seoulsolution.core.places import Place
from seoulsolution.core.vocabulary import Organisation, PolicyArea, Topic

from ..policies.models import PolicyPage
from ..policies.office import IndicatorPage, TimelineEvent
from ..sharing.models import ProjectPage
from ..sharing.totals import CityTotal
from . import outline

SNIPPET_MODELS: dict[str, type[Any]] = {
    outline.AREA: PolicyArea,
    outline.TOPIC: Topic,
    outline.ORGANISATION: Organisation,
    outline.EVENT: TimelineEvent,
    outline.TERM: GlossaryTerm,
    outline.PLACE: Place,
    outline.TOTAL: CityTotal,
}


class MissingError(LookupError):
    """A record refers to something that an editor has deleted."""


@dataclass
class Shelf:
    """Locales by language code, snippets and pages by (kind, key, language code)."""

    locales: dict[str, Locale]
    snippets: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    pages: dict[tuple[str, str, str], Page] = field(default_factory=dict)

    @property
    def languages(self) -> list[str]:
        """The source first."""
        return list(self.locales)

    @property
    def source(self) -> str:
        return self.languages[0]

    def snippet(self, kind: str, key: str, language: str) -> Any:
        try:
            return self.snippets[kind, key, language]
        except KeyError:
            message = _("The {kind} “{key}” was deleted in the editor, but the files still refer to it.")
            raise MissingError(message.format(kind=kind, key=key)) from None

    def snippet_or_none(self, kind: str, key: str, language: str) -> Any:
        """None where the record names nothing."""
        return self.snippet(kind, key, language) if key else None

    def policy(self, key: str) -> PolicyPage | None:
        """Enough of a policy page to point to it, None when an editor has deleted it."""
        page = self._source_page(outline.POLICY, key)
        return page and PolicyPage(id=page.pk, page_ptr_id=page.pk, title=page.title)

    def project(self, key: str) -> ProjectPage | None:
        page = self._source_page(outline.PROJECT, key)
        return page and ProjectPage(id=page.pk, page_ptr_id=page.pk, title=page.title)

    def indicator(self, key: str) -> IndicatorPage | None:
        page = self._source_page(outline.INDICATOR, key)
        return page and IndicatorPage(id=page.pk, page_ptr_id=page.pk, title=page.title)

    def _source_page(self, kind: str, key: str) -> Page | None:
        """Pages refer to each other in the source language and are read in the reader's."""
        return self.pages.get((kind, key, self.source))

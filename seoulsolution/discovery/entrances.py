"""Where a reader may begin who does not know yet what to type."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from seoulsolution.archive.front.models import ExampleSearch
from seoulsolution.archive.glossary.models import GlossaryPage
from seoulsolution.archive.policies.lines import AreaCard, area_cards
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public

MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Entrances:
    examples: list[str] = field(default_factory=list)
    areas: list[AreaCard] = field(default_factory=list)
    glossary: str | None = None


@kept
def _examples(language: str) -> QuerySet[Any]:
    examples = ExampleSearch.objects.filter(locale__language_code=language, page__live=True)
    return examples.order_by("sort_order").values_list("words", flat=True)[:MOST_EXAMPLES]


@kept
def _glossaries(language: str) -> QuerySet[Any]:
    pages = GlossaryPage.objects.filter(is_public(), locale__language_code=language)
    return pages.order_by("path").values_list("url_path", flat=True)[:1]


def entrances(language: str) -> Entrances:
    """Three queries, none of which depends on how much there is."""
    glossaries = _glossaries(language=language)
    glossary = Addresses().url(glossaries[0]) if glossaries else None
    return Entrances(_examples(language=language), area_cards(language), glossary)

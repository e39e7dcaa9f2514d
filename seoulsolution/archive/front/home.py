"""What the home page shows: the areas, what is featured and new, and who takes part."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from seoulsolution.core.numbers import format_number
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.statements import kept
from seoulsolution.core.vocabulary import Organisation

from ..newsroom.lines import newest_news
from ..policies.lines import area_cards, chosen_policies, newest_policies
from ..policies.source_count import count_sources
from .models import HomePage


@kept
def _partners(locale: int) -> QuerySet[Any]:
    partners = Organisation.objects.filter(locale=locale, is_partner=True).order_by("name")
    return partners.values_list("slug", "name", "website", "is_listed", named=True)


def home(page: HomePage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    rows = fetch_children(page, ("examples", "featured"))
    areas = area_cards(language)
    counts = {
        "policies": sum(card.manuals + card.introductions for card in areas),
        "manuals": sum(card.manuals for card in areas),
        "sources": count_sources(language),
    }
    return {
        "areas": areas,
        "introduction": fill_counts(page.introduction, counts),
        "examples": [row.words for row in rows["examples"]],
        "featured": chosen_policies([row.policy_id for row in rows["featured"]], language),
        "newest": newest_policies(language),
        "news": newest_news(language),
        "partners": _partners(locale=page.locale_id),
        "counts": counts,
    }


def fill_counts(text: str, counts: dict[str, int]) -> str:
    """Put numbers where an editor wrote {policies}, {manuals} or {sources}."""
    for name, number in counts.items():
        text = text.replace("{" + name + "}", format_number(number))
    return text

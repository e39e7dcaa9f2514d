"""What the home page shows: the areas, what is featured and new, and who takes part."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from seoulsolution.core.json_lines import JsonLines
from seoulsolution.core.numbers import format_number
from seoulsolution.core.routing import Addresses
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public
from seoulsolution.core.vocabulary import Organisation

from ..cities.models import LikenessPage
from ..newsroom.lines import newest_news
from ..policies.lines import area_cards, chosen_policies, newest_policies
from ..policies.source_count import count_sources
from ..sharing.models import ProjectCountsPage, ProjectRegisterPage
from .models import HomePage

# The ways to who took a policy, and what became of it, in the order in which they are shown.
WAYS = tuple(
    JsonLines(model.__name__, model, ("title", "url_path"))
    for model in (LikenessPage, ProjectRegisterPage, ProjectCountsPage)
)
PARTNERS = JsonLines("partner", Organisation, ("slug", "name", "website", "is_listed"))


@kept
def _beside(locale: int) -> QuerySet[Any]:
    pages = [way.of(way.model._default_manager.filter(is_public(), locale=locale)) for way in WAYS]
    return PARTNERS.of(Organisation.objects.filter(locale=locale, is_partner=True)).union(*pages, all=True)


def home(page: HomePage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    rows = fetch_children(page, ("examples", "featured"))
    areas = area_cards(language)
    beside = _beside(locale=page.locale_id)
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
        "ways": list(_ways(beside)),
        "partners": sorted(PARTNERS.among(beside), key=lambda partner: partner.name),
        "counts": counts,
    }


def _ways(beside: list[Any]) -> Iterator[tuple[str, str | None]]:
    """What each is called, and where it is."""
    addresses = Addresses()
    for way in WAYS:
        for row in way.among(beside):
            yield row.title, addresses.url(row.url_path)


def fill_counts(text: str, counts: dict[str, int]) -> str:
    """Put numbers where an editor wrote {policies}, {manuals} or {sources}."""
    for name, number in counts.items():
        text = text.replace("{" + name + "}", format_number(number))
    return text

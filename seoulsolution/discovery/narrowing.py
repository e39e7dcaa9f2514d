"""How a reader narrows what was found: the values of each facet, what is chosen, and the way back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from seoulsolution.core import searchable

from . import markup

if TYPE_CHECKING:
    from .finding import Asked

MOST_CHOICES = 40
# A long list shows so many values, the others are folded away; not what stands beside every result.
SHOWN = 6
FOLDED_FROM = 8
# The facet that stands above the results as tabs.
TABS = "kind"


@dataclass(slots=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool
    address: str = ""
    folded: bool = False

    def draw(self, name: str) -> SafeString:
        return markup.choice(self, name)


@dataclass(slots=True)
class FacetCount:
    name: str
    label: Any
    choices: list[Choice]

    @property
    def first(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.folded]

    @property
    def rest(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.folded]


@dataclass(slots=True)
class Chosen:
    """A value that narrows the results. `address`: the same without it, which finds `count` where that was counted."""

    facet: str
    label: str
    address: str
    count: int = 0


@dataclass(slots=True)
class Narrowing:
    """`tabs`: the kinds, without the choice of all of them. `facets`: the others. `freeing`: the filters of which each
    alone keeps everything out, where nothing is left.
    """

    tabs: list[Choice] = field(default_factory=list)
    facets: list[FacetCount] = field(default_factory=list)
    chosen: list[Chosen] = field(default_factory=list)
    freeing: list[Chosen] = field(default_factory=list)
    all_kinds: str = ""

    @property
    def in_all(self) -> int:
        return sum(tab.count for tab in self.tabs)

    @property
    def tab_chosen(self) -> bool:
        return any(tab.chosen for tab in self.tabs)


def facet_count(facet: searchable.Facet, counts: Mapping[str, int], chosen: set[str]) -> FacetCount | None:
    """None where there is nothing to choose."""
    names = facet.names({*counts, *chosen})
    choices = [Choice(value, label, counts.get(value, 0), value in chosen) for value, label in names.items()]
    kept = sorted(choices, key=lambda choice: (not choice.chosen, -choice.count))[:MOST_CHOICES]
    choices = [choice for choice in choices if choice in kept]
    if len(choices) < 2 and not chosen:
        return None
    if len(choices) >= FOLDED_FROM and not facet.said:
        for choice in sorted(choices, key=lambda choice: (not choice.chosen, -choice.count))[SHOWN:]:
            choice.folded = not choice.chosen
    return FacetCount(facet.name, facet.label, choices)


def narrowing(asked: "Asked", facets: list[FacetCount], total: int) -> Narrowing:
    """What a reader sees of `facets` beside `total` results: those that would leave less."""
    found = Narrowing(all_kinds=asked.narrowed_to(TABS, []).address)
    for facet in facets:
        if facet.name == TABS:
            found.tabs = facet.choices
            for tab in found.tabs:
                tab.address = asked.narrowed_to(TABS, [tab.value]).address
            continue
        if any(choice.chosen or choice.count < total for choice in facet.choices):
            found.facets.append(facet)
        for choice in facet.choices:
            if choice.chosen:
                others = [value for value in asked.filters[facet.name] if value != choice.value]
                without = asked.narrowed_to(facet.name, others).address
                found.chosen.append(Chosen(str(facet.label), choice.label, without))
    return found


def connect() -> None:
    """Declare the facets that search itself knows."""

    def kinds(values: Any) -> dict[str, str]:
        return {source.kind: str(source.name) for source in searchable.sources() if source.kind in values}

    def languages(values: Any) -> dict[str, str]:
        return {code: str(name) for code, name in settings.LANGUAGES if code in values}

    searchable.register_facet(searchable.Facet("kind", _("Kind"), kinds))
    searchable.register_facet(searchable.Facet("language", _("Language"), languages))

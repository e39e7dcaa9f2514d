"""Indicators, their figures and the city's events, read without the pages and records behind them."""

from collections import defaultdict
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from seoulsolution.core.claims import Confidence, Source, parse_sources
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public

from .lines import AREA, AreaName, AreaNames
from .marks import Mark, SourceList
from .office import IndicatorPage, Observation, PolicyOfficePage, TimelineEvent

CLAIM = ("basis", "source", "confidence", "disputed")
FIGURE = ("page_id", "year", "value", "segment", "note", *CLAIM)


class Indicator(NamedTuple):
    """A series among others. `is_curve` where it is the one that is drawn beside the timeline."""

    pk: int
    slug: str
    title: str
    unit: str
    url: str
    area: AreaName
    is_curve: bool


class FigureRow(NamedTuple):
    """One figure of one year, with its claim."""

    page_id: int
    year: int
    value: Decimal
    segment: int
    note: str
    basis: str
    source: str
    confidence: str
    disputed: str

    @property
    def sources(self) -> list[Source]:
        return parse_sources(self.source)

    @property
    def is_disputed(self) -> bool:
        return bool(self.disputed) or self.confidence == Confidence.LOW


class ClaimColumns(NamedTuple):
    basis: str
    source: str
    confidence: str
    disputed: str


class Event(NamedTuple):
    """A dated event of the city's development."""

    pk: int
    year: int
    text: str
    area: AreaName
    mark: Mark


@kept
def _indicators(path: str, depth: int, curve: int) -> QuerySet[Any]:
    pages = IndicatorPage.objects.filter(is_public(), path__startswith=path, depth=depth)
    is_curve = Exists(IndicatorPage.objects.filter(pk=curve, translation_key=OuterRef("translation_key")))
    return pages.values_list("pk", "slug", "title", "unit", "url_path", is_curve, *AREA).order_by("path")


@kept
def _figures_below(path: str, depth: int) -> QuerySet[Any]:
    figures = Observation.objects.filter(page__path__startswith=path, page__depth=depth)
    return figures.order_by("year", "segment", "sort_order").values_list(*FIGURE)


@kept
def _events(locale: int) -> QuerySet[Any]:
    events = TimelineEvent.objects.filter(locale=locale).order_by("year", "slug")
    return events.values_list("pk", "year", "text", *CLAIM, *AREA)


def read_indicators(page: PolicyOfficePage) -> list[Indicator]:
    """The public indicators below the policy office, in the order of the tree."""
    addresses, areas = Addresses(), AreaNames()
    rows = _indicators(path=page.path, depth=page.depth + 1, curve=page.curve_indicator_id or 0)
    return [
        Indicator(pk, slug, title, unit, addresses.url(url_path) or "", areas.name(*area), is_curve)
        for pk, slug, title, unit, url_path, is_curve, *area in rows
    ]


def read_figures(page: IndicatorPage) -> list[FigureRow]:
    """The figures of one indicator; those that an editor has typed where it is a preview of them."""
    figures = page.observations.order_by("year", "segment", "sort_order")
    return [FigureRow(*(getattr(figure, name) for name in FIGURE)) for figure in figures]


def read_all_figures(page: PolicyOfficePage) -> dict[int, list[FigureRow]]:
    """The figures of everything below the policy office, public or not, by the key of the indicator."""
    figures: dict[int, list[FigureRow]] = defaultdict(list)
    for row in _figures_below(path=page.path, depth=page.depth + 1):
        figures[row[0]].append(FigureRow._make(row))
    return figures


def read_events(page: PolicyOfficePage, sources: SourceList) -> list[Event]:
    """The events in the language of `page`, in the order of time. Their sources are numbered in `sources`."""
    areas = AreaNames()
    events = []
    for pk, year, text, basis, source, confidence, disputed, *area in _events(locale=page.locale_id):
        mark = sources.mark(ClaimColumns(basis, source, confidence, disputed))
        events.append(Event(pk, year, text, areas.name(*area), mark))
    return events

"""What the pages of the indexes show: the places of the home over the years, drawn and as a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seoulsolution.core.charts import LineChart, Observation, line_chart
from seoulsolution.core.charts.scales import rank_domain
from seoulsolution.core.claims import Confidence
from seoulsolution.core.numbers import format_number
from seoulsolution.core.routing import Addresses
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.statements import kept

from ..policies.lines import policies_by_id
from ..policies.marks import Mark, SourceList
from ..policies.office_markup import legend
from .standing import CityIndexPage, Ranking, StandingPage

DRAWINGS = 64
# A line needs two years.
FEWEST = 2


@dataclass(frozen=True)
class IndexLine:
    """An index in the list: its newest place that is not disputed, what it rests on, and how it came there."""

    title: str
    publisher: str
    url: str | None
    newest: Ranking | None
    mark: Mark | None
    years: str
    chart: LineChart | None

    @property
    def legend(self) -> SafeString:
        return legend_of(self.chart)


@kept
def _indexes(path: str, depth: int) -> QuerySet[Any]:
    pages = CityIndexPage.objects.published().filter(path__startswith=path, depth=depth)
    return pages.order_by("title", "pk").values_list("pk", "slug", "title", "publisher", "url_path")


def standing(page: StandingPage, data: Mapping[str, Any]) -> dict[str, Any]:
    addresses = Addresses()
    indexes = _indexes(path=page.path, depth=page.depth + 1)
    rankings: dict[int, list[Ranking]] = {pk: [] for pk, *_rest in indexes}
    for row in Ranking.objects.filter(page__in=list(rankings)).order_by("year", "method", "pk"):
        rankings[row.page_id].append(row)
    sources = SourceList(numbered=False)
    lines = [
        _line(title, publisher, addresses.url(url_path), slug, rankings[pk], sources)
        for pk, slug, title, publisher, url_path in indexes
    ]
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, page.locale.language_code))
    return {"indexes": lines, "sources": sources}


def _line(
    title: str, publisher: str, url: str | None, slug: str, rows: list[Ranking], sources: SourceList
) -> IndexLine:
    sure = [row for row in rows if not is_disputed(row)]
    newest = max(sure, key=lambda row: row.year, default=None)
    mark = sources.mark(newest) if newest else None
    years = f"{rows[0].year}–{rows[-1].year}" if rows and rows[0].year != rows[-1].year else ""
    return IndexLine(title, publisher, url, newest, mark, years, chart_of(rows, slug, title))


def city_index(page: CityIndexPage, data: Mapping[str, Any]) -> dict[str, Any]:
    rows: list[Any] = fetch_children(page, ("rankings",))["rankings"]
    rows.sort(key=lambda row: (row.year, row.method, row.pk))
    sources = SourceList()
    for row in rows:
        row.mark = sources.mark(row)
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, page.locale.language_code))
    chart = chart_of(rows, page.slug, page.title)
    return {"rankings": rows[::-1], "chart": chart, "legend": legend_of(chart), "sources": sources}


def is_disputed(row: Ranking) -> bool:
    return bool(row.disputed) or row.confidence == Confidence.LOW


def chart_of(rows: Iterable[Ranking], slug: str, title: str) -> LineChart | None:
    """None where there are too few years for a line."""
    points = tuple((row.year, row.rank, row.method, is_disputed(row)) for row in rows)
    if len({year for year, *_rest in points}) < FEWEST:
        return None
    return _drawn(points, slug, title, get_language())


def legend_of(chart: LineChart | None) -> SafeString:
    """What the signs on the chart mean, as far as it has them."""
    return legend(chart, None, get_language() or "") if chart else SafeString("")


@lru_cache(DRAWINGS)
def _drawn(points: tuple[tuple[int, int, int, bool], ...], slug: str, title: str, language: str | None) -> LineChart:
    """The first place stands at the top of the axis: places are drawn as what they are below zero."""
    return line_chart(
        [Observation(year, Decimal(-rank), series, disputed) for year, rank, series, disputed in points],
        id=f"ranking-{slug}",
        title=title,
        desc="; ".join(f"{year}: {rank}" for year, rank, _series, _disputed in points),
        unit=_("rank"),
        format_value=lambda value: format_number(abs(value)),
        domain=rank_domain(rank for _year, rank, _series, _disputed in points),
    )

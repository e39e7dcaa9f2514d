"""The figures of the policy office: charts, tables and CSV of one series, and the city's timeline."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seoulsolution.core.charts import LineChart
from seoulsolution.core.charts import Observation as Point
from seoulsolution.core.claims import Confidence
from seoulsolution.core.numbers import decade_name, format_quantity, format_year_span
from seoulsolution.core.spreadsheets import csv_answer
from seoulsolution.core.visibility import is_public

from . import drawings, office_markup
from .lines import AreaName
from .marks import Mark, SourceList
from .office import IndicatorPage, Observation, PolicyOfficePage
from .office_rows import Event, FigureRow, Indicator, read_all_figures, read_events, read_figures, read_indicators

LARGEST_MARK = Decimal(10) ** 15
FEW = 2


class Figure(NamedTuple):
    """One row of an indicator's table."""

    observation: FigureRow
    mark: Mark


@dataclass(frozen=True)
class FigureTable:
    """The figures of a series, each with its mark, and the sources that the marks name."""

    figures: list[Figure]
    unit: str
    sources: SourceList

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    @property
    def markup(self) -> SafeString:
        return office_markup.figure_table(self)


@dataclass(frozen=True)
class SmallChart:
    """An indicator among others: the same width, its own scale. Equal ones say the same."""

    page: Indicator
    rows: tuple[FigureRow, ...]

    @property
    def is_short(self) -> bool:
        """Whether there are too few figures for a line to show more than they do."""
        return len(self.rows) <= FEW

    @property
    def figures(self) -> FigureTable:
        return _table(self.rows, SourceList(numbered=False), self.page.unit)

    @property
    def chart(self) -> LineChart:
        return draw(self.page, self.rows)

    @property
    def latest(self) -> str:
        return format_quantity(self.rows[-1].value, self.page.unit)

    @property
    def latest_year(self) -> int:
        return self.rows[-1].year

    @property
    def markup(self) -> SafeString:
        return office_markup.small_chart(self, get_language() or settings.LANGUAGE_CODE)


@dataclass(frozen=True)
class AreaFigures:
    """The indicators of one area: those with a chart, and those of which one or two figures are recorded."""

    area: AreaName
    charts: list[SmallChart]
    short: list[SmallChart]


@dataclass(frozen=True)
class Decade:
    """Ten years of the timeline. `curve` runs down beside `events` and joins the next decade's.

    `levels`: what the curve shows in these years, or that it shows nothing.
    """

    start: int
    name: str
    events: list[Event]
    curve: SafeString
    levels: list[str]

    @property
    def markup(self) -> SafeString:
        return office_markup.decade(self)


@dataclass
class MyCity:
    """A reader's own figure held against the series: the years in which the city stood there."""

    typed: str
    value: Decimal | None
    years: list[str]
    fault: str


def _points(rows: Sequence[FigureRow]) -> tuple[Point, ...]:
    return tuple(Point(row.year, row.value, row.segment, row.is_disputed) for row in rows)


def draw(
    page: IndicatorPage | Indicator, rows: Sequence[FigureRow], mark: tuple[str, Decimal] | None = None
) -> LineChart:
    """The series of `page`. A drawing with a `mark`, which a reader has typed, is not kept."""
    series = drawings.series if mark is None else drawings.series.__wrapped__
    return series(_points(rows), page.slug, page.title, page.unit, page.area.hue, get_language(), mark)


def indicator(page: IndicatorPage, data: Mapping[str, Any]) -> dict[str, Any]:
    rows = read_figures(page)
    mine = read_my_city(str(data.get("mine", "")), "mine" in data)
    mark = (_("My city today"), mine.value) if mine and mine.value is not None else None
    chart = draw(page, rows, mark)
    if mine and mine.value is not None:
        mine.years = years_at(rows, mine.value)
    figures = _table(rows, SourceList(), page.unit)
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "chart": chart,
        "legend": office_markup.legend(chart, page.area.hue, language),
        "single": office_markup.few_figures(figures, language) if len(rows) == 1 else "",
        "figures": figures,
        "years": format_year_span(rows[0].year, rows[-1].year, open_end=False) if rows else "",
        "my_city": mine,
        "csv_url": f"{page.url}csv/",
        "see_also": _same_elsewhere(page),
    }


def _same_elsewhere(page: IndicatorPage) -> IndicatorPage | None:
    """The public page of the same thing under another definition, in the language of `page`."""
    if page.see_also is None:
        return None
    versions = IndicatorPage.objects.filter(is_public(), translation_key=page.see_also.translation_key)
    return versions.filter(locale=page.locale).select_related("locale").first()


def _table(rows: Sequence[FigureRow], sources: SourceList, unit: str) -> FigureTable:
    return FigureTable([Figure(row, sources.mark(row)) for row in rows], unit, sources)


def years_at(rows: list[FigureRow], value: Decimal) -> list[str]:
    """Years in which the series stood at `value`, and spans of years between two figures that enclose it."""
    found = [format_year_span(row.year, None, open_end=False) for row in rows if row.value == value]
    # Figures of two definitions may alternate; only those of one follow each other.
    for _segment, together in groupby(sorted(rows, key=lambda r: (r.segment, r.year)), key=lambda r: r.segment):
        for first, second in pairwise(together):
            if min(first.value, second.value) < value < max(first.value, second.value):
                found.append(format_year_span(first.year, second.year, open_end=False))
    return found


def read_my_city(typed: str, asked: bool) -> MyCity | None:
    """A number as people type it: 9,769,000 or 42.5. None when nothing was asked."""
    if not asked or not typed.strip():
        return None
    fault = _("Please enter a number, for example 3500000 or 42.5.")
    try:
        value = Decimal(typed.strip()[:40].replace(",", "").replace(" ", "").removesuffix("%"))
    except InvalidOperation:
        return MyCity(typed[:40], None, [], fault)
    if not value.is_finite() or abs(value) > LARGEST_MARK:
        return MyCity(typed[:40], None, [], fault)
    return MyCity(typed[:40], value, [], "")


def office(page: PolicyOfficePage, data: Mapping[str, Any]) -> dict[str, Any]:
    """Timeline by decade with the curve of one indicator beside it, and every indicator as a small chart."""
    indicators = read_indicators(page)
    figures = read_all_figures(page)
    curve_page = next((indicator for indicator in indicators if indicator.is_curve), None)
    curve_rows = figures[curve_page.pk] if curve_page else []
    charts = [SmallChart(indicator, tuple(rows)) for indicator in indicators if (rows := figures[indicator.pk])]
    charts.sort(key=lambda small: (small.page.area.order, small.page.title))
    curve_chart = None
    if curve_page is not None and curve_rows:
        curve_chart = drawings.curve(_points(curve_rows), curve_page.title, curve_page.unit, get_language())
    sources = SourceList(numbered=False)
    return {
        "decades": timeline(read_events(page, sources), curve_page, curve_rows),
        "sources": sources,
        "curve_page": curve_page,
        "curve_chart": curve_chart,
        "curve_years": _span(curve_rows),
        "charts": charts,
        "areas": figures_by_area(charts),
        "introduction": page.introduction,
    }


def _span(rows: Sequence[FigureRow]) -> str:
    return format_year_span(rows[0].year, rows[-1].year, open_end=False) if rows else ""


def figures_by_area(charts: list[SmallChart]) -> list[AreaFigures]:
    """`charts`, which are in the order of their areas."""
    areas = []
    for area, group in groupby(charts, key=lambda small: small.page.area):
        shown = list(group)
        areas.append(AreaFigures(area, [s for s in shown if not s.is_short], [s for s in shown if s.is_short]))
    return areas


def timeline(events: list[Event], curve_page: Indicator | None, rows: list[FigureRow]) -> list[Decade]:
    by_decade: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        by_decade[event.year // 10 * 10].append(event)
    largest = max((row.value for row in rows), default=Decimal(1))
    points = _points(rows)
    unit = curve_page.unit if curve_page is not None else ""
    return [
        Decade(
            start,
            decade_name(start),
            by_decade[start],
            drawings.part_of_curve(points, start, start + 10, largest),
            _levels(rows, start, unit),
        )
        for start in sorted(by_decade)
    ]


def _levels(rows: list[FigureRow], start: int, unit: str) -> list[str]:
    """The first figure of the ten years from `start`; the last one where the curve ends; that there is none."""
    if not rows:
        return []
    if start > rows[-1].year or start + 10 <= rows[0].year:
        return [_("no figure recorded")]
    here = [row for row in rows if start <= row.year < start + 10]
    return [_level(row, unit, is_last=row == rows[-1]) for row in here if row in (here[0], rows[-1])]


def _level(row: FigureRow, unit: str, *, is_last: bool) -> str:
    value = format_quantity(row.value, unit)
    if is_last:
        return _("%(year)s: %(value)s, the last figure recorded") % {"year": row.year, "value": value}
    return f"{row.year}: {value}"


def indicator_csv(page: IndicatorPage) -> HttpResponse:
    """The series as a table, one figure a row."""
    head = [_("Indicator"), _("Unit"), _("Year"), _("Value"), _("Segment"), _("Source"), _("Confidence"), _("Note")]
    rows = [_csv_row(page, figure) for figure in page.observations.order_by("year", "segment", "sort_order")]
    return csv_answer(f"{page.slug}-{page.locale.language_code}", [head, *rows])


def _csv_row(page: IndicatorPage, figure: Observation) -> list[str]:
    note = " ".join(text for text in (figure.note, figure.disputed) if text)
    cells = [page.title, page.unit, str(figure.year), f"{figure.value.normalize():f}", str(figure.segment)]
    return [*cells, "; ".join(s.text for s in figure.sources), Confidence(figure.confidence).level, note]

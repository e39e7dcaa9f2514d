"""The figures of the policy office: charts, tables and CSV of one series, and the city's timeline."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from seoulsolution.core.charts import LineChart, decade_curve, line_chart, population_curve
from seoulsolution.core.charts import Observation as Point
from seoulsolution.core.claims import Confidence
from seoulsolution.core.numbers import decade_name, format_large, format_quantity, format_year_span
from seoulsolution.core.visibility import is_public

from .manual import Mark, SourceList
from .office import IndicatorPage, Observation, PolicyOfficePage, TimelineEvent

LARGEST_MARK = Decimal(10) ** 15


@dataclass
class Figure:
    """One row of an indicator's table."""

    observation: Observation
    mark: Mark
    said: str


@dataclass
class SmallChart:
    """An indicator among others: the same width, its own scale."""

    page: IndicatorPage
    chart: LineChart
    latest: str
    latest_year: int
    figures: list[Figure]


@dataclass
class Decade:
    """Ten years of the timeline. `curve` runs down beside `events` and joins the next decade's."""

    start: int
    name: str
    events: list[TimelineEvent]
    curve: SafeString
    level: str


@dataclass
class MyCity:
    """A reader's own figure held against the series: the years in which the city stood there."""

    typed: str
    value: Decimal | None
    years: list[str]
    fault: str


def _disputed(observation: Observation) -> bool:
    return bool(observation.disputed) or observation.confidence == Confidence.LOW


def _points(observations: list[Observation]) -> list[Point]:
    return [Point(o.year, o.value, o.segment, _disputed(o)) for o in observations]


def draw(page: IndicatorPage, observations: list[Observation], mark: tuple[str, Decimal] | None = None) -> LineChart:
    said = "; ".join(f"{o.year}: {format_quantity(o.value, page.unit)}" for o in observations)
    return line_chart(
        _points(observations),
        id=f"chart-{page.slug}",
        title=page.title,
        desc=said,
        unit=page.unit,
        format_value=format_large,
        mark=mark,
        not_zero_label=_("The axis does not begin at zero"),
        area=page.area.hue,
    )


def indicator_context(page: IndicatorPage, data: Mapping[str, Any]) -> dict[str, Any]:
    observations = list(page.observations.order_by("year", "segment", "sort_order"))
    mine = read_my_city(str(data.get("mine", "")), "mine" in data)
    mark = (_("My city today"), mine.value) if mine and mine.value is not None else None
    chart = draw(page, observations, mark)
    if mine and mine.value is not None:
        mine.years = years_at(observations, mine.value)
    sources = SourceList([])
    figures = [_figure(o, sources, page.unit) for o in observations]
    return {
        "chart": chart,
        "figures": figures,
        "sources": sources,
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


def _figure(observation: Observation, sources: SourceList, unit: str) -> Figure:
    return Figure(observation, sources.mark(observation), format_quantity(observation.value, unit, large=False))


def years_at(observations: list[Observation], value: Decimal) -> list[str]:
    """Years in which the series stood at `value`, and spans of years between two figures that enclose it."""
    found = [format_year_span(o.year, None, open_end=False) for o in observations if o.value == value]
    for first, second in pairwise(observations):
        enclosed = min(first.value, second.value) < value < max(first.value, second.value)
        if enclosed and first.segment == second.segment:
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


def office_context(page: PolicyOfficePage) -> dict[str, Any]:
    """Timeline by decade with the curve of one indicator beside it, and every indicator as a small chart."""
    pages = {
        indicator.pk: indicator
        for indicator in IndicatorPage.objects.filter(is_public()).child_of(page).select_related("area", "locale")
    }
    observations: dict[int, list[Observation]] = defaultdict(list)
    for row in Observation.objects.filter(page__in=pages).order_by("year", "segment", "sort_order"):
        observations[row.page_id].append(row)
    curve_key = page.curve_indicator.translation_key if page.curve_indicator else None
    curve_page = next((p for p in pages.values() if p.translation_key == curve_key), None)
    curve_rows = observations[curve_page.pk] if curve_page else []
    sources = SourceList([])
    charts = [_small(indicator, observations[pk], sources) for pk, indicator in pages.items() if observations[pk]]
    charts.sort(key=lambda small: (small.page.area.order, small.page.title))
    return {
        "decades": timeline(page, curve_page, curve_rows),
        "curve_page": curve_page,
        "curve_chart": _curve_chart(curve_page, curve_rows),
        "charts": charts,
        "introduction": page.introduction,
    }


def _curve_chart(curve_page: IndicatorPage | None, rows: list[Observation]) -> LineChart | None:
    if curve_page is None or not rows:
        return None
    return population_curve(
        _points(rows),
        id="curve",
        title=curve_page.title,
        desc="; ".join(f"{o.year}: {format_quantity(o.value, curve_page.unit)}" for o in rows),
        unit=curve_page.unit,
        format_value=format_large,
    )


def _small(page: IndicatorPage, observations: list[Observation], sources: SourceList) -> SmallChart:
    latest = observations[-1]
    return SmallChart(
        page,
        draw(page, observations),
        format_quantity(latest.value, page.unit),
        latest.year,
        [_figure(o, sources, page.unit) for o in observations],
    )


def timeline(page: PolicyOfficePage, curve_page: IndicatorPage | None, rows: list[Observation]) -> list[Decade]:
    events = TimelineEvent.objects.filter(locale=page.locale).select_related("area").order_by("year", "slug")
    by_decade: dict[int, list[TimelineEvent]] = defaultdict(list)
    sources = SourceList([])
    for event in events:
        event.mark = sources.mark(event)
        by_decade[event.year // 10 * 10].append(event)
    largest = max((row.value for row in rows), default=Decimal(1))
    points = _points(rows)
    decades = []
    for start in sorted(by_decade):
        here = next((row for row in rows if start <= row.year < start + 10), None)
        level = ""
        if here is not None and curve_page is not None:
            level = f"{here.year}: {format_quantity(here.value, curve_page.unit)}"
        curve = decade_curve(points, start=start, end=start + 10, value_max=largest)
        decades.append(Decade(start, decade_name(start), by_decade[start], curve, level))
    return decades


def indicator_csv(page: IndicatorPage) -> HttpResponse:
    """The series as CSV that Korean Excel opens: UTF-8 with a byte order mark."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.slug}-{page.locale.language_code}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(
        [
            _("Indicator"),
            _("Unit"),
            _("Year"),
            _("Value"),
            _("Segment"),
            _("Source"),
            _("Confidence"),
            _("Note"),
        ]
    )
    for o in page.observations.order_by("year", "segment", "sort_order"):
        note = " ".join(text for text in (o.note, o.disputed) if text)
        cells = [page.title, page.unit, str(o.year), f"{o.value.normalize():f}", str(o.segment)]
        cells += ["; ".join(s.text for s in o.sources), o.get_confidence_display(), note]
        writer.writerow([_inert(cell) for cell in cells])
    return response


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula. Negative numbers stay numbers."""
    if cell.startswith(("=", "+", "@", "\t", "\r")) or (cell[:1] == "-" and not cell[1:2].isdigit()):
        return "'" + cell
    return cell

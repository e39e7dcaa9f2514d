"""How the policy office looks: decades of events, indicators side by side, and the tables of their figures."""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seoulsolution.core.charts import LINES, LineChart, legend_key
from seoulsolution.core.markup import Piece, joined, said
from seoulsolution.core.numbers import format_number, format_quantity, format_year_span

if TYPE_CHECKING:
    from .indicators import Decade, Figure, FigureTable, SmallChart
    from .marks import SourceList
    from .office_rows import Event


# Small charts that are kept, about 6 kB each.
KEPT = 512


class Words(NamedTuple):
    more: str
    year: str
    source: str
    sources: str


@lru_cache
def _words(language: str) -> Words:
    """The words that stand on every table."""
    return Words(_("Table and sources"), _("Year"), _("Source"), _("Sources"))


def decade(decade: "Decade") -> SafeString:
    """Ten years of the timeline, with the curve of one indicator beside them."""
    language = get_language() or settings.LANGUAGE_CODE
    return _DECADE(
        start=decade.start,
        name=decade.name,
        levels=joined(_LEVEL(level=level) for level in decade.levels),
        curve=decade.curve,
        events=joined(_event(event, language) for event in decade.events),
    )


def _event(event: "Event", language: str) -> SafeString:
    return _EVENT(
        hue=event.area.hue,
        year=event.year,
        text=said(event.text, language),
        area=event.area.label,
        mark=event.mark.markup,
    )


@lru_cache(KEPT)
def small_chart(small: "SmallChart", language: str) -> SafeString:
    """An indicator among others: its latest figure, its chart, its table. One or two figures are shown as such.

    It depends on the arguments alone, `language` being the active one: other figures are another small chart.
    """
    page, figures = small.page, small.figures
    title = _TITLE(slug=page.slug, url=page.url, title=said(page.title, language))
    if small.is_short:
        content = few_figures(figures, language) + source_notes(figures.sources, language)
    else:
        content = _SEVERAL(
            slug=page.slug,
            url=page.url,
            latest=small.latest,
            year=small.latest_year,
            chart=small.chart.svg,
            legend=legend(small.chart, page.area.hue, language),
            more=_words(language).more,
            table=figures.markup,
        )
    return _SMALL(hue=page.area.hue, slug=page.slug, title=title, content=content)


def few_figures(figures: "FigureTable", language: str) -> SafeString:
    """The figures of a short series, one beside the other; two that cannot be compared say so."""
    shown = joined(single_figure(figure, figures.unit, language) for figure in figures)
    if len({figure.observation.segment for figure in figures}) > 1:
        return _FEW(figures=shown, words=_WORDS(words=_break()))
    return _FEW(figures=shown, words="")


def single_figure(figure: "Figure", unit: str, language: str) -> SafeString:
    """A figure of a series by itself: its value, its year, its source."""
    row = figure.observation
    return _SINGLE(
        value=format_quantity(row.value, unit),
        year=format_year_span(row.year, None, open_end=False),
        note=_NOTE(note=said(row.note, language)) if row.note else "",
        mark=figure.mark.markup,
    )


def _break() -> str:
    return _("Break in the series: do not compare the figures on its two sides.")


def legend(chart: LineChart, hue: int | None, language: str) -> SafeString:
    """What the signs on a chart mean, as far as it has them, in the language that is active."""
    signs = [
        (legend_key(LINES[line.sign], area=hue), format_year_span(line.first, line.last, open_end=False))
        for line in chart.lines
    ]
    if chart.broken:
        signs.append((legend_key("break"), _break()))
    if chart.disputed:
        signs.append((legend_key("disputed", area=hue), _("disputed")))
    words = _("These lines were measured in different ways: do not compare one with another.") if chart.lines else ""
    items = joined(_KEY(sign=sign, words=said(meaning, language)) for sign, meaning in signs)
    return _LEGEND(items=items, words=_WORDS(words=words) if words else "") if signs else SafeString("")


def source_notes(sources: "SourceList", language: str) -> SafeString:
    """The sources in full, for paper."""
    items = joined(_SOURCE(number=source.number, name=source.note(language)) for source in sources)
    return _SOURCES(title=_words(language).sources, items=items) if items else SafeString("")


def figure_table(table: "FigureTable") -> SafeString:
    """The figures of a series, each with its source; the sources below it on paper where no list shows them."""
    language = get_language() or settings.LANGUAGE_CODE
    words = _words(language)
    rows = _TABLE(
        year=words.year,
        unit=table.unit,
        source=words.source,
        rows=joined(_row(figure, language) for figure in table),
    )
    return rows if table.sources.is_numbered else rows + source_notes(table.sources, language)


def _row(figure: "Figure", language: str) -> SafeString:
    row = figure.observation
    return _ROW(
        year=row.year,
        value=format_number(row.value, language),
        note=_NOTE(note=said(row.note, language)) if row.note else "",
        mark=figure.mark.markup,
    )


_DECADE = Piece("""
    <section class="decade" aria-labelledby="decade-{start}">
        <div>
            <h3 id="decade-{start}">{name}</h3>
            {levels}
        </div>
        <div class="decade-curve">{curve}</div>
        <ol class="decade-events">{events}</ol>
    </section>
""")
_LEVEL = Piece('<p class="decade-level">{level}</p>')
_EVENT = Piece("""
    <li class="area-{hue}">
        <span class="year">{year}</span>
        <div>
            <p class="text">{text}</p>
            <div class="event-foot">
                <span class="area-name">{area}</span>
                {mark}
            </div>
        </div>
    </li>
""")
_SMALL = Piece("""
    <section class="multiple area-{hue}" aria-labelledby="indicator-{slug}">
        {title}
        {content}
    </section>
""")
_TITLE = Piece('<h4 id="indicator-{slug}"><a href="{url}">{title}</a></h4>')
_SEVERAL = Piece("""
    <p class="latest"><strong>{latest}</strong> <span class="figures">({year})</span></p>
    {chart}
    {legend}
    <details>
        <summary>{more}</summary>
        <div class="krds-table-wrap" role="region" aria-labelledby="indicator-{slug}" tabindex="0">{table}</div>
        <p class="on-screen"><a href="{url}csv/">CSV</a></p>
    </details>
""")
_FEW = Piece('<div class="few">{figures}</div>{words}')
_SINGLE = Piece("""
    <div>
        <p class="single">{value}</p>
        <div class="single-facts"><span class="figures">{year}</span> {mark}{note}</div>
    </div>
""")
_LEGEND = Piece('<div class="legend">{items}{words}</div>')
_KEY = Piece("<span>{sign} {words}</span>")
_WORDS = Piece("<p>{words}</p>")
_SOURCES = Piece("""
    <div class="on-paper">
        <p class="sources-title">{title}</p>
        <ol class="sources">{items}</ol>
    </div>
""")
_SOURCE = Piece('<li><span class="number">{number}</span><div>{name}</div></li>')
_TABLE = Piece("""
    <table class="tbl data">
        <thead>
            <tr>
                <th scope="col">{year}</th>
                <th scope="col" class="number">{unit}</th>
                <th scope="col">{source}</th>
            </tr>
        </thead>
        <tbody>{rows}</tbody>
    </table>
""")
_ROW = Piece('<tr><th scope="row">{year}</th><td class="number">{value}</td><td>{note}{mark}</td></tr>')
_NOTE = Piece("<p>{note}</p>")

"""How the policy office looks: decades of events, indicators side by side, and the tables of their figures."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seoulsolution.core.markup import Piece, joined, said
from seoulsolution.core.numbers import format_number

if TYPE_CHECKING:
    from .indicators import Decade, Figure, SmallChart
    from .office_rows import Event


# Small charts that are kept, about 6 kB each.
KEPT = 512


class Words(NamedTuple):
    more: str
    year: str
    source: str


@lru_cache
def _words(language: str) -> Words:
    """The words that stand on every table."""
    return Words(_("Table and sources"), _("Year"), _("Source"))


def decade(decade: "Decade") -> SafeString:
    """Ten years of the timeline, with the curve of one indicator beside them."""
    language = get_language() or settings.LANGUAGE_CODE
    return _DECADE(
        start=decade.start,
        name=decade.name,
        level=_LEVEL(level=decade.level) if decade.level else "",
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
    """An indicator among others: its latest figure, its chart where there are several, its table.

    It depends on the arguments alone, `language` being the active one: other figures are another small chart.
    """
    page = small.page
    return _SMALL_CHART(
        hue=page.area.hue,
        slug=page.slug,
        url=page.url,
        title=said(page.title, language),
        latest=small.latest,
        year=small.latest_year,
        chart=small.chart.svg if len(small.figures) > 1 else "",
        more=_words(language).more,
        table=small.figures.markup,
    )


def figure_table(figures: Iterable["Figure"], unit: str) -> SafeString:
    """The figures of a series in `unit`, each with its source."""
    language = get_language() or settings.LANGUAGE_CODE
    words = _words(language)
    return _TABLE(
        year=words.year,
        unit=unit,
        source=words.source,
        rows=joined(_row(figure, language) for figure in figures),
    )


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
            {level}
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
_SMALL_CHART = Piece("""
    <section class="multiple area-{hue}" aria-labelledby="indicator-{slug}">
        <h4 id="indicator-{slug}"><a href="{url}">{title}</a></h4>
        <p class="latest"><strong>{latest}</strong> <span class="figures">({year})</span></p>
        {chart}
        <details>
            <summary>{more}</summary>
            {table}
            <p><a href="{url}csv/">CSV</a></p>
        </details>
    </section>
""")
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

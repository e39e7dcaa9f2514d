"""What other rooms say beside a city: its tenders, the training in it and the news about it, with one query."""

from typing import Any, NamedTuple

from django.db.models import QuerySet

from seoulsolution.core.json_lines import as_json, rows_of
from seoulsolution.core.statements import kept

from ..newsroom.lines import NEWS, NewsLine, news_lines
from ..newsroom.models import NewsPage
from ..newsroom.rows import NewsPlace
from ..sharing.training.models import ProgrammePage
from ..sharing.training.programmes import PROGRAMME, ProgrammeLine, programme_lines
from .tenders.lines import TENDER, TenderLine, tender_lines
from .tenders.models import TenderPage

TENDERS, TRAINING, REPORTED = "tender", "training", "news"


class BesideCity(NamedTuple):
    """`tenders` and `programmes`: what closes or begins first before what is later. `news`: the newest first."""

    tenders: list[TenderLine]
    programmes: list[ProgrammeLine]
    news: list[NewsLine]


@kept
def _naming(place: str, language: str) -> QuerySet[Any]:
    tenders, programmes, news = (
        model.objects.published().translated().in_language(language) for model in (TenderPage, ProgrammePage, NewsPage)
    )
    told = NewsPlace.objects.filter(place__slug=place).values("page")
    return as_json(TENDERS, tenders.filter(place__slug=place), TENDER).union(
        as_json(TRAINING, programmes.filter(place__slug=place), PROGRAMME),
        as_json(REPORTED, news.filter(pk__in=told), NEWS),
        all=True,
    )


def beside_city(place: str, language: str) -> BesideCity:
    """Of the place with this id, in a language."""
    found = _naming(place=place, language=language)
    tenders = sorted(rows_of(TENDERS, TENDER, found), key=lambda row: (str(row.closes_on or ""), row.title, row.pk))
    programmes = sorted(rows_of(TRAINING, PROGRAMME, found), key=lambda row: (row.starts or "9", row.title, row.pk))
    news = sorted(rows_of(REPORTED, NEWS, found), key=lambda row: (row.title, row.pk))
    news.sort(key=lambda row: row.dated, reverse=True)
    return BesideCity(tender_lines(tenders), programme_lines(programmes), news_lines(news))

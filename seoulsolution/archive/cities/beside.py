"""What other rooms say beside a city, with one query: its tenders, the training in it, the news about it, and which of
its works are told in another language only.
"""

from typing import Any, NamedTuple

from django.db.models import QuerySet

from seoulsolution.core.json_lines import JsonLines
from seoulsolution.core.other_languages import COLUMNS, Elsewhere, elsewhere, only_elsewhere
from seoulsolution.core.pages import ArchivePage
from seoulsolution.core.statements import kept

from ..newsroom.lines import JSON_NEWS, NewsLine, newest_among
from ..newsroom.models import NewsPage
from ..newsroom.rows import NewsPlace
from ..sharing.models import ProjectPage
from ..sharing.records import AdopterRecordPage
from ..sharing.training.models import ProgrammePage
from ..sharing.training.programmes import JSON_PROGRAMMES, ProgrammeLine, soonest_among
from .tenders.lines import JSON_TENDERS, TenderLine, tender_lines
from .tenders.models import TenderPage


class BesideCity(NamedTuple):
    """`tenders` and `programmes`: what closes or begins first before what is later. `news`: the newest first.

    `elsewhere`: projects and records that are not told in the language, by title.
    """

    tenders: list[TenderLine]
    programmes: list[ProgrammeLine]
    news: list[NewsLine]
    elsewhere: list[Elsewhere]


ELSEWHERE: tuple[type[ArchivePage], ...] = (ProjectPage, AdopterRecordPage)
JSON_ELSEWHERE = [JsonLines(f"{model.__name__} elsewhere", model, COLUMNS) for model in ELSEWHERE]


@kept
def _naming(place: str, language: str) -> QuerySet[Any]:
    tenders, programmes, news = (
        model.objects.published().translated().in_language(language) for model in (TenderPage, ProgrammePage, NewsPage)
    )
    told = NewsPlace.objects.filter(place__slug=place).values("page")
    return JSON_TENDERS.of(tenders.filter(place__slug=place)).union(
        JSON_PROGRAMMES.of(programmes.filter(place__slug=place)),
        JSON_NEWS.of(news.filter(pk__in=told)),
        *(
            lines.of(only_elsewhere(model, language).filter(place__slug=place))
            for model, lines in zip(ELSEWHERE, JSON_ELSEWHERE, strict=True)
        ),
        all=True,
    )


def beside_city(place: str, language: str) -> BesideCity:
    """Of the place with this id, in a language."""
    found = _naming(place=place, language=language)
    tenders = sorted(JSON_TENDERS.among(found), key=lambda row: (str(row.closes_on or ""), row.title, row.pk))
    others = sorted(row for lines in JSON_ELSEWHERE for row in lines.among(found))
    return BesideCity(tender_lines(tenders), soonest_among(found), newest_among(found), elsewhere(others))

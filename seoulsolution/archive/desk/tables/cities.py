"""The tables of cities, their figures and relations, and of the indexes that put cities in an order."""

from ...cities import kinds
from ...cities.models import CitiesPage, CityPage
from ...cities.rows import CityFigure, CityRelation
from ...cities.standing import CityIndexPage, Ranking, StandingPage
from ...loading import limits
from ...loading.values import LanguageCode, PartialDate, Whole
from ..importing.facts import Amount, Codes, Single
from ..importing.tables import RowTable, Table
from ..importing.words import Plain
from .claims import DISPUTED, OF_A_CLAIM, OF_A_PAGE, choice, place

MOST_CITIES = 30_000
RANK = Whole(low=1, high=MOST_CITIES, required=True)
RANK_OR_NONE = Whole(low=1, high=MOST_CITIES)

CITIES = Table(
    name="cities",
    label=CityPage._meta.verbose_name_plural,
    model=CityPage,
    parent=CitiesPage,
    needed=("title", "place"),
    facts=(
        place("place", required=True),
        choice("region", kinds.Region, required=False),
        choice("income_group", kinds.IncomeGroup, required=False),
        choice("climate", kinds.Climate, required=False),
        choice("bus_operator", kinds.BusOperator, required=False),
        choice("smart_card", kinds.YesOrNo, required=False),
        Codes("languages", LanguageCode(required=True)),
        *OF_A_PAGE,
    ),
    words=(Plain("title", limits.words(CityPage, "title", required=True)), Plain("note")),
)
FIGURES = RowTable(
    name="city-figures",
    label=CityFigure._meta.verbose_name_plural,
    model=CityFigure,
    of=CityPage,
    relation="figures",
    page_column="city",
    same=("measure", "year", "scope"),
    needed=("measure", "value"),
    facts=(
        choice("measure", kinds.Measure),
        Amount("value", limits.number(CityFigure, "value")),
        Single("year", limits.YEAR_OR_NONE),
        choice("scope", kinds.Scope, has_default=True),
        *OF_A_CLAIM,
    ),
    words=(Plain("note"), DISPUTED),
)
RELATIONS = RowTable(
    name="city-relations",
    label=CityRelation._meta.verbose_name_plural,
    model=CityRelation,
    of=CityPage,
    relation="relations",
    page_column="city",
    same=("kind", "since"),
    needed=("kind",),
    facts=(
        choice("kind", kinds.RelationKind),
        Single("since", PartialDate()),
        Single("ended", PartialDate()),
        *OF_A_CLAIM,
    ),
    words=(Plain("document", limits.words(CityRelation, "document")), Plain("note"), DISPUTED),
)
INDEXES = Table(
    name="indexes",
    label=CityIndexPage._meta.verbose_name_plural,
    model=CityIndexPage,
    parent=StandingPage,
    needed=("title", "publisher"),
    facts=(Single("website", limits.WEBSITE),),
    words=(
        Plain("title", limits.words(CityIndexPage, "title", required=True)),
        Plain("publisher", limits.words(CityIndexPage, "publisher", required=True)),
        Plain("about"),
    ),
)
RANKINGS = RowTable(
    name="rankings",
    label=Ranking._meta.verbose_name_plural,
    model=Ranking,
    of=CityIndexPage,
    relation="rankings",
    page_column="index",
    same=("year", "edition", "rank", "method"),
    needed=("year", "rank"),
    facts=(
        Single("year", limits.YEAR),
        Single("edition", limits.words(Ranking, "edition")),
        Single("rank", RANK),
        Single("out_of", RANK_OR_NONE),
        choice("scope", Ranking.Scope, has_default=True),
        Single("method", limits.SEGMENT, has_default=True),
        *OF_A_CLAIM,
    ),
    words=(Plain("note"), DISPUTED),
)

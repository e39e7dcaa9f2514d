"""The tables of cities, of what is told of each, of tenders abroad, and of the indexes that put cities in an order."""

from ...cities import kinds
from ...cities.issues import CityIssue
from ...cities.models import CitiesPage, CityPage
from ...cities.rows import CityFigure, CityRelation
from ...cities.standing import CityIndexPage, Ranking, StandingPage
from ...cities.tenders.models import TenderPage, TendersPage
from ...cities.visits import CityVisit
from ...loading import limits, tenders
from ...loading.values import Day, LanguageCode, PartialDate, TimeOfDay, TimeZone, Whole
from ..importing.facts import Amount, Codes, Reference, Single, TimeThere
from ..importing.tables import RowTable, Table
from ..importing.words import Plain
from .claims import DISPUTED, OF_A_CLAIM, OF_A_PAGE, choice, organisation, place

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
        choice("smart_card", kinds.Card, required=False),
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
ISSUES = RowTable(
    name="city-issues",
    label=CityIssue._meta.verbose_name_plural,
    model=CityIssue,
    of=CityPage,
    relation="issues",
    page_column="city",
    needed=("heading", "text", "dated", "valid_until"),
    facts=(
        Single("dated", Day(required=True)),
        Single("valid_until", Day(required=True)),
        organisation("office"),
        *OF_A_CLAIM,
    ),
    words=(
        Plain("heading", limits.words(CityIssue, "heading", required=True)),
        Plain("text", is_required=True),
        DISPUTED,
    ),
)
VISITS = RowTable(
    name="city-visits",
    label=CityVisit._meta.verbose_name_plural,
    model=CityVisit,
    of=CityPage,
    relation="visits",
    page_column="city",
    needed=("when", "who"),
    facts=(
        Single("when", PartialDate(required=True)),
        Single("policies", limits.words(CityVisit, "policies")),
        *OF_A_CLAIM,
    ),
    words=(Plain("who", limits.words(CityVisit, "who", required=True)), Plain("purpose"), DISPUTED),
)
TENDERS = Table(
    name="tenders",
    label=TenderPage._meta.verbose_name_plural,
    model=TenderPage,
    parent=TendersPage,
    needed=("title", "place", "issuer", "summary", "website"),
    facts=(
        place("place", required=True),
        Reference("area", lambda vocabulary: vocabulary.areas),
        Single("closes_on", Day()),
        TimeThere("closes_at", TimeOfDay()),
        Single("time_zone", TimeZone()),
        Amount("amount", tenders.AMOUNT),
        Single("currency", limits.CURRENCY_OR_NONE),
        Single("website", tenders.LINK),
        *OF_A_PAGE,
    ),
    words=(
        Plain("title", tenders.TITLE),
        Plain("issuer", tenders.ISSUER),
        Plain("summary", is_required=True),
        DISPUTED,
    ),
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

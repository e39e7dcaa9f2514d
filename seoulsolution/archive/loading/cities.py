"""The files of the cities: what a row says, and how it is read."""

from dataclasses import dataclass
from decimal import Decimal

from ..cities import kinds
from ..cities.rows import CityFigure as FigureRow
from ..cities.rows import CityRelation as RelationRow
from . import limits
from .forms import RowForm
from .shapes import Shape, Statement, Text
from .statements import read_statement
from .tables import Table
from .values import LanguageCode, PartialDate, Several

REGION = limits.choice(kinds.Region, required=False)
INCOME_GROUP = limits.choice(kinds.IncomeGroup, required=False)
CLIMATE = limits.choice(kinds.Climate, required=False)
BUS_OPERATOR = limits.choice(kinds.BusOperator, required=False)
SMART_CARD = limits.choice(kinds.Card, required=False)
LANGUAGES = Several(mark=";", item=LanguageCode(required=True))
MEASURE = limits.choice(kinds.Measure)
VALUE = limits.number(FigureRow, "value")
SCOPE = limits.choice(kinds.Scope)
RELATION = limits.choice(kinds.RelationKind)
DOCUMENT = limits.words(RelationRow, "document")
SINCE = PartialDate()


@dataclass(frozen=True, kw_only=True)
class City(Shape):
    """`id`: that of the place."""

    id: str
    region: str
    income_group: str
    climate: str
    bus_operator: str
    smart_card: str
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: str
    note: Text


@dataclass(frozen=True, kw_only=True)
class CityFigure(Statement):
    city_id: str
    measure: str
    value: Decimal
    year: int | None
    scope: str
    note: Text


@dataclass(frozen=True, kw_only=True)
class CityRelation(Statement):
    id: str
    city_id: str
    kind: str
    since: str
    ended: str
    document: Text
    note: Text


def read_city(form: RowForm) -> City:
    return City(
        line=form.line,
        id=form.value("id", limits.ID),
        region=form.value("region", REGION),
        income_group=form.value("income_group", INCOME_GROUP),
        climate=form.value("climate", CLIMATE),
        bus_operator=form.value("bus_operator", BUS_OPERATOR),
        smart_card=form.value("smart_card", SMART_CARD),
        languages=form.value("languages", LANGUAGES),
        sources=form.sources("source"),
        confidence=form.value("confidence", limits.CONFIDENCE),
        note=form.words("note", limits.TEXT),
    )


def read_figure(form: RowForm) -> CityFigure:
    return CityFigure(
        city_id=form.value("city_id", limits.ID),
        measure=form.value("measure", MEASURE),
        value=form.value("value", VALUE),
        year=form.value("year", limits.YEAR_OR_NONE),
        scope=form.value("scope", SCOPE),
        note=form.words("note", limits.TEXT),
        **read_statement(form),
    )


def read_relation(form: RowForm) -> CityRelation:
    return CityRelation(
        id=form.value("id", limits.ID),
        city_id=form.value("city_id", limits.ID),
        kind=form.value("kind", RELATION),
        since=form.value("since", SINCE),
        ended=form.value("ended", SINCE),
        document=form.words("document", DOCUMENT),
        note=form.words("note", limits.TEXT),
        **read_statement(form),
    )


CITIES = Table(
    "cities.csv",
    (
        *("id", "region", "income_group", "climate", "bus_operator", "smart_card", "languages"),
        *("source", "confidence"),
    ),
    ("note",),
    read_city,
)
FIGURES = Table(
    "city_figures.csv",
    ("city_id", "measure", "value", "year", "scope", "basis", "source", "confidence"),
    ("note", "disputed"),
    read_figure,
)
RELATIONS = Table(
    "city_relations.csv",
    ("id", "city_id", "kind", "since", "ended", "basis", "source", "confidence"),
    ("document", "note", "disputed"),
    read_relation,
)

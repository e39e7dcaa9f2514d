"""The files of the indexes of cities: what a row says, and how it is read."""

from dataclasses import dataclass

from ..cities.standing import CityIndexPage
from ..cities.standing import Ranking as RankingRow
from . import limits
from .forms import RowForm
from .shapes import Shape, Statement, Text
from .statements import read_statement
from .tables import Table
from .values import Whole

NAME = limits.words(CityIndexPage, "title", required=True)
PUBLISHER = limits.words(CityIndexPage, "publisher", required=True)
EDITION = limits.words(RankingRow, "edition")
RANK = Whole(low=1, high=10_000, required=True)
OUT_OF = Whole(low=1, high=10_000)
SCOPE = limits.choice(RankingRow.Scope)


@dataclass(frozen=True, kw_only=True)
class CityIndex(Shape):
    id: str
    name: Text
    publisher: Text
    website: str
    about: Text


@dataclass(frozen=True, kw_only=True)
class Ranking(Statement):
    id: str
    index_id: str
    year: int
    edition: str
    rank: int
    out_of: int | None
    scope: str
    method: int
    note: Text


def read_index(form: RowForm) -> CityIndex:
    return CityIndex(
        line=form.line,
        id=form.value("id", limits.ID),
        name=form.words("name", NAME),
        publisher=form.words("publisher", PUBLISHER),
        website=form.value("website", limits.WEBSITE),
        about=form.words("about", limits.TEXT),
    )


def read_ranking(form: RowForm) -> Ranking:
    return Ranking(
        id=form.value("id", limits.ID),
        index_id=form.value("index_id", limits.ID),
        year=form.value("year", limits.YEAR) or 0,
        edition=form.value("edition", EDITION),
        rank=form.value("rank", RANK) or 1,
        out_of=form.value("out_of", OUT_OF),
        scope=form.value("scope", SCOPE),
        method=form.value("method", limits.SEGMENT) or 1,
        note=form.words("note", limits.TEXT),
        **read_statement(form),
    )


INDEXES = Table("city_indexes.csv", ("id", "website"), ("name", "publisher", "about"), read_index)
RANKINGS = Table(
    "rankings.csv",
    (
        *("id", "index_id", "year", "edition", "rank", "out_of", "scope", "method"),
        *("basis", "source", "confidence"),
    ),
    ("note", "disputed"),
    read_ranking,
)

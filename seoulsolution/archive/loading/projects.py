"""The files of the projects and of what the city itself has counted: what a row says, and how it is read."""

from dataclasses import dataclass
from decimal import Decimal

from . import limits
from .forms import RowForm
from .shapes import Shape, Statement, Text
from .statements import basis_of, read_statement
from .tables import Table


@dataclass(frozen=True, kw_only=True)
class Project(Shape):
    """`years`: how the years are known."""

    id: str
    title: Text
    subject: Text
    area_id: str
    kind: str
    place_id: str
    year_started: int | None
    year_ended: int | None
    years: str
    status: str
    policies: tuple[str, ...]
    counted: str
    note: Text
    sources: tuple[str, ...]
    confidence: str
    disputed: Text


@dataclass(frozen=True, kw_only=True)
class Partner(Shape):
    project_id: str
    organisation_id: str
    role: str
    name: Text


@dataclass(frozen=True, kw_only=True)
class Funding(Statement):
    project_id: str
    kind: str
    what: Text
    amount: Decimal | None
    currency: str
    year: int | None


@dataclass(frozen=True, kw_only=True)
class Step(Statement):
    project_id: str
    stage: str
    year: int | None
    text: Text


@dataclass(frozen=True, kw_only=True)
class Total(Statement):
    """`as_of`: a day, a month or a year."""

    id: str
    as_of: str
    area_id: str
    what: Text
    number: int | None
    cities: int | None
    countries: int | None
    note: Text


def read_project(form: RowForm) -> Project:
    return Project(
        line=form.line,
        id=form.value("id", limits.ID),
        title=form.words("title", limits.PROJECT_TITLE),
        subject=form.words("subject", limits.PROJECT_SUBJECT),
        area_id=form.value("area_id", limits.ID),
        kind=form.value("kind", limits.PROJECT_KIND),
        place_id=form.value("place_id", limits.ID),
        year_started=form.value("year_started", limits.YEAR_OR_NONE),
        year_ended=form.value("year_ended", limits.YEAR_OR_NONE),
        years=form.value("years", limits.PROJECT_YEARS),
        status=form.value("status", limits.PROJECT_STATUS),
        policies=form.value("policies", limits.SEVERAL_IDS),
        counted=form.value("counted", limits.PROJECT_COUNTED),
        note=form.words("note", limits.TEXT),
        sources=form.sources("source"),
        confidence=form.value("confidence", limits.CONFIDENCE),
        disputed=form.words("disputed", limits.TEXT),
    )


def read_partner(form: RowForm) -> Partner:
    return Partner(
        line=form.line,
        project_id=form.value("project_id", limits.ID),
        organisation_id=form.value("organisation_id", limits.REFERENCE),
        role=form.value("role", limits.PARTNER_ROLE),
        name=form.words("name", limits.PARTNER_NAME),
    )


def read_funding(form: RowForm) -> Funding:
    return Funding(
        project_id=form.value("project_id", limits.ID),
        kind=form.value("kind", limits.FUNDING_KIND),
        what=form.words("what", limits.FUNDING_WHAT),
        amount=form.value("amount", limits.FUNDING_AMOUNT),
        currency=form.value("currency", limits.CURRENCY_OR_NONE),
        year=form.value("year", limits.YEAR_OR_NONE),
        **read_statement(form),
    )


def read_step(form: RowForm) -> Step:
    return Step(
        project_id=form.value("project_id", limits.ID),
        stage=form.value("stage", limits.STEP_STAGE),
        year=form.value("year", limits.YEAR_OR_NONE),
        text=form.words("text", limits.TEXT_REQUIRED),
        **read_statement(form),
    )


def read_total(form: RowForm) -> Total:
    sources = form.sources("source")
    return Total(
        line=form.line,
        id=form.value("id", limits.ID),
        as_of=form.value("as_of", limits.AS_OF),
        area_id=form.value("area_id", limits.REFERENCE),
        what=form.words("what", limits.TOTAL_WHAT),
        number=form.value("number", limits.COUNT_OR_NONE),
        cities=form.value("cities", limits.COUNT_OR_NONE),
        countries=form.value("countries", limits.COUNT_OR_NONE),
        note=form.words("note", limits.TEXT),
        basis=basis_of(sources),
        sources=sources,
        confidence=form.value("confidence", limits.CONFIDENCE),
        disputed=form.words("disputed", limits.TEXT),
    )


PROJECTS = Table(
    "projects.csv",
    (
        *("id", "area_id", "kind", "place_id", "year_started", "year_ended", "years", "status", "policies"),
        *("counted", "source", "confidence"),
    ),
    ("title", "subject", "note", "disputed"),
    read_project,
)
PARTNERS = Table("project_partners.csv", ("project_id", "organisation_id", "role"), ("name",), read_partner)
FUNDING = Table(
    "project_funding.csv",
    ("project_id", "kind", "amount", "currency", "year", "basis", "source", "confidence"),
    ("what", "disputed"),
    read_funding,
)
STEPS = Table(
    "project_steps.csv",
    ("project_id", "stage", "year", "basis", "source", "confidence"),
    ("text", "disputed"),
    read_step,
)
TOTALS = Table(
    "city_totals.csv",
    ("id", "as_of", "area_id", "number", "cities", "countries", "source", "confidence"),
    ("what", "note", "disputed"),
    read_total,
)

"""Transfers, projects and adopters' records as the database tells them alike, with what tells of the same work.

A project of the register is a transfer from the home of the archive. A transfer that names it, and a record that names
one of the two, tell of the same work: who asks for one of them gets all of them, with one query.
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, NullIf

from seoulsolution.core.places import Place
from seoulsolution.core.statements import any_of, kept

from ..cities.models import CityPage
from .models import ProjectPage, ProjectStatus, YearsKnown
from .record_rows import RecordResult
from .records import AdopterRecordPage
from .rows import ProjectFunding, ProjectPartner, ProjectStep
from .transfers import Transfer

TRANSFER, PROJECT, RECORD = "transfer", "project", "record"
# Whose money a project was: who paid, and what the money was.
FUNDER, MONEY = "funder", "money"
CLAIM = ("basis", "source", "confidence", "disputed")
AFTER = ProjectStep.Stage.AFTER
MEASURED = RecordResult.Kind.MEASURED


class Row(NamedTuple):
    """A transfer, a project or a record, as the database tells them alike.

    `from_page`: `url_path` of the page of the city; `from_organisation`: id of an organisation that has an address.
    `told`: the last year of a step or result that stands in the database, None without one.
    """

    sort: str
    pk: int
    what: str
    url_path: str
    from_slug: str
    from_name: str
    from_country: str
    from_page: str
    from_organisation: str
    from_home: bool
    to_slug: str
    to_name: str
    to_country: str
    to_page: str
    to_organisation: str
    to_home: bool
    year_from: int | None
    year_to: int | None
    years_known: str
    told: int | None
    status: str
    channel: str
    evidence: str
    basis: str
    source: str
    confidence: str
    disputed: str
    project: UUID | None
    policy: UUID | None
    transfer: UUID | None

    @property
    def last_year(self) -> int | None:
        """The last year of which it tells; one that was only planned is none, nor is the first one of a proposal."""
        is_planned = self.years_known == YearsKnown.PLANNED
        first = None if is_planned and self.status == ProjectStatus.PROPOSED else self.year_from
        years = (self.told, first, None if is_planned else self.year_to)
        return max((year for year in years if year), default=None)


def _text(path: str) -> Coalesce:
    return Coalesce(F(path), Value(""), output_field=TextField())


def _city(place: str) -> Coalesce:
    """`url_path` of the page of the city, where there is a public one."""
    pages = CityPage.objects.published().translated().filter(place=OuterRef(place)).order_by("pk")
    return Coalesce(Subquery(pages.values("url_path")[:1]), Value(""), output_field=TextField())


def _organisation(column: str) -> Case:
    """The id of the organisation, where it has an address."""
    listed = When(**{f"{column}__is_listed": True}, then=_text(f"{column}__slug"))
    return Case(listed, default=Value(""), output_field=TextField())


def _home(language: str, column: str) -> Coalesce:
    home = Place.objects.filter(is_home=True, locale__language_code=language).order_by("pk")
    return Coalesce(Subquery(home.values(column)[:1]), Value(""), output_field=TextField())


def _home_page(language: str) -> Coalesce:
    pages = CityPage.objects.published().translated().in_language(language).filter(place__is_home=True).order_by("pk")
    return Coalesce(Subquery(pages.values("url_path")[:1]), Value(""), output_field=TextField())


def _is_home(place: str) -> Coalesce:
    return Coalesce(F(f"{place}__is_home"), Value(False), output_field=BooleanField())


def _truth(value: bool) -> Value:
    return Value(value, output_field=BooleanField())


def _nothing(field: Any) -> Cast:
    """Of the type of its column: PostgreSQL takes a bare NULL for text."""
    return Cast(Value(None), output_field=field)


def _no_year() -> Cast:
    return _nothing(Transfer._meta.get_field("year_from"))


def _empty() -> Value:
    return Value("", output_field=TextField())


def _is(sort: str) -> Value:
    return Value(sort, output_field=CharField())


def _years_of_the_project() -> Case:
    """How the years of a transfer are known, where they are those of the project that it names."""
    same_end = When(project__years_known=YearsKnown.PLANNED, year_to=F("project__year_ended"), then=Value("planned"))
    same_start = When(project__years_known=YearsKnown.ABOUT, year_from=F("project__year_started"), then=Value("about"))
    return Case(same_end, same_start, default=Value("exact"), output_field=TextField())


def _last_step(project: str, stages: Q = Q()) -> Subquery:  # noqa: B008 # a condition is never changed
    """The year of the last step of a project; `project`: the column that names its page in any language."""
    steps = ProjectStep.objects.filter(stages, page=OuterRef(project), page__live=True).order_by()
    return Subquery(steps.values("page").annotate(last=Max("year")).values("last"))


def _last_result() -> Subquery:
    """The last year in which a result of a record was measured."""
    results = RecordResult.objects.filter(kind=MEASURED, page=OuterRef("pk")).order_by()
    return Subquery(results.values("page").annotate(last=Max("after_year")).values("last"))


def _later(*years: Subquery) -> NullIf:
    """The last of the years, whichever of them are known."""
    return NullIf(Greatest(*(Coalesce(year, 0) for year in years)), 0)


def projects_in(language: str) -> QuerySet[Any]:
    return ProjectPage.objects.published().translated().in_language(language).order_by()


def untold_projects(language: str) -> QuerySet[Any]:
    """Those that no transfer names."""
    told = transfers_in(language).filter(project__isnull=False).values("project__translation_key")
    return projects_in(language).exclude(translation_key__in=told)


def transfers_in(language: str) -> QuerySet[Any]:
    return Transfer.objects.filter(locale__language_code=language).order_by()


def records_in(language: str) -> QuerySet[Any]:
    return AdopterRecordPage.objects.published().translated().in_language(language).order_by()


def _project_page(language: str) -> Coalesce:
    """`url_path` of the project that a transfer names, where it is public."""
    pages = projects_in(language).filter(translation_key=OuterRef("project__translation_key"))
    return Coalesce(Subquery(pages.values("url_path")[:1]), Value(""), output_field=TextField())


def transfer_rows(transfers: QuerySet[Any], language: str) -> QuerySet[Any]:
    """`transfers` with the columns of `Row`."""
    return transfers.values_list(
        *(_is(TRANSFER), "pk", "what", _project_page(language)),
        *(_text("from_place__slug"), Coalesce("from_place__name", "from_organisation__name")),
        *(_text("from_place__country__name"), _city("from_place"), _organisation("from_organisation")),
        _is_home("from_place"),
        *(_text("to_place__slug"), Coalesce("to_place__name", "to_organisation__name")),
        *(_text("to_place__country__name"), _city("to_place"), _organisation("to_organisation")),
        _is_home("to_place"),
        *("year_from", "year_to", _years_of_the_project(), _last_step("project")),
        *("status", "channel", "evidence", "basis", "source", "confidence", "disputed"),
        *("project__translation_key", "policy__translation_key", "translation_key"),
    )


def project_rows(projects: QuerySet[Any], language: str) -> QuerySet[Any]:
    """`projects` with the columns of `Row`. What became of a project later is told by others."""
    return projects.values_list(
        *(_is(PROJECT), "pk", "title", "url_path"),
        *(_home(language, "slug"), _home(language, "name"), _empty(), _home_page(language), _empty()),
        _truth(True),
        *("place__slug", "place__name", _text("place__country__name"), _city("place"), _empty(), _is_home("place")),
        *("year_started", "year_ended", "years_known", _last_step("pk", ~Q(stage=AFTER))),
        *("status", "kind", _empty(), _empty(), "source", "confidence", "disputed"),
        *("translation_key", _nothing(UUIDField()), _nothing(UUIDField())),
    )


def _record_rows(records: QuerySet[Any]) -> QuerySet[Any]:
    last = _later(_last_result(), _last_step("project", Q(stage=AFTER)))
    return records.values_list(
        *(_is(RECORD), "pk", "title", "url_path"),
        *(_text("from_place__slug"), _text("from_place__name"), _text("from_place__country__name"), _empty()),
        *(_empty(), _is_home("from_place")),
        *("place__slug", "place__name", _text("place__country__name"), _city("place"), _empty(), _is_home("place")),
        *(_no_year(), _no_year(), _empty(), last),
        *("outcome", _empty(), "line", _empty(), "source", "confidence", "disputed"),
        *("project__translation_key", _nothing(UUIDField()), "transfer__translation_key"),
    )


def _payer_rows(rows: QuerySet[Any], sort: str, words: str, **told: Any) -> QuerySet[Any]:
    """Partners or money of projects, told in `what`; `year_from` is their place in the order of the project."""
    told = {column: _empty() for column in ("status", "channel", "evidence", *CLAIM)} | told
    return rows.order_by().values_list(
        *(_is(sort), "pk", words, _empty()),
        *(_empty(), _empty(), _empty(), _empty(), _empty(), _truth(False)),
        *(_empty(), _empty(), _empty(), _empty(), _empty(), _truth(False)),
        *("sort_order", told.pop("year_to", _no_year()), _empty(), _no_year()),
        *told.values(),
        *("page__translation_key", _nothing(UUIDField()), _nothing(UUIDField())),
    )


def _payers(keys: QuerySet[Any], language: str) -> list[QuerySet[Any]]:
    """Of money `status` is the kind, `channel` the currency, `year_to` the year, and `evidence` the amount as text,
    empty where it is not known.
    """
    pages = projects_in(language).filter(translation_key__in=keys).values("pk")
    funders = ProjectPartner.objects.filter(page__in=pages, role=ProjectPartner.Role.FUNDER)
    money = {"status": F("kind"), "channel": _text("currency"), "evidence": _amount(), "year_to": F("year")}
    return [
        _payer_rows(funders, FUNDER, "name"),
        _payer_rows(ProjectFunding.objects.filter(page__in=pages), MONEY, "what", **money, **{n: F(n) for n in CLAIM}),
    ]


def _amount() -> Coalesce:
    return Coalesce(Cast("amount", TextField()), Value(""), output_field=TextField())


NOTHING = Q(pk__in=[])


def _named_by(rows: QuerySet[Any], name: str) -> QuerySet[Any]:
    """The keys in all languages of what `rows` name."""
    return rows.filter(**{f"{name}__isnull": False}).order_by().values(f"{name}__translation_key")


def works(
    language: str, *, transfers: Q = NOTHING, projects: Q = NOTHING, records: Q = NOTHING, payers: bool = False
) -> QuerySet[Any]:
    """The public transfers, projects and records for which these hold, with the columns of `Row`, and what else tells
    of the same works; with `payers` whose money the projects were.

    Keys are looked up without asking for the language, or SQLite would go through all pages of it. The columns stand in
    the statement once for each sort: to read the statement takes longer than to answer it.
    """
    live_records = AdopterRecordPage.objects.filter(records, live=True)
    own = ProjectPage.objects.filter(projects, live=True).order_by().values("translation_key")
    named = _named_by(Transfer.objects.filter(transfers), "project")
    told, passed = _named_by(live_records, "project"), _named_by(live_records, "transfer")
    of_transfers = (
        transfers,
        Q(project__translation_key__in=own.union(told, all=True)),
        Q(translation_key__in=passed),
    )
    of_projects = (projects, Q(translation_key__in=named.union(told, all=True)))
    of_records = (
        records,
        Q(project__translation_key__in=own.union(named, all=True)),
        Q(transfer__translation_key__in=Transfer.objects.filter(transfers).order_by().values("translation_key")),
        Q(transfer__project__translation_key__in=own),
    )
    return transfer_rows(any_of(transfers_in(language), of_transfers), language).union(
        project_rows(any_of(projects_in(language), of_projects), language),
        _record_rows(any_of(records_in(language), of_records)),
        *(_payers(own.union(named, told, all=True), language) if payers else ()),
        all=True,
    )


@kept
def of_policy(key: UUID, language: str) -> QuerySet[Any]:
    named = Q(policies__policy__translation_key=key)
    return works(language, transfers=Q(policy__translation_key=key), projects=named, records=named, payers=True)


@kept
def of_place(place: int, language: str) -> QuerySet[Any]:
    there, ends = Q(place=place), Q(from_place=place) | Q(to_place=place)
    return works(language, transfers=ends, projects=there, records=there, payers=True)


@kept
def taken_by(places: list[str], language: str) -> QuerySet[Any]:
    there = Q(place__slug__in=places)
    return works(language, transfers=Q(to_place__slug__in=places), projects=there, records=there, payers=True)


@kept
def of_organisation(organisation: int, language: str) -> QuerySet[Any]:
    ends = Q(from_organisation=organisation) | Q(to_organisation=organisation)
    return works(language, transfers=ends, payers=True)


@kept
def of_listed(transfers: list[int], projects: list[int], language: str) -> QuerySet[Any]:
    """Of the transfers and projects with these keys, and whose money it was."""
    return works(language, transfers=Q(pk__in=transfers), projects=Q(id__in=projects), payers=True)


@kept
def payers_of_parts(organisation: int, language: str) -> QuerySet[Any]:
    """Whose money the projects were in which an organisation took part. `organisation`: its key in the language."""
    own = projects_in(language).filter(partners__organisation=organisation).values("translation_key")
    funders, money = _payers(own, language)
    return funders.union(money, all=True)


@kept
def of_projects(keys: list[UUID], language: str) -> QuerySet[Any]:
    return works(language, projects=Q(translation_key__in=keys))


@kept
def of_records(keys: list[UUID], language: str) -> QuerySet[Any]:
    return works(language, records=Q(translation_key__in=keys))

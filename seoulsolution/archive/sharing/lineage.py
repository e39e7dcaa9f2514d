"""The lineage of policies: who learned what from whom, by what, and what became of it.

A project of the register is a transfer from the home of the archive; a transfer that names it says more of the same.
Transfers, projects and adopters' records of a subject are read with one query.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Basis
from seoulsolution.core.numbers import format_year_span
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.places import Place
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept
from seoulsolution.core.vocabulary import organisation_url

from ..cities.models import CityPage
from ..policies.lines import PolicyLine
from .models import ProjectKind, ProjectPage, ProjectStatus
from .outcomes import Channel, Outcome
from .records import AdopterRecordPage
from .transfers import Transfer

# Behind every year.
NO_YEAR = 10_000
TRANSFER, PROJECT, RECORD = "transfer", "project", "record"


class Row(NamedTuple):
    """A transfer, a project or a record, as the database tells them alike.

    `from_page`: `url_path` of the page of the city; `from_organisation`: id of an organisation that has an address.
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


def _nothing(field: Any) -> Value:
    return Value(None, output_field=field)


def _empty() -> Value:
    return Value("", output_field=TextField())


def _is(sort: str) -> Value:
    return Value(sort, output_field=CharField())


def _projects(language: str) -> QuerySet[Any]:
    return ProjectPage.objects.published().translated().in_language(language).order_by()


def untold_projects(language: str) -> QuerySet[Any]:
    """Those that no transfer names."""
    told = transfers_in(language).filter(project__isnull=False).values("project__translation_key")
    return _projects(language).exclude(translation_key__in=told)


def transfers_in(language: str) -> QuerySet[Any]:
    return Transfer.objects.filter(locale__language_code=language).order_by()


def _project_page(language: str) -> Coalesce:
    """`url_path` of the project that a transfer names, where it is public."""
    pages = _projects(language).filter(translation_key=OuterRef("project__translation_key"))
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
        *("year_from", "year_to", "status", "channel", "evidence", "basis", "source", "confidence", "disputed"),
        *("project__translation_key", "policy__translation_key", "translation_key"),
    )


def project_rows(projects: QuerySet[Any], language: str) -> QuerySet[Any]:
    """`projects` with the columns of `Row`."""
    return projects.values_list(
        *(_is(PROJECT), "pk", "title", "url_path"),
        *(_home(language, "slug"), _home(language, "name"), _empty(), _home_page(language), _empty()),
        _truth(True),
        *("place__slug", "place__name", _text("place__country__name"), _city("place"), _empty(), _is_home("place")),
        *("year_started", "year_ended", "status", "kind", _empty(), _empty(), "source", "confidence", "disputed"),
        *("translation_key", _nothing(UUIDField()), _nothing(UUIDField())),
    )


def _records(language: str) -> QuerySet[Any]:
    return AdopterRecordPage.objects.published().translated().in_language(language).order_by()


def _record_rows(records: QuerySet[Any]) -> QuerySet[Any]:
    year: Any = Value(None, output_field=Transfer._meta.get_field("year_from"))
    return records.values_list(
        *(_is(RECORD), "pk", "title", "url_path"),
        *(_text("from_place__slug"), _text("from_place__name"), _text("from_place__country__name"), _empty()),
        *(_empty(), _is_home("from_place")),
        *("place__slug", "place__name", _text("place__country__name"), _city("place"), _empty(), _is_home("place")),
        *(year, year, "outcome", _empty(), "line", _empty(), "source", "confidence", "disputed"),
        *("project__translation_key", _nothing(UUIDField()), "transfer__translation_key"),
    )


@kept
def _of_policy(key: UUID, language: str) -> QuerySet[Any]:
    transfers = transfers_in(language).filter(policy__translation_key=key)
    projects = _projects(language).filter(policies__policy__translation_key=key)
    records = _records(language).filter(policies__policy__translation_key=key)
    return transfer_rows(transfers, language).union(project_rows(projects, language), _record_rows(records), all=True)


@kept
def _of_place(place: int, language: str) -> QuerySet[Any]:
    given = transfers_in(language).filter(from_place=place)
    taken = transfers_in(language).filter(to_place=place)
    projects = _projects(language).filter(place=place)
    records = _records(language).filter(place=place)
    return transfer_rows(given, language).union(
        transfer_rows(taken, language), project_rows(projects, language), _record_rows(records), all=True
    )


@kept
def _taken_by(places: list[str], language: str) -> QuerySet[Any]:
    transfers = transfers_in(language).filter(to_place__slug__in=places)
    projects = _projects(language).filter(place__slug__in=places)
    records = _records(language).filter(place__slug__in=places)
    return transfer_rows(transfers, language).union(project_rows(projects, language), _record_rows(records), all=True)


@dataclass(frozen=True, slots=True)
class End:
    """One end of a transfer. `slug` is empty for an organisation; `url` leads to the page of city or organisation."""

    place: PlaceName
    url: str | None
    is_home: bool

    @property
    def slug(self) -> str:
        return self.place.slug

    @property
    def name(self) -> str:
        return self.place.name

    @property
    def label(self) -> str:
        return self.place.label


@dataclass(slots=True)
class Passage:
    """Something that went from one end to the other. `url`: the project; `record`: title and address of a record.

    It claims like a row of `Claim`; `mark`, and `carried` for the policy `policy`, are set by what shows it.
    """

    sort: str
    what: str
    url: str | None
    giver: End
    taker: End
    year_from: int | None
    year_to: int | None
    status: str
    channel: str
    evidence: str
    basis: str
    source: str
    confidence: str
    disputed: str
    policy: UUID | None
    record: tuple[str, str | None] | None = None
    here: str = ""
    carried: PolicyLine | None = None
    mark: Any = None

    @property
    def side(self) -> str:
        """As seen from the place `here`, or from the home of the archive: “in”, “out” or “aside”."""
        gives, takes = (self._is_here(end) for end in (self.giver, self.taker))
        return "aside" if gives == takes else "in" if takes else "out"

    def _is_here(self, end: End) -> bool:
        return end.slug == self.here if self.here else end.is_home

    @property
    def years(self) -> str:
        return format_year_span(self.year_from or self.year_to, self.year_to, open_end=False)

    @property
    def status_label(self) -> str:
        return label_of(ProjectStatus if self.sort == PROJECT else Outcome, self.status)

    @property
    def channel_label(self) -> str:
        return label_of(ProjectKind if self.sort == PROJECT else Channel, self.channel)


def passages_of_policy(key: UUID, language: str) -> list[Passage]:
    """What came to a policy from elsewhere and went from it elsewhere, the earliest first; one query."""
    return passages(_of_policy(key=key, language=language))


def passages_of_place(place: int, slug: str, language: str) -> list[Passage]:
    """What a place gave and took, as seen from there, the earliest first; one query. `place`: its id."""
    told = passages(_of_place(place=place, language=language))
    for passage in told:
        passage.here = slug
    return told


def passages_taken_by(places: list[str], language: str) -> list[Passage]:
    """What several places took, each as seen from the one that took it, the earliest first; one query."""
    told = passages(_taken_by(places=places, language=language)) if places else []
    for passage in told:
        passage.here = passage.taker.slug
    return told


def passages(rows: Iterable[Any], *, newest_first: bool = False) -> list[Passage]:
    """In the order of their years; those without one last."""
    told = [Row(*row) for row in rows]
    addresses = Addresses()
    named = {row.project for row in told if row.sort == TRANSFER}
    known: dict[UUID | None, Passage] = {}
    found = []
    for row in {(row.sort, row.pk): row for row in told}.values():
        if row.sort == RECORD or (row.sort == PROJECT and row.project in named):
            continue
        passage = _passage(row, addresses)
        found.append(passage)
        known.setdefault(row.project, passage)
        known[row.transfer] = passage
    for row in told:
        if row.sort == RECORD:
            _tell_record(row, found, known, addresses)
    found.sort(key=lambda passage: passage.what)
    sign = -1 if newest_first else 1
    return sorted(found, key=lambda passage: sign * (passage.year_from or passage.year_to or sign * NO_YEAR))


def _passage(row: Row, addresses: Addresses) -> Passage:
    """A project or a record as a whole rests on the sources that it names."""
    giver_url = _end_url(row.from_page, row.from_organisation, addresses)
    taker_url = _end_url(row.to_page, row.to_organisation, addresses)
    giver = End(PlaceName(row.from_slug, row.from_name, row.from_country), giver_url, row.from_home)
    taker = End(PlaceName(row.to_slug, row.to_name, row.to_country), taker_url, row.to_home)
    return Passage(
        sort=row.sort,
        what=row.what,
        url=_url(row.url_path, addresses),
        giver=giver,
        taker=taker,
        year_from=row.year_from,
        year_to=row.year_to,
        status=row.status,
        channel=row.channel,
        evidence=row.evidence,
        basis=row.basis or (Basis.CITED if row.source.strip() else Basis.UNRECORDED),
        source=row.source,
        confidence=row.confidence,
        disputed=row.disputed,
        policy=row.policy,
    )


def _url(url_path: str, addresses: Addresses) -> str | None:
    return addresses.url(url_path) if url_path else None


def _end_url(page: str, organisation: str, addresses: Addresses) -> str | None:
    return organisation_url(organisation) if organisation else _url(page, addresses)


def _tell_record(row: Row, found: list[Passage], known: dict[UUID | None, Passage], addresses: Addresses) -> None:
    """Put a record beside the transfer or project that it is about; it stands alone otherwise."""
    passage = next((known[key] for key in (row.transfer, row.project) if key and key in known), None)
    if passage is None:
        passage = _passage(row, addresses)
        found.append(passage)
    passage.record = row.what, addresses.url(row.url_path)

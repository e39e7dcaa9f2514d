"""The lineage of policies: who learned what from whom, by what, and what became of it.

A project of the register is a transfer from the home of the archive; a transfer that names it says more of the same.
Transfers, projects and adopters' records of a subject are read with one query.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from seoulsolution.core.choices import label_of
from seoulsolution.core.numbers import format_year_span
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses
from seoulsolution.core.vocabulary import organisation_url

from ..policies.lines import PolicyLine
from . import lineage_rows
from .lineage_entry import lineage_entry
from .lineage_rows import PROJECT, RECORD, TRANSFER, Row
from .lines import ProjectLine, years_as_known
from .models import ProjectKind, ProjectStatus
from .money import Paid, paid_for
from .outcomes import Channel, Outcome
from .outcomes_told import OutcomeTold, basis_of, outcome_told, told_apart

# Behind every year.
NO_YEAR = 10_000


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

    It claims like a row of `Claim`; what shows it sets `mark`, and `carried` for the policy `policy`.
    `paid`: whose money its project was, where that was asked.
    `outcomes`: what each account of the work says became of it, one alone where they agree. `disputes`: the accounts
    that are disputed with other words than the passage itself, with whose mark its own are told.
    """

    sort: str
    what: str
    url: str | None
    giver: End
    taker: End
    year_from: int | None
    year_to: int | None
    years_known: str
    status: str
    channel: str
    evidence: str
    basis: str
    source: str
    confidence: str
    disputed: str
    policy: UUID | None
    project: UUID | None
    transfer: UUID | None
    outcomes: list[OutcomeTold] = field(default_factory=list)
    disputes: list[OutcomeTold] = field(default_factory=list)
    record: tuple[str, str | None] | None = None
    here: str = ""
    carried: PolicyLine | None = None
    paid: Paid | None = None
    mark: Any = None

    @property
    def side(self) -> str:
        """As seen from the place `here`, or from the home of the archive: “in”, “out” or “aside”."""
        gives, takes = (self._is_here(end) for end in (self.giver, self.taker))
        return "aside" if gives == takes else "in" if takes else "out"

    def _is_here(self, end: End) -> bool:
        return end.slug == self.here if self.here else end.is_home

    @property
    def is_from_afar(self) -> bool:
        """Whether it was learned from what was published, and no exchange is known."""
        return self.sort == TRANSFER and self.project is None and self.channel == Channel.PUBLICATION

    @property
    def years(self) -> str:
        is_open = self.sort == PROJECT and self.status == ProjectStatus.UNDER_WAY
        years = format_year_span(self.year_from or self.year_to, self.year_to, open_end=is_open)
        return years_as_known(years, self.years_known)

    def draw(self, *, level: int) -> SafeString:
        """As an item of a list; `level`: of its heading, 3 or 4."""
        return lineage_entry(self, level=level)

    @property
    def channel_label(self) -> str:
        return label_of(ProjectKind if self.sort == PROJECT else Channel, self.channel)


def passages_of_policy(key: UUID, language: str) -> list[Passage]:
    """What came to a policy from elsewhere and went from it elsewhere, the earliest first, and whose money it was; one
    query.
    """
    return passages(lineage_rows.of_policy(key=key, language=language), with_payers=True)


def passages_of_place(place: int, slug: str, language: str) -> list[Passage]:
    """What a place gave and took, as seen from there, the earliest first, and whose money it was; one query.

    `place`: its id.
    """
    told = passages(lineage_rows.of_place(place=place, language=language), with_payers=True)
    for passage in told:
        passage.here = slug
    return told


def passages_taken_by(places: list[str], language: str) -> list[Passage]:
    """What several places took, each as seen from the one that took it, the earliest first, and whose money it was; one
    query.
    """
    told = passages(lineage_rows.taken_by(places=places, language=language), with_payers=True) if places else []
    for passage in told:
        passage.here = passage.taker.slug
    return told


def passages_of_organisation(organisation: int, language: str) -> list[Passage]:
    """What an organisation gave and took, the earliest first, and whose money it was; one query. `organisation`: its
    key.
    """
    rows = lineage_rows.of_organisation(organisation=organisation, language=language)
    return without_unknown_money(passages(rows, with_payers=True))


def outcomes_of_projects(keys: list[UUID], language: str) -> dict[UUID, list[OutcomeTold]]:
    """What each account says became of projects, by their keys in all languages; one query."""
    found: dict[UUID, list[OutcomeTold]] = {}
    for passage in passages(lineage_rows.of_projects(keys=keys, language=language)) if keys else []:
        if passage.project:
            found[passage.project] = told_apart([*found.get(passage.project, []), *passage.outcomes])
    return found


def with_outcomes(lines: list[ProjectLine], language: str) -> list[ProjectLine]:
    """The same lines with what each account says became of them; one query."""
    told = outcomes_of_projects([line.translation_key for line in lines], language)
    return [replace(line, outcomes=tuple(told.get(line.translation_key, ()))) for line in lines]


def outcomes_of_records(keys: list[UUID], language: str) -> dict[str | None, list[OutcomeTold]]:
    """What each account says became of the works of which records tell, by the addresses of the records; one query.

    `keys`: those of the records in all languages.
    """
    told = passages(lineage_rows.of_records(keys=keys, language=language)) if keys else []
    return {passage.record[1]: passage.outcomes for passage in told if passage.record}


def without_unknown_money(told: list[Passage]) -> list[Passage]:
    """The same, silent where nothing is known of the money: in a list of many works that is no news."""
    for passage in told:
        if passage.paid and not passage.paid.is_known:
            passage.paid = None
    return told


def passages(rows: Iterable[Any], *, newest_first: bool = False, with_payers: bool = False) -> list[Passage]:
    """In the order of their years; those without one last."""
    told = {(row.sort, row.pk): row for row in (Row(*columns) for columns in rows)}.values()
    addresses = Addresses()
    found = [_passage(row, addresses) for row in told if row.sort == TRANSFER]
    named = {passage.project for passage in found}
    found += [_passage(row, addresses) for row in told if row.sort == PROJECT and row.project not in named]
    for row in told:
        if row.sort == RECORD:
            _tell_record(row, found, addresses)
    registered = {row.project: row for row in told if row.sort == PROJECT}
    paid = paid_for(told) if with_payers else {}
    for passage in found:
        if passage.sort == TRANSFER and (own := registered.get(passage.project)):
            passage.outcomes.append(outcome_told(own, _url(own.url_path, addresses)))
        if with_payers and passage.project:
            passage.paid = paid.get(passage.project, Paid())
        passage.disputes = [one for one in passage.outcomes if one.disputed not in ("", passage.disputed)]
        passage.outcomes = told_apart(passage.outcomes)
    found.sort(key=lambda passage: passage.what)
    sign = -1 if newest_first else 1
    return sorted(found, key=lambda passage: sign * (passage.year_from or passage.year_to or sign * NO_YEAR))


def _passage(row: Row, addresses: Addresses) -> Passage:
    giver_url = _end_url(row.from_page, row.from_organisation, addresses)
    taker_url = _end_url(row.to_page, row.to_organisation, addresses)
    giver = End(PlaceName(row.from_slug, row.from_name, row.from_country), giver_url, row.from_home)
    taker = End(PlaceName(row.to_slug, row.to_name, row.to_country), taker_url, row.to_home)
    url = _url(row.url_path, addresses)
    return Passage(
        sort=row.sort,
        what=row.what,
        url=url,
        giver=giver,
        taker=taker,
        year_from=row.year_from,
        year_to=row.year_to,
        years_known=row.years_known,
        status=row.status,
        channel=row.channel,
        evidence=row.evidence,
        basis=basis_of(row),
        source=row.source,
        confidence=row.confidence,
        disputed=row.disputed,
        policy=row.policy,
        project=row.project,
        transfer=row.transfer,
        outcomes=[outcome_told(row, url if row.sort != TRANSFER else None)],
    )


def _url(url_path: str, addresses: Addresses) -> str | None:
    return addresses.url(url_path) if url_path else None


def _end_url(page: str, organisation: str, addresses: Addresses) -> str | None:
    return organisation_url(organisation) if organisation else _url(page, addresses)


def _tell_record(row: Row, found: list[Passage], addresses: Addresses) -> None:
    """Put a record beside the transfer or project that it is about; it stands alone otherwise."""
    passage = next((one for one in found if row.transfer and one.transfer == row.transfer), None)
    passage = passage or next((one for one in found if row.project and one.project == row.project), None)
    if passage is None:
        passage = _passage(row, addresses)
        passage.outcomes = []
        found.append(passage)
    passage.record = row.what, addresses.url(row.url_path)
    told = outcome_told(row, addresses.url(row.url_path), next((one.year for one in passage.outcomes), None))
    if told.status == passage.status == Outcome.ABANDONED and passage.year_to:
        # Figures of later years are of what took its place.
        told.year = passage.year_to
    passage.outcomes.append(told)

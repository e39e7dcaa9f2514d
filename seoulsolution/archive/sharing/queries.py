"""What the pages of the section show: the section itself and one project."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import parse_sources
from seoulsolution.core.files.documents import fetch_documents
from seoulsolution.core.routing import Addresses
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.section_links import addresses_of, sections_below
from seoulsolution.core.sections import PageSection, Subject, sections_of
from seoulsolution.core.statements import kept
from seoulsolution.core.vocabulary import organisation_url

from ..cities.lines import city_url
from ..policies.lines import policies_by_id, policies_of
from ..policies.marks import ListedFor, Mark, SourceList
from .lineage import Passage, outcomes_of_projects, passages_of_policy, with_outcomes
from .lineage_list import mark_all
from .lines import project_columns, project_lines, project_years
from .models import ProjectCountsPage, ProjectPage, ProjectStatus, SharingPage
from .outcomes import Outcome
from .outcomes_told import without_link_to
from .records import AdopterRecordPage
from .register import size
from .rows import ProjectPartner, ProjectStep
from .searchable import Projects

CHILDREN = ("policies", "partners", "funding", "steps", "files")
NEWEST = 6
# What came to nothing is told as plainly as what worked.
NOT_FINISHED = (ProjectStatus.STALLED, ProjectStatus.ABANDONED)


@kept
def _newest(language: str) -> QuerySet[Any]:
    projects = ProjectPage.objects.published().translated().in_language(language).exclude(year_started=None)
    return project_columns(projects.order_by("-year_started", "title", "pk"))[:NEWEST]


def sharing(page: SharingPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    projects, countries = size(language)
    return {
        "sections": sections_below(page),
        "counts": {
            "projects": projects,
            "countries": countries,
            "url": addresses_of(ProjectCountsPage, language=language).get(ProjectCountsPage),
        },
        "newest": with_outcomes(project_lines(_newest(language=language)), language),
    }


class Stage(NamedTuple):
    """A part of the story of a project; its steps carry `.mark`."""

    id: str
    title: str
    steps: list[ProjectStep]


class Role(NamedTuple):
    title: str
    partners: list[ProjectPartner]


def project(page: ProjectPage, data: Mapping[str, Any]) -> dict[str, Any]:
    """One project: its facts, its story by stages, and every claim with its numbered sources."""
    rows = fetch_children(page, CHILDREN)
    fetch_documents(rows["files"])
    sources = SourceList(parse_sources(page.source), listed_for=ListedFor.PROJECT)
    whole: Mark = sources.mark_of_all(page.confidence, page.disputed)
    for partner in rows["partners"]:
        partner.url = organisation_url(partner.organisation_slug) if partner.organisation_is_listed else ""
    for row in [*rows["steps"], *rows["funding"]]:
        row.mark = sources.mark(row)
    outcomes = outcomes_of_projects([page.translation_key], page.locale.language_code).get(page.translation_key, [])
    outcomes = without_link_to(Addresses().url(page.url_path), outcomes)
    for told in outcomes:
        told.mark = sources.mark(told)
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, page.locale.language_code))
    return {
        "outcomes": outcomes,
        "years": project_years(page),
        "place": page.place.called,
        "city_url": city_url(page.place_id),
        "policies": policies_of(rows["policies"], page.locale.language_code),
        "stages": _stages(rows["steps"]),
        "roles": _roles(rows["partners"]),
        "funding": rows["funding"],
        "has_funder": any(partner.role == ProjectPartner.Role.FUNDER for partner in rows["partners"]),
        "files": rows["files"],
        "mark": whole,
        "sources": sources,
        "is_unfinished": page.status in NOT_FINISHED,
        "more": sections_of(_subject(page)),
    }


def _subject(page: ProjectPage) -> Subject:
    return Subject(Projects.kind, str(page.translation_key), page.locale.language_code, page.title, page.subject)


def _stages(steps: list[ProjectStep]) -> list[Stage]:
    """Those of which something is told; what is dated comes first, in its order."""
    found = []
    for stage in ProjectStep.Stage:
        told = sorted((step for step in steps if step.stage == stage), key=lambda step: step.year or 9999)
        if told:
            found.append(Stage(stage.value, str(stage.label), told))
    return found


def _roles(partners: list[ProjectPartner]) -> list[Role]:
    found = []
    for role in ProjectPartner.Role:
        those = [partner for partner in partners if partner.role == role]
        if those:
            found.append(Role(str(role.label), those))
    return found


class OwnSources(NamedTuple):
    """The list of sources with which the page itself ends."""

    title: str
    url: str = "#sources"


def trail(subject: Subject) -> PageSection | None:
    """Of a policy: what came to it from elsewhere, and where it went by transfers, projects and records."""
    if subject.kind != "policy":
        return None
    told = passages_of_policy(UUID(subject.key), subject.language)
    if not told:
        return None
    known = {**subject.known, subject.id: OwnSources(subject.title)}
    sources = SourceList(numbered=False)
    mark_all(told, sources, subject.language, known=known)
    title = _("Where it came from, and where it went")
    values = {"passages": told, "sources": sources, "compared_url": _compared_url(told, subject)}
    return PageSection("lineage", title, "components/sharing/trail.html", values)


def _compared_url(told: list[Passage], subject: Subject) -> str:
    """Where the places that took a policy are compared with a city; empty where there is no choice."""
    takers = {passage.taker.slug for passage in told if passage.side == "out"}
    return reverse("compared", args=[subject.id]) if len(takers) > 1 else ""


@kept
def _records_of(key: UUID, language: str) -> QuerySet[Any]:
    records = AdopterRecordPage.objects.published().translated().in_language(language)
    return (
        records.filter(project__translation_key=key)
        .order_by("path")
        .values_list("title", "line", "url_path", "outcome")
    )


class RecordEntry(NamedTuple):
    title: str
    line: str
    url: str | None
    outcome: str

    @property
    def outcome_label(self) -> str:
        return label_of(Outcome, self.outcome)


def told_there(subject: Subject) -> PageSection | None:
    """Of a project: the records that tell what its adopter kept, changed and left out."""
    if subject.kind != Projects.kind:
        return None
    addresses = Addresses()
    rows = _records_of(key=UUID(subject.key), language=subject.language)
    records = [RecordEntry(title, line, addresses.url(path), outcome) for title, line, path, outcome in rows]
    if not records:
        return None
    return PageSection("records", _("What became of it there"), "components/sharing/records.html", {"records": records})


@kept
def _project_of(pk: int, language: str) -> QuerySet[Any]:
    key = ProjectPage.objects.filter(pk=pk).values("translation_key")
    pages = ProjectPage.objects.published().translated().in_language(language).filter(translation_key__in=key)
    return pages.values_list("title", "url_path")


def project_of(pk: int, language: str) -> tuple[str, str] | None:
    """Title and `url_path` of a public project in a language; `pk`: its page in any language."""
    return next(iter(_project_of(pk=pk, language=language)), None)

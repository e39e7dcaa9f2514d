"""What the pages of the section show: the section itself and one project."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from wagtail.documents import get_document_model
from wagtail.models import Page

from seoulsolution.core.claims import Basis, parse_sources
from seoulsolution.core.routing import Addresses
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public

from ..policies.lines import PolicyLine, chosen_policies, policies_by_id
from ..policies.marks import Mark, SourceList
from .lines import PROJECT, PlaceName, project_lines, project_years
from .models import ProjectPage, ProjectRegisterPage, ProjectStatus, SharingPage
from .register import cells
from .rows import ProjectPartner, ProjectStep

CHILDREN = ("policies", "partners", "funding", "steps", "files")
NEWEST = 6
# What came to nothing is told as plainly as what worked.
NOT_FINISHED = (ProjectStatus.STALLED, ProjectStatus.ABANDONED)


@kept
def _registers(path: str, depth: int) -> QuerySet[Any]:
    pages = ProjectRegisterPage.objects.filter(is_public(), path__startswith=path, depth=depth)
    return pages.order_by("path").values_list("title", "introduction", "url_path")[:1]


@kept
def _rooms(path: str, depth: int) -> QuerySet[Any]:
    """The other pages of the section, each with its introduction."""
    pages = Page.objects.filter(is_public(), path__startswith=path, depth=depth)
    words = Coalesce("trainingpage__introduction", "offerspage__introduction")
    return pages.annotate(words=words).exclude(words=None).order_by("path").values_list("title", "words", "url_path")


@kept
def _newest(language: str) -> QuerySet[Any]:
    projects = ProjectPage.objects.published().translated().in_language(language).exclude(year_started=None)
    return projects.order_by("-year_started", "title", "pk").values_list(*PROJECT, named=True)[:NEWEST]


class Room(NamedTuple):
    """A page of the section."""

    title: str
    introduction: str
    url: str | None


def sharing(page: SharingPage) -> dict[str, Any]:
    addresses = Addresses()
    registers, rooms = (
        [
            Room(title, introduction, addresses.url(url_path))
            for title, introduction, url_path in below(path=page.path, depth=page.depth + 1)
        ]
        for below in (_registers, _rooms)
    )
    counted = cells(page.locale.language_code)
    return {
        "register": registers[0] if registers else None,
        "counts": {
            "projects": sum(cell.number for cell in counted),
            "countries": len({cell.country for cell in counted}),
        },
        "rooms": rooms,
        "newest": project_lines(_newest(language=page.locale.language_code)),
    }


class Said(NamedTuple):
    """What a project as a whole rests on."""

    basis: str
    source: str
    confidence: str
    disputed: str


class Stage(NamedTuple):
    """A part of the story of a project; its steps carry `.mark`."""

    id: str
    title: str
    steps: list[ProjectStep]


class Role(NamedTuple):
    title: str
    partners: list[ProjectPartner]


def project(page: ProjectPage) -> dict[str, Any]:
    """One project: its facts, its story by stages, and every claim with its numbered sources."""
    rows = fetch_children(page, CHILDREN)
    sources = SourceList(parse_sources(page.source))
    basis = Basis.LISTED if sources.listed else Basis.UNRECORDED
    whole: Mark = sources.mark(Said(basis, page.source, page.confidence, page.disputed))
    for row in [*rows["steps"], *rows["funding"]]:
        row.mark = sources.mark(row)
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, page.locale.language_code))
    return {
        "years": project_years(page),
        "place": PlaceName(page.place.slug, page.place.name, page.place.country.name if page.place.country else ""),
        "policies": _policies(page, rows["policies"]),
        "stages": _stages(rows["steps"]),
        "roles": _roles(rows["partners"]),
        "funding": rows["funding"],
        "files": _files(rows["files"]),
        "mark": whole,
        "sources": sources,
        "is_unfinished": page.status in NOT_FINISHED,
    }


def _policies(page: ProjectPage, rows: Iterable[Any]) -> list[PolicyLine]:
    chosen = list(dict.fromkeys(row.policy_id for row in rows))
    return chosen_policies(chosen, page.locale.language_code) if chosen else []


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


def _files(rows: list[Any]) -> list[Any]:
    documents = get_document_model().objects.in_bulk([row.document_id for row in rows]) if rows else {}
    for row in rows:
        row.document = documents[row.document_id]
    return rows

"""What the pages of the section show: one item of news, one resource, the press, and what was said of a subject."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from seoulsolution.core.claims import parse_sources
from seoulsolution.core.files.documents import fetch_documents
from seoulsolution.core.files.publication import fetch_pictures
from seoulsolution.core.partial_dates import format_partial_date
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.section_links import link_to
from seoulsolution.core.sections import PageSection, Subject
from seoulsolution.core.statements import kept

from ..cities.lines import city_urls
from ..policies.lines import policies_by_id, policies_of
from ..policies.marks import SourceList
from ..policies.places import places_of
from ..sharing.lineage import with_outcomes
from ..sharing.lines import ProjectLine, project_columns, project_lines
from ..sharing.models import ProjectCountsPage, ProjectPage
from ..sharing.searchable import Projects
from .lines import NEWEST_FIRST, NEWS, NewsLine, news_lines
from .models import NewsCategory, NewsPage, NewsroomPage
from .resources import ResourcePage
from .rows import NewsPlace, NewsProject

OF_NEWS = ("policies", "projects", "places", "keywords", "pictures")
OF_A_RESOURCE = ("policies", "keywords", "files")


def news(page: NewsPage, data: Mapping[str, Any]) -> dict[str, Any]:
    """One item of news with its pictures, what it is about, and its numbered sources."""
    language = page.locale.language_code
    rows = fetch_children(page, OF_NEWS)
    fetch_pictures(page, rows["pictures"])
    sources = SourceList(parse_sources(page.source))
    mark = sources.mark_of_all(page.confidence, page.disputed)
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, language))
    return {
        "when": format_partial_date(page.dated),
        "pictures": rows["pictures"],
        "policies": policies_of(rows["policies"], language),
        "projects": _projects([row.project_id for row in rows["projects"]], language),
        "places": _places(rows["places"], language),
        "counts": link_to(ProjectCountsPage, language) if page.category == NewsCategory.POLICY_SHARING else None,
        "keywords": rows["keywords"],
        "mark": mark,
        "sources": sources,
    }


def resource(page: ResourcePage, data: Mapping[str, Any]) -> dict[str, Any]:
    rows = fetch_children(page, OF_A_RESOURCE)
    fetch_documents(rows["files"])
    return {
        "files": rows["files"],
        "keywords": rows["keywords"],
        "policies": policies_of(rows["policies"], page.locale.language_code),
    }


class NewsPlaceLine(NamedTuple):
    """`url`: the page of the city, None without one."""

    place: PlaceName
    url: str | None


def _places(rows: list[NewsPlace], language: str) -> list[NewsPlaceLine]:
    named = places_of(rows)
    urls = city_urls([place.slug for place in named], language)
    return [NewsPlaceLine(PlaceName(place.slug, place.name, place.country), urls.get(place.slug)) for place in named]


@kept
def _versions_of(projects: list[int], language: str) -> QuerySet[Any]:
    keys = Page.objects.filter(pk__in=projects).values("translation_key")
    versions = ProjectPage.objects.published().translated().in_language(language).filter(translation_key__in=keys)
    return project_columns(versions.order_by("year_started", "title", "pk"))


def _projects(chosen: list[int], language: str) -> list[ProjectLine]:
    """Those that readers of the language have, the earliest first."""
    return with_outcomes(project_lines(_versions_of(projects=chosen, language=language)), language) if chosen else []


def press(page: NewsroomPage) -> dict[str, Any]:
    """What the press has reported, the newest first."""
    reports = fetch_children(page, ("press",))["press"]
    return {"reports": sorted(reports, key=lambda report: report.dated, reverse=True)}


@kept
def _of_a_project(key: UUID, language: str) -> QuerySet[Any]:
    pages = NewsProject.objects.filter(project__translation_key=key).values("page")
    found = NewsPage.objects.published().translated().in_language(language).filter(pk__in=pages)
    return found.order_by(*NEWEST_FIRST).values_list(*NEWS, named=True)


def reported(subject: Subject) -> PageSection | None:
    """Of a project: the news about it."""
    if subject.kind != Projects.kind:
        return None
    found: list[NewsLine] = news_lines(_of_a_project(key=UUID(subject.key), language=subject.language))
    if not found:
        return None
    return PageSection("news", _("News about it"), "components/newsroom/reported.html", {"news": found})

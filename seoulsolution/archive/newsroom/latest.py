"""What came last, for those who follow the archive: of a section, or of an area, a place or a tag.

Only what is public and really translated. What a page says changes, what it is called here does not: its `id` is made
of its key and its language, and stays when the page is moved.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.db.models import Model, Q, QuerySet

from seoulsolution.core.pages import ArchivePage
from seoulsolution.core.places import Place
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public
from seoulsolution.core.vocabulary import PolicyArea

from ..cities.models import CitiesPage, CityPage
from ..cities.tenders.models import TenderPage
from ..policies.evidence import PolicyKeyword, PolicyPlace
from ..policies.models import AreaPage, PolicyIndexPage, PolicyPage
from ..sharing.models import ProjectPage, SharingPage
from ..sharing.records import AdopterRecordPage
from ..sharing.training.models import ProgrammePage
from .models import NewsPage, NewsroomPage
from .resources import ResourceIndexPage, ResourcePage
from .rows import NewsKeyword, NewsPlace, NewsPolicy, NewsProject, ResourceKeyword

MOST = 50
# The field that says in a line what a page is, by its kind.
LINES: dict[type[ArchivePage], str] = {
    PolicyPage: "one_line",
    ProjectPage: "subject",
    NewsPage: "summary",
    ResourcePage: "summary",
    TenderPage: "summary",
    CityPage: "note",
    AdopterRecordPage: "line",
    ProgrammePage: "topic",
}
# The page on which a section begins, and what is new in it, by the name of its feed.
SECTIONS: dict[str, tuple[type[ArchivePage], tuple[type[ArchivePage], ...]]] = {
    "news": (NewsroomPage, (NewsPage,)),
    "policies": (PolicyIndexPage, (PolicyPage,)),
    "sharing": (SharingPage, (ProjectPage, AdopterRecordPage, ProgrammePage)),
    "cities": (CitiesPage, (CityPage, TenderPage)),
    "resources": (ResourceIndexPage, (ResourcePage,)),
}


class Entry(NamedTuple):
    """A page as a feed tells it. `published_at`: for the first time."""

    id: UUID
    title: str
    line: str
    url: str
    published_at: datetime
    updated_at: datetime


class Followed(NamedTuple):
    """What a feed follows: its name, the page that shows it if there is one, and the latest of it."""

    name: str
    url: str | None
    entries: list[Entry]


def _latest(model: type[ArchivePage], language: str, which: Q) -> QuerySet[Any]:
    pages = model.objects.published().translated().in_language(language).filter(which)
    columns = ("translation_key", "title", LINES[model], "url_path", "first_published_at", "last_published_at")
    return pages.order_by("-first_published_at", "-pk").values_list(*columns)[:MOST]


def _of(row: type[Model], **which: Any) -> Q:
    """Pages that have such a row."""
    return Q(pk__in=row._default_manager.filter(**which).values("page"))


@cache
def _all(model: type[ArchivePage]) -> Callable[..., list[Any]]:
    @kept
    def pages(language: str) -> QuerySet[Any]:
        return _latest(model, language, Q())

    return pages


@kept
def _policies_of_area(area: str, language: str) -> QuerySet[Any]:
    return _latest(PolicyPage, language, Q(area__slug=area))


@kept
def _projects_of_area(area: str, language: str) -> QuerySet[Any]:
    return _latest(ProjectPage, language, Q(area__slug=area))


@kept
def _news_of_area(area: str, language: str) -> QuerySet[Any]:
    of_policies, of_projects = _of(NewsPolicy, policy__area__slug=area), _of(NewsProject, project__area__slug=area)
    return _latest(NewsPage, language, of_policies | of_projects)


@kept
def _policies_of_place(place: str, language: str) -> QuerySet[Any]:
    here, within = _of(PolicyPlace, place__slug=place), _of(PolicyPlace, place__country__slug=place)
    return _latest(PolicyPage, language, here | within)


@kept
def _projects_of_place(place: str, language: str) -> QuerySet[Any]:
    return _latest(ProjectPage, language, Q(place__slug=place) | Q(place__country__slug=place))


@kept
def _news_of_place(place: str, language: str) -> QuerySet[Any]:
    here, within = _of(NewsPlace, place__slug=place), _of(NewsPlace, place__country__slug=place)
    return _latest(NewsPage, language, here | within)


@kept
def _tenders_of_place(place: str, language: str) -> QuerySet[Any]:
    return _latest(TenderPage, language, Q(place__slug=place) | Q(place__country__slug=place))


@kept
def _policies_of_tag(tag: str, language: str) -> QuerySet[Any]:
    return _latest(PolicyPage, language, _of(PolicyKeyword, key=tag))


@kept
def _news_of_tag(tag: str, language: str) -> QuerySet[Any]:
    return _latest(NewsPage, language, _of(NewsKeyword, key=tag))


@kept
def _resources_of_tag(tag: str, language: str) -> QuerySet[Any]:
    return _latest(ResourcePage, language, _of(ResourceKeyword, key=tag))


def _entries(language: str, queries: Iterable[Callable[..., list[Any]]], **which: str) -> list[Entry]:
    """The latest of what all `queries` find, the newest first."""
    addresses = Addresses()
    found = [
        Entry(uuid5(key, language), title, line, addresses.full_url(url_path) or "", first, last or first)
        for query in queries
        for key, title, line, url_path, first, last in query(language=language, **which)
        if first is not None
    ]
    return sorted(found, key=attrgetter("published_at", "id"), reverse=True)[:MOST]


def of_section(name: str, language: str) -> Followed | None:
    """What is new in a section; None where there is none of that name that readers of the language have."""
    if name not in SECTIONS:
        return None
    beginning, kinds = SECTIONS[name]
    pages = beginning._default_manager.filter(is_public(), locale__language_code=language).order_by("path")
    found = pages.values_list("title", "url_path").first()
    if found is None:
        return None
    title, url_path = found
    queries = [_all(model) for model in kinds]  # type: ignore[arg-type] # models are hashed by their class
    return Followed(title, Addresses().full_url(url_path), _entries(language, queries))


def of_area(area: str, language: str) -> Followed | None:
    """Policies and projects of the area, and the news about them; None where there is no such area."""
    name = PolicyArea.objects.filter(slug=area, locale__language_code=language).values_list("name", flat=True).first()
    if name is None:
        return None
    pages = AreaPage.objects.filter(is_public(), area__slug=area, locale__language_code=language).order_by("path")
    address = pages.values_list("url_path", flat=True).first()
    queries = [_policies_of_area, _projects_of_area, _news_of_area]
    url = Addresses().full_url(address) if address else None
    return Followed(name, url, _entries(language, queries, area=area))


def of_place(place: str, language: str) -> Followed | None:
    """What was shared with the place, the news about it and its tenders; of a country also what is in it."""
    name = Place.objects.filter(slug=place, locale__language_code=language).values_list("name", flat=True).first()
    if name is None:
        return None
    queries = [_policies_of_place, _projects_of_place, _news_of_place, _tenders_of_place]
    return Followed(name, None, _entries(language, queries, place=place))


def of_tag(tag: str, language: str) -> list[Entry]:
    """What carries the tag with this key."""
    return _entries(language, [_policies_of_tag, _news_of_tag, _resources_of_tag], tag=tag)

"""What of news and resources can be found by search."""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from seoulsolution.core import searchable
from seoulsolution.core.partial_dates import year_of
from seoulsolution.core.searchable import Facet, Searchable

from ..policies.searchable import prose_passages
from .models import NewsCategory, NewsPage
from .resources import ResourceKind, ResourcePage


class News:
    kind = "news"
    weight = 0.6
    name = _("News")
    one = _("News item")
    models = (NewsPage,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        pages = NewsPage.objects.published().translated().order_by("path")
        if keys is not None:
            pages = pages.filter(translation_key__in=keys)
        rows = ("keywords", "places__place__country")
        for page in pages.select_related("locale", "office").prefetch_related(*rows):
            yield news_text(page)


def news_text(page: NewsPage) -> Searchable:
    places = [one for row in page.places.all() for one in (row.place, row.place.country) if one]
    year = year_of(page.dated)
    return Searchable(
        kind=News.kind,
        key=str(page.translation_key),
        id=page.slug,
        language=page.locale.language_code,
        title=page.title,
        line=page.summary,
        passages=[passage for passage in (page.summary, *prose_passages(page.body), page.note) if passage],
        url=page.url,
        facets={
            "kind_of_news": [page.category],
            "decade": [str(year // 10 * 10)],
            "place": list(dict.fromkeys(place.slug for place in places)),
        },
        years=(year, None),
        also=[
            *(row.word for row in page.keywords.all()),
            *(name for place in places for name in place.search_names),
            *([page.office.name] if page.office else []),
        ],
    )


class Resources:
    kind = "resource"
    weight = 0.75
    name = _("Resources")
    one = _("Resource")
    models = (ResourcePage,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        pages = ResourcePage.objects.published().translated().order_by("path")
        if keys is not None:
            pages = pages.filter(translation_key__in=keys)
        for page in pages.select_related("locale", "publisher").prefetch_related("keywords", "files"):
            yield resource_text(page)


def resource_text(page: ResourcePage) -> Searchable:
    with override(page.locale.language_code):
        languages = page.language_names
    return Searchable(
        kind=Resources.kind,
        key=str(page.translation_key),
        id=page.slug,
        language=page.locale.language_code,
        title=page.title,
        line=page.summary,
        passages=[passage for passage in (page.summary, *page.transcript.splitlines()) if passage.strip()],
        url=page.url,
        facets={"kind_of_resource": [page.kind]} | ({"decade": [str(page.year // 10 * 10)]} if page.year else {}),
        years=(page.year, None),
        also=[
            *(row.word for row in page.keywords.all()),
            *(row.title for row in page.files.all()),
            *filter(None, (page.authors, page.publisher.name if page.publisher else "")),
            *languages,
        ],
    )


def _categories(values: Collection[str]) -> dict[str, Any]:
    return {category.value: str(category.label) for category in NewsCategory if category.value in values}


def _kinds(values: Collection[str]) -> dict[str, Any]:
    return {kind.value: str(kind.label) for kind in ResourceKind if kind.value in values}


def connect() -> None:
    searchable.register(News())
    searchable.register(Resources())
    searchable.register_facet(Facet("kind_of_news", _("Kind of news"), _categories))
    searchable.register_facet(Facet("kind_of_resource", _("Kind of resource"), _kinds))

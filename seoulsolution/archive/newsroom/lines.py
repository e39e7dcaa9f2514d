"""News and resources as lists say them: what a line needs, read without the pages behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.safestring import SafeString

from seoulsolution.core.choices import label_of
from seoulsolution.core.json_lines import JsonLines
from seoulsolution.core.language_codes import language_names
from seoulsolution.core.other_languages import Language
from seoulsolution.core.partial_dates import format_partial_date
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept

from .entries import news_entry, resource_entry
from .models import NewsCategory, NewsPage
from .resources import ResourceKind

NEWS = (
    *("pk", "translation_key", "slug", "title", "summary", "url_path", "locale__language_code"),
    *("category", "dated", "office__name"),
)
RESOURCE = (
    *("pk", "translation_key", "slug", "title", "summary", "url_path", "locale__language_code"),
    *("kind", "languages", "authors", "year", "publisher__name"),
)
# Whole years and months come after the days that are in them.
JSON_NEWS = JsonLines("news", NewsPage, NEWS)
NEWEST_FIRST = ("-dated", "title", "pk")
NEWEST_RESOURCE_FIRST = (F("year").desc(nulls_last=True), "title", "pk")
NEWEST = 3


@dataclass(frozen=True, slots=True)
class NewsLine:
    """News in a list. Its attributes are called as those of the `NewsPage`, but `office` is a name, empty for none."""

    pk: int
    translation_key: UUID
    slug: str
    title: str
    summary: str
    url: str | None
    locale: Language
    category: str
    dated: str
    office: str

    @property
    def when(self) -> str:
        return format_partial_date(self.dated)

    @property
    def newsroom_url(self) -> str:
        """Address of the newsroom in which it stands."""
        above, _slash, _slug = (self.url or "").rstrip("/").rpartition("/")
        return f"{above}/"

    def get_category_display(self) -> str:
        return label_of(NewsCategory, self.category)

    def draw(self, *, level: int) -> SafeString:
        return news_entry(self, level=level)


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """A resource in a list, likewise; `publisher` is a name."""

    pk: int
    translation_key: UUID
    slug: str
    title: str
    summary: str
    url: str | None
    locale: Language
    kind: str
    languages: str
    authors: str
    year: int | None
    publisher: str

    @property
    def language_names(self) -> list[str]:
        return language_names(self.languages)

    def get_kind_display(self) -> str:
        return label_of(ResourceKind, self.kind)

    def draw(self, *, level: int) -> SafeString:
        return resource_entry(self, level=level)


def newest_among(found: Iterable[tuple[str, dict[str, Any]]]) -> list[NewsLine]:
    """The news among what was read as JSON, the newest first."""
    rows = sorted(JSON_NEWS.among(found), key=lambda row: (row.title, row.pk))
    return news_lines(sorted(rows, key=lambda row: row.dated, reverse=True))


def news_lines(rows: Iterable[Any]) -> list[NewsLine]:
    """`rows`: named, with the columns of NEWS."""
    addresses = Addresses()
    return [
        NewsLine(
            row.pk,
            row.translation_key,
            row.slug,
            row.title,
            row.summary,
            addresses.url(row.url_path),
            Language(row.locale__language_code),
            row.category,
            row.dated,
            row.office__name or "",
        )
        for row in rows
    ]


def resource_lines(rows: Iterable[Any]) -> list[ResourceLine]:
    """`rows`: named, with the columns of RESOURCE."""
    addresses = Addresses()
    return [
        ResourceLine(
            row.pk,
            row.translation_key,
            row.slug,
            row.title,
            row.summary,
            addresses.url(row.url_path),
            Language(row.locale__language_code),
            row.kind,
            row.languages,
            row.authors,
            row.year,
            row.publisher__name or "",
        )
        for row in rows
    ]


@kept
def _newest(language: str) -> QuerySet[Any]:
    news = NewsPage.objects.published().translated().in_language(language)
    return news.order_by(*NEWEST_FIRST).values_list(*NEWS, named=True)[:NEWEST]


def newest_news(language: str) -> list[NewsLine]:
    return news_lines(_newest(language=language))

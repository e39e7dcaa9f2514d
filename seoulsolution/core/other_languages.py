"""What is there in other languages only."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from .pages import ArchivePage
from .routing import Addresses
from .statements import kept

MOST = 50


class Language(NamedTuple):
    language_code: str


@dataclass(frozen=True)
class Elsewhere:
    """A page that is not there in the language of the reader."""

    title: str
    url: str | None
    locale: Language


COLUMNS = ("title", "url_path", "locale__language_code")


def only_elsewhere(model: type[ArchivePage], language: str) -> QuerySet[Any]:
    """Public pages that readers of a language have only in another one."""
    pages = model.objects.published().translated()
    here = pages.in_language(language).order_by().values("translation_key")
    others: QuerySet[Any] = pages.exclude(locale__language_code=language).exclude(translation_key__in=here)
    return others


def elsewhere(rows: Iterable[Sequence[str]]) -> list[Elsewhere]:
    """`rows`: with COLUMNS."""
    addresses = Addresses()
    return [Elsewhere(title, addresses.url(url_path), Language(code)) for title, url_path, code in rows]


@cache
def _rows_of(model: type[ArchivePage]) -> Callable[..., list[Any]]:
    @kept
    def rows(language: str) -> QuerySet[Any]:
        return only_elsewhere(model, language).order_by("title", "pk").values_list(*COLUMNS)[:MOST]

    return rows


def pages_elsewhere(model: type[ArchivePage], language: str) -> list[Elsewhere]:
    """Public pages that readers of a language have only in another one, by title, at most MOST; one query."""
    rows = _rows_of(model)  # type: ignore[arg-type] # models are hashed by their class
    return elsewhere(rows(language=language))

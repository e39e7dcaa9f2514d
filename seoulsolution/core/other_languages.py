"""What is there in other languages only."""

from dataclasses import dataclass
from typing import NamedTuple

from .pages import ArchivePage
from .routing import Addresses

MOST = 50


class Language(NamedTuple):
    language_code: str


@dataclass(frozen=True)
class Elsewhere:
    """A page that is not there in the language of the reader."""

    title: str
    url: str | None
    locale: Language


def pages_elsewhere(model: type[ArchivePage], language: str) -> list[Elsewhere]:
    """Public pages that readers of a language have only in another one, by title, at most MOST; one query."""
    pages = model.objects.published().translated()
    here = pages.in_language(language).order_by().values("translation_key")
    others = pages.exclude(locale__language_code=language).exclude(translation_key__in=here).order_by("title", "pk")
    addresses = Addresses()
    return [
        Elsewhere(title, addresses.url(url_path), Language(code))
        for title, url_path, code in others.values_list("title", "url_path", "locale__language_code")[:MOST]
    ]

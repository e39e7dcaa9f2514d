"""What carries a tag: news, resources and policies that are public and really translated, in one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from seoulsolution.core.hashtags import Hashtag
from seoulsolution.core.pages import ArchivePage
from seoulsolution.core.statements import kept

from ..policies.evidence import PolicyKeyword
from ..policies.lines import PolicyLine, policies_with_keyword
from ..policies.models import PolicyPage
from .lines import (
    NEWEST_FIRST,
    NEWEST_RESOURCE_FIRST,
    NEWS,
    RESOURCE,
    NewsLine,
    ResourceLine,
    news_lines,
    resource_lines,
)
from .models import NewsPage
from .resources import ResourcePage
from .rows import NewsKeyword, ResourceKeyword

# The tags of each kind of page, by the page that carries them.
CARRIED: dict[type[ArchivePage], type[Hashtag]] = {
    PolicyPage: PolicyKeyword,
    NewsPage: NewsKeyword,
    ResourcePage: ResourceKeyword,
}


@dataclass(frozen=True)
class Tagged:
    """`word` is the tag as its first page writes it; `elsewhere`: what it is called in other languages, by language."""

    key: str
    word: str
    policies: list[PolicyLine]
    news: list[NewsLine]
    resources: list[ResourceLine]
    elsewhere: Mapping[str, str]

    @property
    def number(self) -> int:
        return len(self.policies) + len(self.news) + len(self.resources)


@kept
def _words(key: str, language: str) -> QuerySet[Any]:
    """What public pages call the tag, in every language: the tags of a page and of its translations belong together."""
    of_each_kind = []
    for page, tag in CARRIED.items():
        public = page.objects.published().translated().order_by()
        here = tag._default_manager.filter(key=key, page__in=public.in_language(language).values("pk")).order_by()
        together = tag._default_manager.filter(
            translation_key__in=here.values("translation_key"), page__in=public.values("pk")
        )
        of_each_kind.append(together.order_by().values_list("locale__language_code", "word", "key"))
    return of_each_kind[0].union(*of_each_kind[1:])


@kept
def _news(key: str, language: str) -> QuerySet[Any]:
    carrying = NewsKeyword.objects.filter(key=key).values("page")
    found = NewsPage.objects.published().translated().in_language(language).filter(pk__in=carrying)
    return found.order_by(*NEWEST_FIRST).values_list(*NEWS, named=True)


@kept
def _resources(key: str, language: str) -> QuerySet[Any]:
    carrying = ResourceKeyword.objects.filter(key=key).values("page")
    found = ResourcePage.objects.published().translated().in_language(language).filter(pk__in=carrying)
    return found.order_by(*NEWEST_RESOURCE_FIRST).values_list(*RESOURCE, named=True)


def tag_word(key: str, language: str) -> str | None:
    """What the tag is called, None where no public page of the language carries it."""
    return next(iter(_own(_words(key=key, language=language), key, language)), None)


def _own(words: Iterable[Any], key: str, language: str) -> list[str]:
    """Of `words`, how pages of the language write the tag, always in the same order."""
    return sorted(word for code, word, other in words if (code, other) == (language, key))


def tagged(key: str, language: str) -> Tagged | None:
    """What carries the tag, None where nothing does; four queries."""
    words = sorted(_words(key=key, language=language))
    own = _own(words, key, language)
    if not own:
        return None
    elsewhere: dict[str, str] = {}
    for code, _word, other in words:
        if code != language:
            elsewhere.setdefault(code, other)
    return Tagged(
        key,
        own[0],
        policies_with_keyword(key, language),
        news_lines(_news(key=key, language=language)),
        resource_lines(_resources(key=key, language=language)),
        elsewhere,
    )


def tag_address(key: str, language: str) -> str:
    with override(language):
        return reverse("tag", args=[key])

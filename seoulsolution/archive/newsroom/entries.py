"""News and resources in a list, as HTML."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seoulsolution.core.markup import Piece, joined, said

if TYPE_CHECKING:
    from .lines import NewsLine, ResourceLine


def news_entry(news: "NewsLine", *, level: int) -> SafeString:
    """`level`: 2 to 4, that of the heading."""
    language = get_language() or settings.LANGUAGE_CODE
    return _entry(news, level, _news_facts(news, language))


def resource_entry(resource: "ResourceLine", *, level: int) -> SafeString:
    """`level`: 2 to 4, that of the heading."""
    language = get_language() or settings.LANGUAGE_CODE
    return _entry(resource, level, _resource_facts(resource, language))


def _entry(line: "NewsLine | ResourceLine", level: int, facts: Iterator[SafeString]) -> SafeString:
    language = get_language() or settings.LANGUAGE_CODE
    return _ENTRY(
        level=level,
        url=line.url,
        title=said(line.title, language),
        line=said(line.summary, language),
        facts=joined(facts, " "),
    )


def _news_facts(news: "NewsLine", language: str) -> Iterator[SafeString]:
    yield _DATE(stated=news.dated, words=news.when)
    yield _FACT(words=news.get_category_display())
    if news.office:
        yield _FACT(words=said(news.office, language))


def _resource_facts(resource: "ResourceLine", language: str) -> Iterator[SafeString]:
    yield _FACT(words=resource.get_kind_display())
    for name in (resource.authors, resource.publisher):
        if name:
            yield _FACT(words=said(name, language))
    if resource.year:
        yield _YEAR(year=resource.year)
    yield _FACT(words=_(", ").join(resource.language_names))


_ENTRY = Piece("""
    <h{level} class="entry-title"><a href="{url}">{title}</a></h{level}>
    <p class="entry-line">{line}</p>
    <p class="entry-facts">{facts}</p>
""")
_DATE = Piece('<time class="figures" datetime="{stated}">{words}</time>')
_YEAR = Piece('<span class="figures">{year}</span>')
_FACT = Piece("<span>{words}</span>")

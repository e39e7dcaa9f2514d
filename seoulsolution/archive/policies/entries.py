"""A policy in a list, as HTML."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seoulsolution.core.markup import Piece, icon, joined, said
from seoulsolution.core.numbers import format_life

if TYPE_CHECKING:
    from .lines import PolicyLine


class Dated(Protocol):
    """What has years and a status: a `PolicyPage`, or a `PolicyLine`."""

    @property
    def year_started(self) -> int | None: ...
    @property
    def year_ended(self) -> int | None: ...
    @property
    def status(self) -> str: ...


def policy_years(policy: Dated) -> str:
    """“2004–”, “2002–2014”: open while the policy goes on."""
    return format_life(policy.year_started, policy.year_ended, policy.status)


@lru_cache
def _kinds(language: str) -> tuple[SafeString, SafeString]:
    """What stands on every entry, in the language that is active: a full manual, and an introduction."""
    return _MANUAL(icon=icon("book"), word=_("Manual")), _OTHER(word=_("Introduction"))


def entry(policy: "PolicyLine", *, level: int, with_area: bool = False) -> SafeString:
    """`level`: 2 or 3, that of the heading. `with_area` where policies of several areas stand together."""
    language = get_language() or settings.LANGUAGE_CODE
    return _ENTRY(
        level=level,
        url=policy.url,
        title=said(policy.title, language),
        line=said(policy.one_line, language),
        facts=joined(_facts(policy, language, with_area), " "),
    )


def _facts(policy: "PolicyLine", language: str, with_area: bool) -> Iterator[SafeString]:
    if with_area:
        yield _AREA(hue=policy.area.hue, name=policy.area.label)
    yield _YEARS(years=policy_years(policy))
    yield _STATUS(status=policy.status, words=policy.get_status_display())
    manual, introduction = _kinds(language)
    yield manual if policy.has_manual else introduction
    if policy.goal_numbers:
        numbers = joined(policy.goal_numbers, ", ")
        yield _GOALS(words=_("Sustainable Development Goals"), short=_("SDG"), numbers=numbers)


_ENTRY = Piece("""
    <h{level} class="entry-title"><a href="{url}">{title}</a></h{level}>
    <p class="entry-line">{line}</p>
    <p class="entry-facts">{facts}</p>
""")
_AREA = Piece('<span class="area-name area-{hue}">{name}</span>')
_YEARS = Piece('<span class="figures">{years}</span>')
_STATUS = Piece('<span class="status status--{status}">{words}</span>')
_MANUAL = Piece('<span class="icon-line is-manual">{icon}{word}</span>')
_OTHER = Piece("<span>{word}</span>")
_GOALS = Piece('<span class="figures"><abbr title="{words}">{short}</abbr> {numbers}</span>')

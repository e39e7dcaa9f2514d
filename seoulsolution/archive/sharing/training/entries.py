"""A programme in a list, as HTML."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seoulsolution.core.markup import Piece, joined, said

if TYPE_CHECKING:
    from .programmes import ProgrammeLine
    from .schedule import ProgrammeStatus


def programme_entry(programme: "ProgrammeLine", *, level: int, status: "ProgrammeStatus | None") -> SafeString:
    """`level`: 2 to 4, that of the heading. `status`: None where the list does not say it."""
    language = get_language() or settings.LANGUAGE_CODE
    return _ENTRY(
        level=level,
        url=programme.url,
        title=said(programme.title, language),
        line=said(programme.topic[:1].upper() + programme.topic[1:], language),
        facts=joined(_facts(programme, status, language), " "),
    )


def _facts(programme: "ProgrammeLine", status: "ProgrammeStatus | None", language: str) -> Iterator[SafeString]:
    if status is not None:
        yield _STATUS(status=status.value, words=status.label)
    if programme.schedule.dates:
        yield _DATES(dates=programme.schedule.dates)
    if programme.is_online:
        yield _WHERE(words=_("Online"))
    elif programme.place is not None:
        yield _WHERE(words=said(programme.place.label, language))


_ENTRY = Piece("""
    <h{level} class="entry-title"><a href="{url}">{title}</a></h{level}>
    <p class="entry-line">{line}</p>
    <p class="entry-facts">{facts}</p>
""")
_STATUS = Piece('<span class="status status--{status}">{words}</span>')
_DATES = Piece('<span class="figures">{dates}</span>')
_WHERE = Piece("<span>{words}</span>")

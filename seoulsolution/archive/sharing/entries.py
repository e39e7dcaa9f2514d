"""A project in a list, as HTML."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from seoulsolution.core.markup import Piece, joined, said

if TYPE_CHECKING:
    from .lines import ProjectLine


def project_entry(project: "ProjectLine", *, level: int) -> SafeString:
    """`level`: 2 to 4, that of the heading."""
    language = get_language() or settings.LANGUAGE_CODE
    return _ENTRY(
        level=level,
        url=project.url,
        title=said(project.title, language),
        line=said(project.place.label, language),
        facts=joined(_facts(project), " "),
    )


def _facts(project: "ProjectLine") -> Iterator[SafeString]:
    yield _AREA(hue=project.area.hue, name=project.area.label)
    if project.years:
        yield _YEARS(years=project.years)
    yield _STATUS(status=project.status, words=project.get_status_display())
    yield _KIND(words=project.get_kind_display())


_ENTRY = Piece("""
    <h{level} class="entry-title"><a href="{url}">{title}</a></h{level}>
    <p class="entry-line">{line}</p>
    <p class="entry-facts">{facts}</p>
""")
_AREA = Piece('<span class="area-name area-{hue}">{name}</span>')
_YEARS = Piece('<span class="figures">{years}</span>')
_STATUS = Piece('<span class="status status--{status}">{words}</span>')
_KIND = Piece("<span>{words}</span>")

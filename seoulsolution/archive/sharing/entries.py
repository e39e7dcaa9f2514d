"""A project in a list, and what became of a work, as HTML."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seoulsolution.core.markup import Piece, joined, said

if TYPE_CHECKING:
    from .lines import ProjectLine
    from .outcomes_told import OutcomeTold


def project_entry(project: "ProjectLine", *, level: int) -> SafeString:
    """`level`: 2 to 4, that of the heading."""
    language = get_language() or settings.LANGUAGE_CODE
    return _ENTRY(
        level=level,
        url=project.url,
        title=said(project.title, language),
        line=said(project.place.label, language),
        facts=joined(_facts(project), " "),
        outcomes=outcomes_entry(project.outcomes),
    )


def outcomes_entry(outcomes: "Sequence[OutcomeTold]") -> SafeString:
    """What each account says, where they differ; nothing where there is one."""
    if len(outcomes) < 2:
        return SafeString("")
    return _OUTCOMES(items=joined(_outcome(one) for one in outcomes))


def _outcome(told: "OutcomeTold") -> SafeString:
    account = LINK(url=told.url, words=told.account) if told.url else KIND(words=told.account)
    return _OUTCOME(account=account, status=STATUS(status=told.status, words=told.status_label))


def _facts(project: "ProjectLine") -> Iterator[SafeString]:
    yield _AREA(hue=project.area.hue, name=project.area.label)
    if project.years:
        yield _YEARS(years=project.years)
    if len(project.outcomes) < 2:
        yield STATUS(status=project.status, words=project.get_status_display())
    yield KIND(words=project.get_kind_display())
    if not project.carries:
        yield KIND(words=_("no policy of the archive named"))


_ENTRY = Piece("""
    <h{level} class="entry-title"><a href="{url}">{title}</a></h{level}>
    <p class="entry-line">{line}</p>
    <p class="entry-facts">{facts}</p>
    {outcomes}
""")
_AREA = Piece('<span class="area-name area-{hue}">{name}</span>')
_YEARS = Piece('<span class="figures">{years}</span>')
STATUS = Piece('<span class="status status--{status}">{words}</span>')
KIND = Piece("<span>{words}</span>")
_OUTCOMES = Piece('<ul class="outcomes">{items}</ul>')
_OUTCOME = Piece("<li>{account} {status}</li>")
LINK = Piece('<a href="{url}">{words}</a>')

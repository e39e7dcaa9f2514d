"""What went from one end to the other in a list, and whose money it was, as HTML."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from seoulsolution.core.markup import Piece, joined, said

from .entries import KIND, LINK, STATUS, outcomes_entry

if TYPE_CHECKING:
    from .lineage import End, Passage
    from .money import Money, Paid
    from .outcomes_told import OutcomeTold


def lineage_entry(passage: "Passage", *, level: int) -> SafeString:
    """`level`: of the heading, 3 or 4."""
    language = get_language() or settings.LANGUAGE_CODE
    return _ENTRY(
        side=passage.side,
        status=passage.status,
        years=passage.years or _("year not known"),
        level=level,
        giver=_end(passage.giver, language),
        to=_TO(word=pgettext("from a place to a place", "to")),
        taker=_end(passage.taker, language),
        claim=joined(_claim(passage, language)),
    )


def _end(end: "End", language: str) -> SafeString:
    return _linked(end.url, said(end.name, language))


def _linked(url: str | None, words: str) -> SafeString:
    return LINK(url=url, words=words) if url else joined([words])


def _claim(passage: "Passage", language: str) -> Iterator[SafeString]:
    yield _linked(passage.url, said(passage.what, language))
    if passage.evidence:
        yield _EVIDENCE(words=said(passage.evidence, language))
    yield _FACTS(facts=joined(_facts(passage, language), " "))
    yield outcomes_entry(passage.outcomes)
    yield from (_dispute(told, language) for told in passage.disputes)
    if passage.paid and passage.url:
        yield paid_entry(passage.paid, passage.url, language)
    if passage.mark:
        yield passage.mark.markup


def _facts(passage: "Passage", language: str) -> Iterator[SafeString]:
    is_told_once = len(passage.outcomes) == 1
    if is_told_once:
        told = passage.outcomes[0]
        yield STATUS(status=told.status, words=told.status_label)
    if passage.channel_label:
        yield KIND(words=passage.channel_label)
    if passage.carried:
        yield _linked(passage.carried.url, said(passage.carried.title, language))
    if passage.record and is_told_once:
        yield LINK(url=passage.record[1], words=_("Adopter’s record"))


def _dispute(told: "OutcomeTold", language: str) -> SafeString:
    return _DISPUTE(word=_("disputed"), account=_linked(told.url, told.account), words=said(told.disputed, language))


def paid_entry(paid: "Paid", url: str, language: str) -> SafeString:
    """Whose money it was, and how much, each amount with its mark. `url`: of the project."""
    names: SafeString | str = joined((said(name, language) for name in paid.funders), "; ")
    if not paid.funders and not paid.is_named:
        names = _("not named by the sources") if paid.money else _("not recorded")
    money = joined(_money(one, language) for one in paid.told)
    # Where the lines below say it alone, what stands above them is their heading.
    return _PAID(url=url, lead=_("Whose money"), names=joined([": ", names]) if names else "", money=money)


def _money(money: "Money", language: str) -> SafeString:
    said_before: list[str] = []
    if money.kind_label:
        said_before.append(money.kind_label)
    if money.said:
        said_before.append(_AMOUNT(words=money.said))
        if money.year:
            said_before.append(_YEAR(year=money.year))
    before = joined([*said_before, "– "], " ") if said_before else ""
    return _MONEY(before=before, what=said(money.what, language), mark=money.mark.markup if money.mark else "")


_ENTRY = Piece("""
    <li class="lineage-{side} is-{status}">
        <p class="lineage-years figures">{years}</p>
        <div class="lineage-text">
            <h{level} class="lineage-way">
                {giver} {to} {taker}
            </h{level}>
            <div class="claim">{claim}</div>
        </div>
    </li>
""")
_TO = Piece("""
    <span class="lineage-to"><span aria-hidden="true">→</span><span class="sr-only">{word}</span></span>
""")
_EVIDENCE = Piece('<p class="small quiet">{words}</p>')
_FACTS = Piece('<p class="entry-facts">{facts}</p>')
_DISPUTE = Piece("""
    <p class="dispute"><span class="sign sign--disputed">{word}</span> {account}: {words}</p>
""")
_PAID = Piece("""
    <div class="paid small">
        <p><a href="{url}#funding">{lead}</a>{names}</p>
        {money}
    </div>
""")
_MONEY = Piece('<div class="claim">{before}{what} {mark}</div>')
_AMOUNT = Piece('<strong class="figures">{words}</strong>')
_YEAR = Piece('<span class="figures">({year})</span>')

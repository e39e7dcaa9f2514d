"""The mark beside a claim: where it comes from, numbered or named, and how far to trust it.

A mark opens in place without script; what has no source or is disputed says so in words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, npgettext
from django.utils.translation import gettext as _

from seoulsolution.core.claims import SOURCES_KEPT, Basis, Confidence, Source, parse_sources
from seoulsolution.core.markup import Piece, joined, said


class Claimed(Protocol):
    """A row that says where it comes from: a `Claim`, or what was read of one."""

    @property
    def basis(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    @property
    def disputed(self) -> str: ...


class Title(Protocol):
    """A policy whose list of sources is meant."""

    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str | None: ...


@dataclass
class NumberedSource:
    """A source as it stands in the list at the end. `policy` when it is another policy's list of sources."""

    number: int
    source: Source
    is_listed: bool = False
    policy: Title | None = None

    @property
    def label(self) -> str:
        if self.policy is not None:
            return _("Sources of “%(title)s”") % {"title": self.policy.title}
        return self.source.label

    @property
    def url(self) -> str | None:
        return self.policy.url if self.policy is not None else self.source.url

    @property
    def printed(self) -> str:
        """What stands on paper, with the whole address."""
        if self.policy is not None and self.policy.url:
            return f"{self.label}: {settings.SITE_URL}{self.policy.url}"
        return self.label if self.policy is not None else self.source.printed

    def name(self, language: str) -> SafeString:
        """Its label as HTML, with a link if it has an address, for a reader of `language`."""
        return _named(self.label, self.url, language)

    def note(self, language: str) -> SafeString:
        """What it is called on paper, as HTML."""
        return said(self.printed, language)

    def entry(self, language: str, *, is_seen: bool = True) -> SafeString:
        """Its line in the list at the end, as HTML: a link on a screen, the whole address on paper.

        Marks lead to it where it `is_seen` on a screen; a page has one such list.
        """
        piece = _ENTRY if is_seen else _PRINTED_ENTRY
        return piece(number=self.number, name=_whole(self.label, self.printed, self.url, language))


class ListedFor(models.TextChoices):
    """Whose list of sources a page ends with. No column: the words before the sources of which one is meant."""

    PAGE = "page", gettext_lazy("It stands in one of the sources listed for this page:")
    POLICY = "policy", gettext_lazy("It stands in one of the sources listed for this policy:")
    PROJECT = "project", gettext_lazy("It stands in one of the sources listed for this project:")
    RECORD = "record", gettext_lazy("It stands in one of the sources listed for this record:")


@dataclass
class Mark:
    """What a reader sees beside a claim. `numbered` on a page that ends with a list of sources."""

    basis: Basis
    confidence: Confidence
    disputed: str
    sources: list[NumberedSource] = field(default_factory=list)
    numbered: bool = True
    listed_for: ListedFor = ListedFor.PAGE

    @property
    def is_unrecorded(self) -> bool:
        return self.basis == Basis.UNRECORDED

    @property
    def is_judgement(self) -> bool:
        return self.basis == Basis.JUDGEMENT

    @property
    def is_disputed(self) -> bool:
        return bool(self.disputed) or self.confidence == Confidence.LOW

    @property
    def is_one_of_several(self) -> bool:
        """Whether the statement stands in one of the sources that are listed, and which one is not known."""
        return self.basis == Basis.LISTED and len(self.sources) > 1

    @cached_property
    def _in_order(self) -> list[NumberedSource]:
        """Its sources as readers see them: by their numbers."""
        return sorted(self.sources, key=lambda source: source.number)

    @cached_property
    def markup(self) -> SafeString:
        """The mark as HTML, in the language that is active when it is first asked for."""
        language = get_language() or settings.LANGUAGE_CODE
        dispute = _DISPUTE(word=_("disputed"), note=said(self.disputed, language)) if self.is_disputed else ""
        return _MARKS(origin=self._origin(language), dispute=dispute)

    def _origin(self, language: str) -> SafeString:
        if self.is_judgement:
            return _SIGN(kind="judgement", words=_("The archive’s own judgement"))
        if self.is_unrecorded or not self.sources:
            return _SIGN(kind="unrecorded", words=_("no source recorded"))
        lead = ""
        if self.numbered and self.is_one_of_several:
            lead = _LEAD(words=self.listed_for.label)
        return _SOURCES(
            summary=self._summary(language),
            lead=lead,
            items=joined(self._item(source, language) for source in self._in_order),
            confidence=_level(self.confidence, language),
        )

    def _summary(self, language: str) -> SafeString | str:
        """“sources 1, 3” where a list of them is seen; “2 sources” on a screen where it is only printed."""
        numbers = ", ".join([str(source.number) for source in self._in_order])
        if self.numbered and self.is_one_of_several:
            return _LISTED(words=_("listed sources"), numbers=numbers)
        numbered = f"{_before_numbers(len(self.sources), language)} {numbers}"
        if self.numbered:
            return numbered
        return _TWO_WAYS(seen=_how_many(len(self.sources), language), printed=numbered)

    def _item(self, source: NumberedSource, language: str) -> SafeString:
        number = _NUMBER(number=source.number) if self.numbered else ""
        return _ITEM(number=number, source=source.name(language))


class SourceList:
    """Numbers every source once, in the order in which it is first met. Equal claims have one mark.

    `numbered` where the list is seen on the page; else it is printed only, and marks show numbers on paper alone.
    """

    def __init__(
        self,
        listed: Iterable[Source] = (),
        *,
        policy_id: str = "",
        numbered: bool = True,
        listed_for: ListedFor = ListedFor.PAGE,
    ) -> None:
        self.policy_id = policy_id
        self.listed_for = listed_for
        self.is_numbered = numbered
        self.numbered: dict[str, NumberedSource] = {}
        self.listed = [self._number(source, listed=True) for source in listed]
        self._marks: dict[tuple[str, ...], Mark] = {}

    def _number(self, source: Source, *, listed: bool = False) -> NumberedSource:
        if source.text not in self.numbered:
            self.numbered[source.text] = NumberedSource(len(self.numbered) + 1, source, listed)
        return self.numbered[source.text]

    def _cite(self, source: Source) -> list[NumberedSource]:
        """A reference to the policy's own sources is a reference to those that are listed."""
        return self.listed if source.policy_id and source.policy_id == self.policy_id else [self._number(source)]

    def mark(self, claim: Claimed) -> Mark:
        return self._once(claim.basis, claim.source, claim.confidence, claim.disputed)

    def mark_of_all(self, confidence: str, disputed: str = "") -> Mark:
        """Of what rests as a whole on the sources that are listed."""
        return self._once(Basis.LISTED if self.listed else Basis.UNRECORDED, "", confidence, disputed)

    def _once(self, *key: str) -> Mark:
        if key not in self._marks:
            self._marks[key] = self._mark(*key)
        return self._marks[key]

    def _mark(self, basis: str, source: str, confidence: str, disputed: str) -> Mark:
        sources: list[NumberedSource] = []
        if basis == Basis.CITED:
            sources = [numbered for cited in parse_sources(source) for numbered in self._cite(cited)]
        elif basis == Basis.LISTED:
            sources = self.listed
        return Mark(Basis(basis), Confidence(confidence), disputed, sources, self.is_numbered, self.listed_for)

    def resolve_policies(self, versions: Mapping[str, Title]) -> None:
        for numbered in self.numbered.values():
            if numbered.source.policy_id:
                numbered.policy = versions.get(numbered.source.policy_id)

    def policy_ids(self) -> set[str]:
        return {n.source.policy_id for n in self.numbered.values() if n.source.policy_id}

    @property
    def entries(self) -> SafeString:
        """All of them as HTML, in the language that is active."""
        language = get_language() or settings.LANGUAGE_CODE
        return joined(source.entry(language, is_seen=self.is_numbered) for source in self)

    def __iter__(self) -> Iterator[NumberedSource]:
        return iter(self.numbered.values())

    def __len__(self) -> int:
        return len(self.numbered)


@lru_cache(SOURCES_KEPT)
def _named(label: str, url: str | None, language: str) -> SafeString:
    words = said(label, language)
    return _LINK(url=url, label=words) if url else words


@lru_cache(SOURCES_KEPT)
def _whole(label: str, printed: str, url: str | None, language: str) -> SafeString:
    name: SafeString = _named(label, url, language)
    if url and label != printed:
        link = _LINK_ON_SCREEN(url=url, label=said(label, language))
        name = joined([link, _ON_PAPER(words=said(printed, language))], " ")
    return name


@lru_cache
def _level(confidence: Confidence, language: str) -> str:
    """How far to trust a claim, in the language that is active."""
    return str(confidence.label)


@lru_cache
def _before_numbers(number: int, language: str) -> str:
    """“sources”, in the language that is active."""
    return npgettext("before their numbers", "source", "sources", number)


@lru_cache
def _how_many(number: int, language: str) -> str:
    """“2 sources”, in the language that is active."""
    return npgettext("how many", "source", "%(n)s sources", number) % {"n": number}


_MARKS = Piece('<div class="marks">{origin}{dispute}</div>')
_SIGN = Piece('<span class="sign sign--{kind}">{words}</span>')
_DISPUTE = Piece('<p class="dispute"><span class="sign sign--disputed">{word}</span> {note}</p>')
_SOURCES = Piece("""
    <details class="source-mark">
        <summary>{summary}</summary>
        <div class="source-box">
            {lead}
            <ul>{items}</ul>
            <p class="confidence">{confidence}</p>
        </div>
    </details>
""")
_TWO_WAYS = Piece('<span class="on-screen">{seen}</span><span class="on-paper">{printed}</span>')
_LISTED = Piece('{words} <span class="on-paper">{numbers}</span>')
_LEAD = Piece("<p>{words}</p>")
_ITEM = Piece("<li>{number}{source}</li>")
_NUMBER = Piece('<a href="#source-{number}">{number}</a> ')
_ENTRY = Piece('<li id="source-{number}"><span class="number">{number}</span> <div>{name}</div></li>')
_PRINTED_ENTRY = Piece('<li><span class="number">{number}</span> <div>{name}</div></li>')
_LINK_ON_SCREEN = Piece('<a class="on-screen" href="{url}" rel="noopener">{label}</a>')
_ON_PAPER = Piece('<span class="on-paper">{words}</span>')
_LINK = Piece('<a href="{url}" rel="noopener">{label}</a>')

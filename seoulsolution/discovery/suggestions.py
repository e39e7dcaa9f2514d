"""What a reader who has begun to type may mean: titles, terms of the glossary and areas, in every language.

The names stand in the memory of the process, sorted by the keys that type them. They are read again when the index or
the glossary has changed; of the index only what is new.
"""

import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from seoulsolution.archive.policies.lines import area_cards
from seoulsolution.core import searchable

from . import glossary, indexing
from .engines.interface import Index, Snapshot
from .keystrokes import Beginning, Start, beginnings, initials, initials_asked, is_korean, keys_of

MOST = 8
MOST_OF_A_KIND = 5
MOST_LOOKED_AT = 3_000
SHORTEST_WITH_A_SLIP = 4
LONGEST_TYPED = 100
KEYS = "abcdefghijklmnopqrstuvwxyz0123456789"
SENTENCE_ENDS = (".", "!", "?", "…")
# In a larger archive names are not found by the middle of a Korean word, and new ones a few seconds later.
SMALL_ARCHIVE = 10_000
KEPT = 4_096
AREA, TERM = "area", "term"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name: of a page (`url`), or of something to search for (`query`). `entry` is shared by its other names."""

    text: str
    language: str
    kind: str
    entry: str
    url: str = ""
    query: str = ""
    weight: float = 1.0

    @property
    def label(self) -> str:
        """What it is, in the active language."""
        if self.kind == AREA:
            return _("Area")
        return _("Glossary") if self.kind == TERM else str(searchable.source(self.kind).one)

    @property
    def as_json(self) -> dict[str, str]:
        place = {"url": self.url} if self.url else {"query": self.query}
        return {"text": self.text, "lang": self.language, "kind": self.kind, "label": self.label, **place}


Rank = tuple[Any, ...]


@dataclass(slots=True)
class _Sorted:
    """Beginnings of names in the order of their keys, with the number of the name."""

    keys: list[str] = field(default_factory=list)
    rows: list[tuple[Start, bool, int]] = field(default_factory=list)

    @classmethod
    def of(cls, found: Iterable[tuple[Beginning, int]]) -> "_Sorted":
        ordered = sorted((b.keys, b.start, b.korean, number) for b, number in found)
        return cls([row[0] for row in ordered], [row[1:] for row in ordered])

    def beginning_with(self, keys: str) -> Iterator[tuple[Start, bool, int]]:
        for place in range(bisect_left(self.keys, keys), len(self.keys)):
            if not self.keys[place].startswith(keys):
                return
            yield self.rows[place]

    def has(self, keys: str) -> bool:
        place = bisect_left(self.keys, keys)
        return place < len(self.keys) and self.keys[place].startswith(keys)


class Names:
    """All names of one state of the archive."""

    def __init__(self, names: list[Suggestion]) -> None:
        self._names = names
        inside = len(names) <= SMALL_ARCHIVE
        numbered = list(enumerate(names))
        self._begin = _Sorted.of((b, n) for n, name in numbered for b in beginnings(name.text, inside=inside))
        self._initials = _Sorted.of((b, n) for n, name in numbered for b in initials(name.text))
        self._urls = {(name.entry, name.language): name.url for name in names if name.url}
        self._preferred: dict[tuple[str, str], Suggestion] = {}
        for name in names:
            self._preferred.setdefault((name.entry, name.language), name)
        self.suggest = lru_cache(KEPT)(self._suggest)

    def _suggest(self, typed: str, language: str) -> tuple[Suggestion, ...]:
        """The best first, each thing once."""
        ranked = self._ranked(typed, language)
        found: dict[str, Suggestion] = {}
        said: set[str] = set()
        for number in sorted(ranked, key=lambda number: ranked[number]):
            name = self._shown(self._names[number], typed, language)
            alike = sum(one.kind == name.kind for one in found.values())
            as_typed = name.query and name.text.casefold() == typed.casefold()
            if as_typed or name.entry in found or name.text.casefold() in said or alike >= MOST_OF_A_KIND:
                continue
            found[name.entry] = name
            said.add(name.text.casefold())
            if len(found) == MOST:
                break
        return tuple(found.values())

    def _shown(self, name: Suggestion, typed: str, language: str) -> Suggestion:
        """A page in the reader's language if there is one; for a term as it was typed, what else it is called."""
        if name.url:
            return replace(name, url=self._urls.get((name.entry, language), name.url))
        if name.text.casefold() == typed.casefold():
            return self._preferred.get((name.entry, language), name)
        return name

    def _ranked(self, typed: str, language: str) -> dict[int, Rank]:
        """Names by their numbers: typed so, by initial consonants, on the other layout, or with a slip."""
        keys = keys_of(typed)
        if not keys:
            return {}
        korean = is_korean(typed)
        found = self._rank(self._begin.beginning_with(keys), language, korean)
        direct = {number: rank for number, rank in found.items() if rank[0] == 0}
        by_words = self._by_words(typed, language, korean) if len(direct) < MOST else {}
        direct = {**by_words, **direct}
        consonants = initials_asked(typed)
        if consonants and (korean or not direct):
            direct = {**self._rank(self._initials.beginning_with(consonants), language, korean), **direct}
        if direct or found:
            return direct or found
        slips = chain.from_iterable(self._begin.beginning_with(keys) for keys in self._slips(keys))
        return self._rank(slips, language, korean)

    def _rank(self, rows: Iterable[tuple[Start, bool, int]], language: str, korean: bool) -> dict[int, Rank]:
        found: dict[int, Rank] = {}
        for _n, (start, is_hangul, number) in zip(range(MOST_LOOKED_AT), rows, strict=False):
            name = self._names[number]
            rank = (is_hangul != korean, start, name.language != language, -name.weight, len(name.text), name.text)
            if number not in found or rank < found[number]:
                found[number] = rank
        return found

    def _by_words(self, typed: str, language: str, korean: bool) -> dict[int, Rank]:
        """Names with words that begin with each of those typed, in any order."""
        words = [keys for word in typed.split() if (keys := keys_of(word))]
        if len(words) < 2:
            return {}
        each = [{row[2]: row for row in self._begin.beginning_with(keys)} for keys in words]
        numbers = set.intersection(*(set(rows) for rows in each))
        rows = ((Start.SYLLABLE, each[0][number][1], number) for number in numbers)
        return {number: rank for number, rank in self._rank(rows, language, korean).items() if rank[0] == 0}

    def _slips(self, keys: str) -> list[str]:
        """What is one slip away: a key too many, one missing, another one, or two in the wrong order."""
        if len(keys) < SHORTEST_WITH_A_SLIP:
            return []
        parted = [(keys[:place], keys[place:]) for place in range(len(keys))]
        slips = {
            *(left + right[1:] for left, right in parted),
            *(left + right[1] + right[0] + right[2:] for left, right in parted if len(right) > 1),
            *(left + key + rest for left, right in parted for key in KEYS for rest in (right, right[1:])),
        }
        return [slip for slip in sorted(slips) if self._begin.has(slip)]


def suggest(typed: str, language: str) -> list[Suggestion]:
    """At most MOST names that begin with what was typed, for a reader of `language`. Raises `Unavailable`."""
    return list(_names().suggest(" ".join(typed.split())[:LONGEST_TYPED], language))


@dataclass(frozen=True, slots=True)
class _Source:
    """What names are read from; `glossary`: when it was last changed."""

    index: Index | None
    snapshot: Snapshot
    glossary: float


@dataclass(frozen=True, slots=True)
class _State:
    """`titles`: by the number of the document in the index, None for what is no name."""

    source: _Source
    titles: dict[int, Suggestion | None]
    names: Names


_lock = threading.Lock()
_state: _State | None = None


def _names() -> Names:
    """Raises `Unavailable`."""
    state = _state
    source = _Source(indexing.current(), indexing.engine().snapshot(), glossary.changed_at())
    if state is not None and state.source == source:
        return state.names
    # While one thread reads what is new, the others go on with what they have.
    if not _lock.acquire(blocking=state is None) and state is not None:
        return state.names
    if state is not None and len(state.titles) > SMALL_ARCHIVE:
        threading.Thread(target=_read_aside, args=(source,), name="suggestions", daemon=True).start()
        return state.names
    try:
        return _read(source)
    finally:
        _lock.release()


def _read(source: _Source) -> Names:
    """The names of `source`, kept from now on. Whoever calls it holds the lock."""
    global _state
    state = _state
    if state is None or state.source != source:
        titles = _titles(source.snapshot, state.titles if state and state.source.index == source.index else {})
        names = [*_areas(), *(title for title in titles.values() if title), *_terms()]
        state = _state = _State(source, titles, Names(names))
    return state.names


def _read_aside(source: _Source) -> None:
    """In a thread of its own: a large archive takes seconds, and nobody who types should wait for that."""
    try:
        _read(source)
    finally:
        _lock.release()
        connection.close()


def _titles(snapshot: Snapshot, known: dict[int, Suggestion | None]) -> dict[int, Suggestion | None]:
    """Titles by the number of their document, None for what is a sentence rather than a name."""
    numbers = snapshot.numbers.tolist()
    new = [number for number in numbers if number not in known]
    read = dict(zip(new, map(_title, snapshot.shown(new)), strict=True))
    return {number: read[number] if number in read else known[number] for number in numbers}


def _title(shown: dict[str, Any]) -> Suggestion | None:
    if shown["title"].endswith(SENTENCE_ENDS):
        return None
    weight = searchable.source(shown["kind"]).weight
    return Suggestion(shown["title"], shown["language"], shown["kind"], shown["entry"], url=shown["url"], weight=weight)


def _areas() -> Iterator[Suggestion]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            cards = area_cards(code)
        for card in cards:
            if card.url:
                yield Suggestion(card.name, code, AREA, f"{AREA}:{card.slug}", url=card.url, weight=2)


def _terms() -> Iterator[Suggestion]:
    for number, names in enumerate(glossary.curated_names()):
        for name in names:
            weight = 0.9 if name.place == 0 else 0.8
            yield Suggestion(name.text, name.language, TERM, f"{TERM}:{number}", query=name.text, weight=weight)

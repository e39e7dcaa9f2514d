"""Which terms of the glossary a text speaks of, so that two texts can be said to speak of the same."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import glossary
from .analysis import Script, korean, word_terms, words
from .lexicon import Name

SHORTEST = {Script.HANGUL: 2, Script.LATIN: 4}
# A Korean term of so many syllables is looked for inside compounds, a shorter one as a word of its own.
IN_COMPOUNDS = 3
MOST_KEPT = 400


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in the form in which terms are looked for. `alone`: its Korean words without their particles."""

    joined: str
    alone: frozenset[str]


@dataclass(frozen=True, slots=True)
class Term:
    """One name as it is written, so that what is said to be in two texts stands in both."""

    name: str
    key: str
    is_word: bool

    def stands_in(self, wording: Wording) -> bool:
        return self.key in (wording.alone if self.is_word else wording.joined)

    @property
    def index_terms(self) -> list[str]:
        """What it is found by in the index."""
        return [term for word in words(self.name) for term in word_terms(word)]


@dataclass(frozen=True, slots=True)
class Spoken:
    """`head`: the terms in the title and the line below it."""

    head: frozenset[Term]
    text: Wording


class Terms:
    """The names of the glossary in one language. An acronym, or a name that stands for several things, says nothing."""

    def __init__(self, entries: Iterable[Sequence[Name]], language: str) -> None:
        found: list[Term] = []
        for entry in entries:
            own = [_term(name.text) for name in entry if name.language == language]
            found += {term.key: term for term in own if term}.values()
        meanings = Counter(term.key for term in found)
        self._terms = [term for term in found if meanings[term.key] == 1]
        self._spoken: dict[str, Spoken] = {}

    def spoken(self, shown: Mapping[str, Any]) -> Spoken:
        """What a text, as the index gives it back, speaks of. Kept while the text is the same."""
        digest = f"{shown['key']} {shown['digest']}"
        if digest not in self._spoken:
            if len(self._spoken) >= MOST_KEPT:
                self._spoken.clear()
            head = wording(f"{shown['title']}\n{shown['line']}")
            text = wording("\n".join([shown["title"], shown["line"], *shown["passages"]]))
            self._spoken[digest] = Spoken(frozenset(term for term in self._terms if term.stands_in(head)), text)
        return self._spoken[digest]


def wording(text: str) -> Wording:
    run = words(text)
    parts = [word.text if word.script is Script.HANGUL else f" {_singular(word.text)} " for word in run]
    alone = frozenset(korean.stem(word.text) for word in run if word.script is Script.HANGUL)
    return Wording(f" {' '.join(''.join(parts).split())} ", alone)


def _singular(word: str) -> str:
    """Stems would do harm here: they take integrated for integrity."""
    return word[:-1] if len(word) > SHORTEST[Script.LATIN] and word.endswith("s") and not word.endswith("ss") else word


def _term(name: str) -> Term | None:
    key, run = wording(name).joined.strip(), words(name)
    if not run or name.isupper():
        return None
    script = Script.HANGUL if all(word.script is Script.HANGUL for word in run) else Script.LATIN
    if len(key) < SHORTEST[script]:
        return None
    if script is Script.HANGUL:
        return Term(name, key, len(key) < IN_COMPOUNDS)
    return Term(name, f" {key} ", False)


_kept: dict[str, tuple[Terms, float, float]] = {}


def terms_in(language: str) -> Terms:
    """The glossary as it is now, read again when it was changed."""
    changed, now = glossary.changed_at(), time.monotonic()
    kept = _kept.get(language)
    if kept is None or kept[1] != changed or now - kept[2] > glossary.STALE_AFTER:
        kept = _kept[language] = (Terms(glossary.curated_names(), language), changed, now)
    return kept[0]

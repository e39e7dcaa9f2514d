"""Korean that was typed without spaces, cut into the words that the archive knows."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .analysis import Script, Word
from .engines.interface import Snapshot
from .lexicon import Lexicon
from .spelling import Vocabulary

# A shorter word that nobody knows is a name or a slip; its pairs of syllables find it as it is.
SHORTEST = 5
LONGEST_PART = 8
# Surprise, as of words: of a stretch that nobody knows, of each syllable of it, and more for a word of one syllable.
UNKNOWN, UNKNOWN_SYLLABLE, SINGLE = 14.0, 8.0, 5.0
# A word of which more is unknown stands as it was typed.
MOST_UNKNOWN = 0.6


def apart(run: Sequence[Word], snapshot: Snapshot, lexicon: Lexicon) -> list[Word]:
    """The words of a query; a long one that is unknown as a whole and known in parts stands as its parts.

    Where no words are known, as when a reader wants what was typed and nothing else, none is cut.
    """
    known = [*snapshot.vocabularies.values(), *lexicon.vocabularies.values()]
    found: list[Word] = []
    for word in run:
        found += _parts(word, known) if known and _may_be_several(word, known) else [word]
    return found


def _may_be_several(word: Word, known: Sequence[Vocabulary]) -> bool:
    return (
        word.script is Script.HANGUL
        and len(word.text) >= SHORTEST
        and word.end - word.start == len(word.text)
        # A word that is nearly known was mistyped, and the page says so.
        and not any(vocabulary.holds(word) or vocabulary.corrections(word) for vocabulary in known)
    )


@dataclass(frozen=True, slots=True)
class _Cut:
    """The likeliest cut of a word up to some syllable: where its last part begins, and what of it is unknown."""

    surprise: float
    begins: int = 0
    unknown: int = 0
    last_is_unknown: bool = False


def _parts(word: Word, known: Sequence[Vocabulary]) -> list[Word]:
    """The likeliest parts by how often texts hold each (Viterbi over single words); the word itself where too much of
    it is unknown.
    """
    best = [_Cut(0.0)]
    for end in range(1, len(word.text) + 1):
        best.append(
            min(
                (
                    cut
                    for start in range(max(0, end - LONGEST_PART), end)
                    for cut in _longer(best[start], word.text[start:end], start, known)
                ),
                key=lambda cut: cut.surprise,
            )
        )
    if best[-1].unknown > MOST_UNKNOWN * len(word.text):
        return [word]
    ends, end = [len(word.text)], len(word.text)
    while end:
        end = best[end].begins
        ends.append(end)
    return [
        Word(word.text[start:end], word.script, word.start + start, word.start + end)
        for start, end in pairwise(reversed(ends))
    ]


def _longer(before: _Cut, part: str, start: int, known: Sequence[Vocabulary]) -> Iterator[_Cut]:
    """The cut with one more part: as a word that is known, and as a stretch that nobody knows."""
    surprise = min(vocabulary.surprise(part) for vocabulary in known)
    yield _Cut(before.surprise + surprise + SINGLE * (len(part) == 1), start, before.unknown)
    surprise = math.inf if before.last_is_unknown else UNKNOWN + UNKNOWN_SYLLABLE * len(part)
    yield _Cut(before.surprise + surprise, start, before.unknown + len(part), last_is_unknown=True)

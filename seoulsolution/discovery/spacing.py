"""Korean that was typed without spaces, cut into the words that the archive knows."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .analysis import Script, Word
from .engines.interface import Snapshot
from .lexicon import Lexicon
from .spelling import Vocabulary

# A shorter word that nobody knows is a name or a slip; its pairs of syllables find it as it is.
SHORTEST = 5
SHORTEST_PART, LONGEST_PART = 2, 8


def apart(run: Sequence[Word], snapshot: Snapshot, lexicon: Lexicon) -> list[Word]:
    """The words of a query; one that is unknown as a whole and known in all its parts stands as those parts."""
    known = [*snapshot.vocabularies.values(), *lexicon.vocabularies.values()]
    found: list[Word] = []
    for word in run:
        found += _parts(word, known) if _may_be_several(word, known) else [word]
    return found


def _may_be_several(word: Word, known: Sequence[Vocabulary]) -> bool:
    return (
        word.script is Script.HANGUL
        and len(word.text) >= SHORTEST
        and word.end - word.start == len(word.text)
        and not any(vocabulary.holds(word) for vocabulary in known)
    )


def _parts(word: Word, known: Sequence[Vocabulary]) -> list[Word]:
    """The likeliest cut by the frequency of its parts (Viterbi over a unigram model); the word itself where none fits."""
    text = word.text
    costs = [0.0, *[math.inf] * len(text)]
    begun = [0] * (len(text) + 1)
    for end in range(SHORTEST_PART, len(text) + 1):
        for start in range(max(0, end - LONGEST_PART), end - SHORTEST_PART + 1):
            if costs[start] < math.inf:
                cost = costs[start] + _cost(replace(word, text=text[start:end]), known)
                if cost < costs[end]:
                    costs[end], begun[end] = cost, start
    if costs[-1] == math.inf:
        return [word]
    cuts, end = [len(text)], len(text)
    while end:
        end = begun[end]
        cuts.append(end)
    return [
        Word(text[start:end], word.script, word.start + start, word.start + end)
        for start, end in pairwise(reversed(cuts))
    ]


def _cost(part: Word, known: Sequence[Vocabulary]) -> float:
    """How surprising a word is, in natural logarithms; infinite where nobody knows it."""
    return min(vocabulary.surprise(part) for vocabulary in known)

"""Korean words: what is particle and what is stem, their syllables in pairs, their letters.

Syllable bigrams with particles stripped do as well as morphemes on Korean collections (docs/guides/search.md) and
find a word inside a longer one, which is how Korean writes compounds.
"""

import unicodedata
from functools import lru_cache

from .lists import read_list

ENDINGS = frozenset(read_list("korean_endings"))
LONGEST_ENDING = max(len(ending) for ending in ENDINGS)
SHORTEST_STEM = 2
# One-syllable particles, after a noun of one syllable: 물을.
JOINED = "은는이가을를의에로와과도만"
# Words that ask or join and say nothing about what is looked for.
STOP_WORDS = frozenset(read_list("korean_stop_words"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """`word` without its last particle or ending, never shorter than two syllables."""
    # The longest first: 에서는 is not taken for 는.
    for place in range(max(SHORTEST_STEM, len(word) - LONGEST_ENDING), len(word)):
        if word[place:] in ENDINGS:
            return word[:place]
    return word


def bigrams(word: str) -> list[str]:
    """The syllables of a word in overlapping pairs; a single syllable stands for itself."""
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]


@lru_cache(maxsize=50_000)
def letters(word: str) -> str:
    """A word as its letters (jamo), so that one wrong letter does not spoil a syllable."""
    return unicodedata.normalize("NFD", word)

"""What a word that the archive does not know was probably meant to be."""

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .analysis import Script, Word, keyboard, korean

SHORTEST = {Script.HANGUL: 2, Script.LATIN: 4}
# Letters of a word for which one, two or three slips are forgiven.
ONE_SLIP, TWO_SLIPS, THREE_SLIPS = 4, 8, 14
MOST_LIKELY = 4

# Corrections of one vocabulary that are kept: a reader who types or turns a page asks for the same again.
KEPT = 4096


class Vocabulary:
    """The words of the archive with the number of texts that hold them."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = dict(frequencies)
        self._all = sum(self._frequencies.values())
        # By their length: (letters, word), so that only those of about the same length are compared.
        self._letters: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for word in self._frequencies:
            letters = korean.letters(word)
            spelt, words = self._letters[len(letters)]
            spelt.append(letters)
            words.append(word)
        self._nearest = lru_cache(maxsize=KEPT)(self._find_nearest)

    def holds(self, word: Word) -> bool:
        return word.text in self._frequencies or korean.stem(word.text) in self._frequencies

    def surprise(self, word: str) -> float:
        """How unlikely this vocabulary takes a Korean word to be (-ln of its share); infinite where it is not held."""
        held = max(self._frequencies.get(word, 0), self._frequencies.get(korean.stem(word), 0))
        return math.log(self._all / held) if held else math.inf

    def corrections(self, word: Word) -> tuple[str, ...]:
        """The words of this vocabulary that were probably meant, the likeliest first: at most MOST_LIKELY that take
        equally few slips.
        """
        return self._nearest(word.text, word.script) if word.script in SHORTEST else ()

    def on_other_layout(self, word: Word) -> str | None:
        """The word of this vocabulary that the same keys type on the other layout."""
        other = (
            keyboard.hangul_from_keys(word.text)
            if word.script is Script.LATIN
            else keyboard.keys_from_hangul(word.text)
        )
        if not other or len(other) < SHORTEST[Script.HANGUL]:
            return None
        for form in (other, korean.stem(other)):
            if form in self._frequencies:
                return form
        return None

    def _find_nearest(self, text: str, script: Script) -> tuple[str, ...]:
        letters = korean.letters(text)
        if len(text) < SHORTEST[script] or len(letters) < ONE_SLIP:
            return ()
        slips = 1 + (len(letters) >= TWO_SLIPS) + (len(letters) >= THREE_SLIPS)
        near: list[tuple[float, bool, int, str]] = []
        for length in range(len(letters) - slips, len(letters) + slips + 1):
            if length in self._letters:
                spelt, words = self._letters[length]
                found = process.extract(letters, spelt, scorer=OSA.distance, score_cutoff=slips, limit=10)
                near += [self._rank(letters, other, distance, words[place]) for other, distance, place in found]
        near.sort()
        return tuple(word for distance, _first, _held, word in near[:MOST_LIKELY] if distance == near[0][0])

    def _rank(self, letters: str, other: str, slips: float, word: str) -> tuple[float, bool, int, str]:
        """Fewest slips, the same first letter, then what most texts hold."""
        return slips, other[0] != letters[0], -self._frequencies[word], word

"""What a word that the archive does not know was probably meant to be."""

from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .analysis import Script, Word, keyboard, korean

SHORTEST = {Script.HANGUL: 2, Script.LATIN: 4}
# Letters of a word for which one, two or three slips are forgiven.
ONE_SLIP, TWO_SLIPS, THREE_SLIPS = 4, 8, 14

# Corrections of one vocabulary that are kept: a reader who types or turns a page asks for the same again.
KEPT = 4096


class Vocabulary:
    """The words of the archive with the number of texts that hold them."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = dict(frequencies)
        self._words = list(frequencies)
        self._letters = [korean.letters(word) for word in self._words]
        self._nearest = lru_cache(maxsize=KEPT)(self._find_nearest)

    def holds(self, word: Word) -> bool:
        return word.text in self._frequencies or korean.stem(word.text) in self._frequencies

    def correct(self, word: Word) -> str | None:
        """The word of this vocabulary that was probably meant; None where nothing is near."""
        return self._nearest(word.text, word.script) if word.script in SHORTEST else None

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

    def _find_nearest(self, text: str, script: Script) -> str | None:
        letters = korean.letters(text)
        if len(text) < SHORTEST[script] or len(letters) < ONE_SLIP:
            return None
        slips = 1 + (len(letters) >= TWO_SLIPS) + (len(letters) >= THREE_SLIPS)
        near = process.extract(letters, self._letters, scorer=OSA.distance, score_cutoff=slips, limit=10)
        if not near:
            return None
        _letters, _slips, place = min(near, key=lambda found: self._rank(letters, found))
        return self._words[place]

    def _rank(self, letters: str, found: tuple[str, float, int]) -> tuple[float, bool, int]:
        """Fewest slips, the same first letter, then what most texts hold."""
        near, slips, place = found
        return slips, near[0] != letters[0], -self._frequencies[self._words[place]]

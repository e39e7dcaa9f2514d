"""The letter of an index under which a name stands, in any script."""

import unicodedata
from functools import lru_cache

from seoulsolution.core.passages import LETTERS, foreign_language, script_of

# The consonants with which Korean syllables begin. Tense ones stand under the plain ones.
CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3
SYLLABLES_OF_A_CONSONANT = 588
LATIN, REST = "a-z", "0-9"
# Names whose place is remembered: it depends on nothing but the name.
REMEMBERED = 10_000


@lru_cache(REMEMBERED)
def place_of(name: str, language: str) -> tuple[str, str] | None:
    """(letter, key to sort by) of a name in the index of a language; None for one that is written in another."""
    if not name or foreign_language(name, language):
        return None
    return letter_of(name, language), sort_key(name)


def letter_of(name: str, language: str) -> str:
    """The letter as it stands in addresses: “b”, “ㄱ”, “0-9”; “a-z” for Latin names among those of another script."""
    first = sort_key(name)[:1]
    if FIRST_SYLLABLE <= ord(first or "0") <= LAST_SYLLABLE:
        return CONSONANTS[(ord(first) - FIRST_SYLLABLE) // SYLLABLES_OF_A_CONSONANT]
    if not first.isalpha():
        return REST
    own = LETTERS.get(script_of(language))
    return LATIN if "a" <= first <= "z" and own is not None and not own.match(first) else first


def letter_rank(letter: str) -> tuple[int, str]:
    """Letters of the language first, Latin ones among others next, numbers last."""
    return (LATIN, REST).index(letter) + 1 if letter in (LATIN, REST) else 0, letter


def letter_label(letter: str) -> str:
    return letter.upper().replace("-", "–")


def sort_key(name: str) -> str:
    """The name without accents, capitals and whatever stands before its first letter or digit."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")
    plain = unicodedata.normalize("NFC", plain).casefold()
    start = next((place for place, character in enumerate(plain) if character.isalnum()), len(plain))
    return plain[start:]

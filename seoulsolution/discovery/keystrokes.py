"""Names as the keys that type them, so that what is half typed, or typed on the other layout, finds them all the same.

버스 is q-j-t-m, and so are 버ㅅ and 벗 its beginning; 아리수 is dkfltn, whichever layout was on. Capitals and the keys
of double consonants are not told apart.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from .analysis import fold, keyboard

LONGEST = 48
FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"
SYLLABLES_OF_A_CONSONANT = 588
CONSONANTS = frozenset(keyboard.TO_KEY[letter].lower() for letter in keyboard.INITIALS)


class Start(IntEnum):
    """Where in a name something begins, the best first."""

    NAME = 0
    WORD = 1
    SYLLABLE = 2


@dataclass(frozen=True, slots=True)
class Beginning:
    """The keys from one place in a name on. `korean`: whether Hangul stands there."""

    keys: str
    start: Start
    korean: bool


def keys_of(text: str) -> str:
    """The keys that type `text`, without spaces and signs."""
    return "".join(_keys(character) for character in _plain(text))[:LONGEST]


def is_korean(text: str) -> bool:
    return any(_is_syllable(character) or character in keyboard.TO_KEY for character in text[:LONGEST])


def initials_asked(text: str) -> str:
    """The keys of `text` if it may be initial consonants alone, on either layout; else nothing."""
    keys = keys_of(text)
    whole = any(_is_syllable(character) for character in text)
    return keys if len(keys) > 1 and not whole and CONSONANTS.issuperset(keys) else ""


def beginnings(name: str, *, inside: bool) -> list[Beginning]:
    """From each word on; `inside`: also from each syllable of a Korean word."""
    plain = _plain(name)
    typed = [_keys(character) for character in plain]
    return [
        Beginning("".join(typed[place : place + LONGEST])[:LONGEST], start, _is_syllable(plain[place]))
        for place, start in _starts(plain)
        if inside or start is not Start.SYLLABLE
    ]


def initials(name: str) -> list[Beginning]:
    """From each Korean word on, the keys of the consonants with which its syllables begin."""
    plain = _plain(name)
    found = []
    for place, start in _starts(plain):
        if start is not Start.SYLLABLE and _is_syllable(plain[place]):
            keys = "".join(_initial(character) for character in plain[place:] if _is_syllable(character))
            found.append(Beginning(keys[:LONGEST], start, True))
    return found


def _plain(text: str) -> str:
    """Folded, without accents; every sign a space."""
    if not text.isascii():
        bare = (c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
        text = unicodedata.normalize("NFC", "".join(bare))
    return "".join(character if character.isalnum() else " " for character in fold(text))


def _starts(plain: str) -> Iterator[tuple[int, Start]]:
    first = True
    before = " "
    for place, character in enumerate(plain):
        if character != " ":
            if first:
                yield place, Start.NAME
            elif before == " " or _is_syllable(before) != _is_syllable(character):
                yield place, Start.WORD
            elif _is_syllable(character):
                yield place, Start.SYLLABLE
            first = False
        before = character


def _keys(character: str) -> str:
    if character == " ":
        return ""
    letters = keyboard.parts(character)
    return character if letters is None else "".join(keyboard.TO_KEY[letter] for letter in letters).lower()


def _initial(syllable: str) -> str:
    letter = keyboard.INITIALS[(ord(syllable) - ord(FIRST_SYLLABLE)) // SYLLABLES_OF_A_CONSONANT]
    return keyboard.TO_KEY[letter].lower()


def _is_syllable(character: str) -> bool:
    return FIRST_SYLLABLE <= character <= LAST_SYLLABLE

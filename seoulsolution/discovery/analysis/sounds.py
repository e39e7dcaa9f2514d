"""How a word sounds, roughly: its consonants in classes, the same for Hangul and for Latin letters.

토피스 and TOPIS, 마케도니아 and Macedonia, Cheonggyecheon and Chonggyechon get a key in common. Vowels are left out,
for transcriptions differ in them most; where Latin spelling leaves two readings, a word has a key for each.
"""

import re
from functools import lru_cache

SHORTEST_KEY = 3
MOST_KEYS = 8

# Initial consonants in the order of Unicode: ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ.
INITIALS = ("k", "k", "n", "t", "t", "l", "m", "p", "p", "s", "s", "", "c", "c", "c", "k", "t", "p", "h")
# Final consonants, the first of them none; of a pair the one that is heard.
FINALS = ("", *"kkknnntllllllllmppttn", *"ttktpt")
SILENT_INITIAL = 11
HANGUL_BASE, FINALS_COUNT, SYLLABLES_AN_INITIAL = 0xAC00, 28, 588

LETTER_GROUPS = [
    ("tch", "C"),
    ("sch", "s"),
    ("ph", "p"),
    ("sh", "s"),
    ("ck", "k"),
    ("wh", "w"),
    ("qu", "k"),
    ("dg", "C"),
]
VOWELS = frozenset("aeiouyw")
FRONT_VOWELS = frozenset("eiy")
PLAIN = {"b": "p", "p": "p", "v": "p", "d": "t", "t": "t", "k": "k", "q": "k", "C": "c", "z": "c", "s": "s", "l": "l"}
PLAIN |= {"m": "m", "n": "n"}


def _squeezed(key: str) -> str:
    return re.sub(r"(.)\1+", r"\1", key)


@lru_cache(maxsize=50_000)
def hangul_key(word: str) -> str:
    """The key of a word in complete Hangul syllables; empty where it holds anything else."""
    key = ""
    for place, syllable in enumerate(word):
        code = ord(syllable) - HANGUL_BASE
        if not 0 <= code < len(INITIALS) * SYLLABLES_AN_INITIAL:
            return ""
        initial = code // SYLLABLES_AN_INITIAL
        key += "a" if initial == SILENT_INITIAL and place == 0 else INITIALS[initial]
        key += FINALS[code % FINALS_COUNT]
    return _squeezed(key)


@lru_cache(maxsize=50_000)
def latin_keys(word: str) -> tuple[str, ...]:
    """The keys of a folded Latin word, at most MOST_KEYS."""
    letters = re.sub(r"[^a-z]", "", word.removesuffix("'s").removesuffix("’s"))
    for group, one in LETTER_GROUPS:
        letters = letters.replace(group, one)
    keys = ["a" if letters[:1] in VOWELS else ""]
    at = 0
    while at < len(letters):
        readings, taken = _readings(letters, at)
        keys = list(dict.fromkeys(key + reading for key in keys for reading in readings))[:MOST_KEYS]
        at += taken
    return tuple(dict.fromkeys(_squeezed(key) for key in keys if key))


def _readings(letters: str, at: int) -> tuple[tuple[str, ...], int]:
    """The sounds that the letter at `at` may stand for, and how many letters they take."""
    letter, following = letters[at], letters[at + 1 : at + 2]
    pair = letter + following
    if pair == "ch":
        return ("c", "k"), 2
    if pair == "th":
        return ("s", "t"), 2
    if pair == "ng":
        return (("n",) if at + 2 >= len(letters) else ("n", "nk")), 2
    if letters.startswith("tion", at):
        return ("s",), 1
    if letter in PLAIN:
        return (PLAIN[letter],), 1
    return _ambiguous(letter, following, at == 0), 1


def _ambiguous(letter: str, following: str, first: bool) -> tuple[str, ...]:
    soft = following in FRONT_VOWELS
    match letter:
        case "c":
            return ("s", "k") if soft else ("k",)
        case "g":
            return ("k", "c") if soft else ("k",)
        case "f":
            return ("p", "h") if first else ("p",)
        case "x":
            return ("c",) if first else ("ks",)
        case "j":
            return ("c", "h") if first else ("c",)
        case "r":
            return ("l",) if following in VOWELS else ("", "l")
        case "h":
            return ("h",) if first else ("", "h")
        case _:
            return ("",)

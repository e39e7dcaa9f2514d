"""Korean in Latin letters by the Revised Romanisation (Ministry of Culture, notice 2000-8), as addresses need it.

Sounds that change where two syllables meet are written as they are spoken: 종로 is Jongno, 신라 Silla. As in names, a
stop before ㅎ keeps its own letter (묵호, Mukho). What only a dictionary knows, as the ㄴ that is put into 학여울, is
not written. Packages that were tried (anyascii, korean-romanizer 0.28) write dali or Jongro.
"""

import re

from anyascii import anyascii

FIRST_SYLLABLE = 0xAC00
VOWELS, FINALS = 21, 28
SYLLABLES = re.compile("[\uac00-\ud7a3]+")

INITIAL = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
VOWEL = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo"),
    *("u", "wo", "we", "wi", "yu", "eu", "ui", "i"),
)
# What stays of a final before a consonant or at the end, and what goes over to a vowel that follows.
FINAL = (
    *("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l"),
    *("m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"),
)
CARRIED = (
    *(("", ""), ("", "g"), ("", "kk"), ("k", "s"), ("", "n"), ("n", "j"), ("", "n"), ("", "d"), ("", "r"), ("l", "g")),
    *(("l", "m"), ("l", "b"), ("l", "s"), ("l", "t"), ("l", "p"), ("", "r"), ("", "m"), ("", "b"), ("p", "s")),
    *(("", "s"), ("", "ss"), ("ng", ""), ("", "j"), ("", "ch"), ("", "k"), ("", "t"), ("", "p"), ("", "")),
)
# ㄷ, ㅌ and ㄾ before 이 are spoken as ㅈ and ㅊ.
BEFORE_I = {7: ("", "j"), 25: ("", "ch"), 13: ("l", "ch")}
WITH_H = {6: "n", 15: "l", 27: ""}
ASPIRATED = {"g": "k", "d": "t", "j": "ch"}
NASAL = {"k": "ng", "t": "n", "p": "m"}

Syllable = tuple[int, int, int]


def romanised(text: str) -> str:
    """`text` in Latin letters, whatever it is written in; Korean by its rules, the rest sign by sign."""
    return anyascii(SYLLABLES.sub(lambda word: _word(word[0]), text))


def _word(word: str) -> str:
    syllables = [_parts(ord(sign) - FIRST_SYLLABLE) for sign in word]
    written = INITIAL[syllables[0][0]]
    for (_initial, vowel, final), following in zip(syllables, [*syllables[1:], None], strict=True):
        end, start = _meeting(final, following) if following else (FINAL[final], "")
        written += VOWEL[vowel] + end + start
    return written


def _parts(number: int) -> Syllable:
    return number // (VOWELS * FINALS), number // FINALS % VOWELS, number % FINALS


def _meeting(final: int, following: Syllable) -> tuple[str, str]:
    """How a final and the initial of the syllable after it are written."""
    start, vowel = INITIAL[following[0]], VOWEL[following[1]]
    if not start:
        return BEFORE_I.get(final, CARRIED[final]) if vowel == "i" else CARRIED[final]
    if final in WITH_H:
        if start in ASPIRATED:
            return WITH_H[final], ASPIRATED[start]
        if start == "s":
            return WITH_H[final], start
    if start == "h" and vowel == "i" and final in BEFORE_I:
        return BEFORE_I[final][0], "ch"
    end = FINAL[final]
    if start in ("n", "m") and end in NASAL:
        return NASAL[end], start
    if start == "r" and end:
        return ("l", "l") if end in ("n", "l") else (NASAL.get(end, end), "n")
    if start == "n" and end == "l":
        return "l", "l"
    return end, start

"""Words of a text, each with the place where it stands."""

import re
import unicodedata
from enum import Enum
from functools import lru_cache
from typing import NamedTuple


class Script(Enum):
    HANGUL = "hangul"
    LATIN = "latin"
    NUMBER = "number"
    OTHER = "other"


# Full-width and other compatibility characters are letters too, so a span is cut first and folded after.
SPAN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[.,]\d+)*(?:['’][a-zA-Z]+)?")
PART = re.compile(
    r"(?P<hangul>[가-힣ㄱ-ㅎㅏ-ㅣ]+)|(?P<latin>\d*[a-zà-öø-ÿ][a-z0-9à-öø-ÿ'’]*)|(?P<number>\d+(?:[.,]\d+)*)|(?P<other>.)"
)
ACCENTED = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")
SINGLE_LETTERS = re.compile(r"[ㄱ-ㅎㅏ-ㅣ]")
LONGEST_WORD = 64
# Spans whose words are kept: an archive says much in the same few thousand of them.
COMMON_SPANS = 4096


class Word(NamedTuple):
    """A run of one script; `start` and `end` are its place in the text that was given."""

    text: str
    script: Script
    start: int
    end: int


def fold(text: str) -> str:
    """One form of what readers take for the same: width, case, composed and decomposed letters, accents of Latin ones.

    Single Korean letters stay as they are typed.
    """
    composed = unicodedata.normalize("NFC", text)
    if SINGLE_LETTERS.search(composed):
        folded = "".join(c if SINGLE_LETTERS.match(c) else unicodedata.normalize("NFKC", c) for c in composed)
        return _bare(folded.casefold())
    return _bare(unicodedata.normalize("NFKC", composed).casefold())


def _bare(folded: str) -> str:
    """Bogotá as Bogota is typed on most keyboards."""
    return ACCENTED.sub(lambda letter: unicodedata.normalize("NFD", letter.group())[0], folded)


def words(text: str) -> list[Word]:
    """The words of `text`, folded. A span of several scripts (120다산콜, BRT는) gives a word for each."""
    found: list[Word] = []
    for span in SPAN.finditer(text):
        at = span.start()
        found += [Word(part, script, at + start, at + end) for part, script, start, end in _parts(span.group())]
    return found


@lru_cache(COMMON_SPANS)
def _parts(span: str) -> list[Word]:
    """The words of a span, with their places in it."""
    folded = fold(span)
    if "." in folded and folded[0].isalpha() and len(folded.replace(".", "")) * 2 == len(folded):
        folded = folded.replace(".", "")  # u.n. is un
    exact = len(folded) == len(span)
    parts = []
    for part in PART.finditer(folded):
        text = part.group()[:LONGEST_WORD]
        first, last = (part.start(), part.end()) if exact else (0, len(span))
        parts.append(Word(text, Script(part.lastgroup), first, last))
    return _joined_others(parts)


def _joined_others(parts: list[Word]) -> list[Word]:
    """Neighbouring letters of a script that we do not know belong to one word."""
    joined: list[Word] = []
    for part in parts:
        previous = joined[-1] if joined else None
        if previous and part.script is previous.script is Script.OTHER and len(previous.text) < LONGEST_WORD:
            joined[-1] = Word(previous.text + part.text, Script.OTHER, previous.start, part.end)
        else:
            joined.append(part)
    return joined

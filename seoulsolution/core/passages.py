"""In which language a passage is written, judged by its script.

A translation that lacks a passage carries the source's text in its place (wagtail-localize fills it in).
Readers, search and screen readers have to be told; the script tells it for any pair of languages that do
not share one.
"""

import re
from collections.abc import Iterable

# Letters of the script that a language is written in. A third language adds its own line.
SCRIPTS = {
    "ko": re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]"),
    "en": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "mn": re.compile(r"[\u0400-\u04ff]"),
}
# Of a language that has no line above: nothing is written in it.
NO_LETTERS = re.compile(r"(?!)")
# Latin names, acronyms and units stand in Korean text as they are; only a run of words is a passage.
LATIN_WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]+")
LATIN_PASSAGE = 4


def foreign_language(text: str, language: str) -> str | None:
    """Code of the language that `text` is in when it is not `language`, else None."""
    if text.isascii() and language == "en":
        return None
    own = SCRIPTS.get(language, NO_LETTERS)
    for code, script in SCRIPTS.items():
        if code == language or not script.search(text):
            continue
        if code == "en":
            if not own.search(text) and len(LATIN_WORDS.findall(text)) >= LATIN_PASSAGE:
                return code
        elif len(script.findall(text)) > len(own.findall(text)):
            return code
    return None


def count_foreign(texts: Iterable[str], language: str) -> tuple[int, int]:
    """(passages in another language, passages in all), empty ones not counted."""
    passages = [text for text in texts if text.strip()]
    return sum(foreign_language(text, language) is not None for text in passages), len(passages)

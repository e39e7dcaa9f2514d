"""In which language a passage is written, judged by its script.

A translation that lacks a passage carries the source's text in its place (wagtail-localize fills it in).
Readers, search and screen readers have to be told; the script tells it for any pair of languages that do
not share one.
"""

import re
from collections.abc import Iterable
from functools import cache

from babel.core import get_global

# Letters of each script, by its name in ISO 15924. Which script a language is written in, Unicode's data say.
LETTERS = {
    "Kore": re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]"),
    "Latn": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "Cyrl": re.compile(r"[\u0400-\u052f]"),
    "Arab": re.compile(r"[\u0600-\u06ff\u0750-\u077f]"),
    "Jpan": re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]"),
    "Hans": re.compile(r"[\u4e00-\u9fff]"),
    "Hant": re.compile(r"[\u4e00-\u9fff]"),
    "Deva": re.compile(r"[\u0900-\u097f]"),
    "Thai": re.compile(r"[\u0e00-\u0e7f]"),
    "Sinh": re.compile(r"[\u0d80-\u0dff]"),
    "Taml": re.compile(r"[\u0b80-\u0bff]"),
    "Khmr": re.compile(r"[\u1780-\u17ff]"),
    "Laoo": re.compile(r"[\u0e80-\u0eff]"),
    "Ethi": re.compile(r"[\u1200-\u139f]"),
}
LATIN = "Latn"
# Of a script that has no line above: nothing is written in it.
NO_LETTERS = re.compile(r"(?!)")
# In which language a passage is that is not in the page's: those of an archive that is written in Korean.
NAMED = {"Kore": "ko", LATIN: "en", "Cyrl": "mn"}
# Latin names, acronyms and units stand in Korean text as they are; only a run of words is a passage.
LATIN_WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]+")
LATIN_PASSAGE = 4


@cache
def script_of(language: str) -> str:
    """The script that a language is mostly written in, empty where Unicode's data do not know the language."""
    likely = get_global("likely_subtags").get(language.replace("-", "_").split("_")[0], "")
    return next((part for part in likely.split("_") if len(part) == 4), "")


def foreign_language(text: str, language: str) -> str | None:
    """Code of the language that `text` is in when it is not `language`, else None."""
    if text.isascii() and language == "en":
        return None
    own_script = script_of(language)
    own = LETTERS.get(own_script, NO_LETTERS)
    for name, code in NAMED.items():
        script = LETTERS[name]
        if name == own_script or not script.search(text):
            continue
        if name == LATIN:
            if not own.search(text) and len(LATIN_WORDS.findall(text)) >= LATIN_PASSAGE:
                return code
        elif len(script.findall(text)) > len(own.findall(text)):
            return code
    return None


def is_without_own_letters(text: str, language: str) -> bool:
    """Whether nothing of a text is in the script of a language; False for a script that is not known here."""
    letters = LETTERS.get(script_of(language))
    return letters is not None and not letters.search(text)


def count_foreign(texts: Iterable[str], language: str) -> tuple[int, int]:
    """(passages in another language, passages in all), empty ones not counted."""
    passages = [text for text in texts if text.strip()]
    return sum(foreign_language(text, language) is not None for text in passages), len(passages)

"""HTML written in Python, for the few components that stand on a page dozens of times.

A template would cost ten times as much there, and most of a page. Everything else is a template.
"""

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from string import Formatter

from django.conf import settings
from django.utils.safestring import SafeString

from .passages import LETTERS, foreign_language, script_of

_HANGUL = LETTERS["Kore"].pattern
KOREAN_WORDS = re.compile(rf"{_HANGUL}(?:[\w\s·,-]*{_HANGUL})?")
_DOT = re.compile(rf"{_HANGUL}·")
ICONS = settings.BASE_DIR / "templates" / "components" / "icons"


def escaped(value: object) -> str:
    """`value` as HTML says it: markup (SafeString) as it is, everything else escaped."""
    if isinstance(value, SafeString):
        return value
    return str(value) if type(value) is int else escape(str(value))


def joined(items: Iterable[object], between: str = "") -> SafeString:
    """`items` one after the other as `escaped` says each."""
    return SafeString(between.join(map(escaped, items)))


def said(text: object, language: str) -> SafeString:
    """`text` for a reader of `language`, in a span with its own `lang` when it is in another language; so are words in
    Korean letters within a text of another script.
    """
    words = str(text or "")
    other = foreign_language(words, language)
    if other:
        return SafeString(f'<span lang="{other}">{_unbroken(escape(words))}</span>')
    if words.isascii():
        return SafeString(escape(words))
    if script_of(language) == "Kore":
        return SafeString(_unbroken(escape(words)))
    return SafeString(KOREAN_WORDS.sub(r'<span lang="ko">\g<0></span>', escape(words)))


def _unbroken(html: str) -> str:
    """No line begins with a middle dot: where Korean words are kept whole, browsers would break before it."""
    return _DOT.sub(r'<span class="unbroken">\g<0></span>', html) if "·" in html else html


class Piece:
    """HTML with places: `Piece('<p class="{kind}">{text}</p>')(kind="lead", text="a < b")`.

    A place stands for text or for the whole value of a quoted attribute; what is put in is `escaped`. Line breaks and
    indentation of the pattern are left out, so that a space that counts is written within a line.
    """

    __slots__ = ("_parts", "_places")

    def __init__(self, pattern: str) -> None:
        self._parts: list[str] = []
        self._places: list[tuple[int, str]] = []
        for literal, name, options, conversion in Formatter().parse(re.sub(r"\s*\n\s*", "", pattern)):
            if options or conversion or name == "":
                raise ValueError(f"a place is a name and nothing else: {pattern}")
            self._parts.append(literal)
            if name is not None:
                self._places.append((len(self._parts), name))
                self._parts.append("")

    def __call__(self, **values: object) -> SafeString:
        parts = self._parts.copy()
        for index, name in self._places:
            parts[index] = escaped(values[name])
        return SafeString("".join(parts))


@cache
def icon(name: str) -> SafeString:
    """A line drawing of templates/components/icons, without meaning for screen readers; a book for a wrong name."""
    path = ICONS / f"{name if name.replace('-', '').isalnum() else 'book'}.svg"
    return SafeString(path.read_text(encoding="utf-8").strip())

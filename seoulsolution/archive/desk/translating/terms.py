"""The glossary beside the passages: which terms stand in an original, and whether the translation uses them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from seoulsolution.core.glossary import GlossaryEntry, glossary_entries

# Languages whose words carry endings right after them: a term is found inside a longer word.
JOINED = {"ko", "ja"}


@dataclass(frozen=True, slots=True)
class TermHint:
    """A term of the original, what it is called in the other language, and whether the translation says so."""

    word: str
    names: tuple[str, ...]
    note: str
    is_used: bool


@dataclass
class TermBook:
    """The glossary for one pair of languages, read once for a whole page."""

    source: str
    target: str
    entries: dict[str, GlossaryEntry] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None

    @classmethod
    def read(cls, source: str, target: str) -> "TermBook":
        book = cls(source, target)
        for entry in glossary_entries():
            if entry.names.get(target):
                # The number of a call centre is its name, and stands in many a sentence that is not about it.
                for name in filter(_has_letters, entry.names.get(source, ())):
                    book.entries.setdefault(_plain(name), entry)
        if book.entries:
            # The longest first: “bus rapid transit” is not “bus”.
            words = "|".join(re.escape(name) for name in sorted(book.entries, key=len, reverse=True))
            book.pattern = re.compile(words if source in JOINED else rf"\b(?:{words})\b")
        return book

    def hints(self, original: str, translation: str) -> list[TermHint]:
        """Each term of `original` once, in the order in which it stands there."""
        said = _plain(translation)
        return [
            TermHint(
                word=word,
                names=entry.names[self.target],
                note=entry.notes.get(self.target, ""),
                is_used=any(_plain(name) in said for name in entry.names[self.target]),
            )
            for word, entry in self._found(original)
        ]

    def _found(self, text: str) -> Iterator[tuple[str, GlossaryEntry]]:
        seen: set[str] = set()
        for match in self.pattern.finditer(_plain(text)) if self.pattern else ():
            entry = self.entries[match[0]]
            if entry.id not in seen:
                seen.add(entry.id)
                yield entry.names[self.source][0], entry


def _has_letters(name: str) -> bool:
    return any(sign.isalpha() for sign in name)


def _plain(text: str) -> str:
    return " ".join(text.replace("-", " ").replace("‑", " ").casefold().split())

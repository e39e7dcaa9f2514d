"""What else a word is called: by the archive's glossary, and by a general word list for other languages."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .analysis import Script, Word, english, korean, words
from .spelling import Vocabulary

WORD_LIST = Path(__file__).parent / "word_list.csv"
LONGEST_PHRASE = 6


@dataclass(frozen=True, slots=True)
class Name:
    """One way to say something. `curated`: it stands in the glossary, not only in the general list; `meant`: it is what
    a mistyped word was probably meant to be.
    """

    text: str
    language: str
    curated: bool
    place: int = 0  # among the names of its entry, the preferred one first
    meant: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of words, or a part of one Korean word, and what else it is called.

    `first` and `last` number words (last exclusive); `share` is the part of their letters that was recognised.
    """

    first: int
    last: int
    names: tuple[Name, ...]
    share: float = 1.0


def phrase_key(text: str) -> str:
    """The same for every spacing of Korean and every form of English words: 버스 전용 차로, 버스전용차로."""
    return key_of(words(text))


def key_of(run: Sequence[Word]) -> str:
    parts = [word.text if word.script is Script.HANGUL else f" {_stem(word)} " for word in run]
    return " ".join("".join(parts).split())


def _stem(word: Word) -> str:
    return english.stem(word.text) if word.script is Script.LATIN else word.text


class Lexicon:
    """Names by the key of each of them."""

    def __init__(self, entries: Iterable[Sequence[Name]]) -> None:
        self._names: dict[str, list[Name]] = defaultdict(list)
        frequencies: dict[str, Counter[str]] = defaultdict(Counter)
        for entry in entries:
            for name in entry:
                key = phrase_key(name.text)
                if key:
                    self._names[key] += [other for other in entry if other is not name]
                frequencies[name.language].update(word.text for word in words(name.text))
        self.vocabularies = {language: Vocabulary(counts) for language, counts in frequencies.items()}

    def names(self, key: str) -> tuple[Name, ...]:
        return tuple(dict.fromkeys(self._names.get(key, ())))

    def names_of(self, text: str) -> tuple[Name, ...]:
        return self.names(phrase_key(text))

    def find(self, run: Sequence[Word]) -> list[Found]:
        """What is known of `run`: first the longest phrases, then the parts of each word."""
        found = self._phrases(run)
        covered = {number for phrase in found for number in range(phrase.first, phrase.last)}
        for number, word in enumerate(run):
            found += self._in_word(number, word, parts=number not in covered)
        return found

    def _phrases(self, run: Sequence[Word]) -> list[Found]:
        found, first = [], 0
        while first < len(run):
            for last in range(min(len(run), first + LONGEST_PHRASE), first, -1):
                names = self._of_stretch(run[first:last])
                if names and last - first > 1:
                    found.append(Found(first, last, names))
                    first = last - 1
                    break
            first += 1
        return found

    def _of_stretch(self, stretch: Sequence[Word]) -> tuple[Name, ...]:
        names = self.names(key_of(stretch))
        end = stretch[-1]
        if not names and end.script is Script.HANGUL:
            bare = Word(korean.stem(end.text), end.script, end.start, end.end)
            names = self.names(key_of([*stretch[:-1], bare]))
        return names

    def _in_word(self, number: int, word: Word, *, parts: bool) -> list[Found]:
        """The word itself, else the known parts of a Korean one from left to right, longest first."""
        whole = self._of_stretch([word])
        if whole or word.script is not Script.HANGUL:
            return [Found(number, number + 1, whole)] if whole else []
        if len(word.text) == korean.SHORTEST_STEM:
            names = self.names(word.text[0])
            return [Found(number, number + 1, names)] if names and word.text[1] in korean.JOINED else []
        return self._parts(number, korean.stem(word.text)) if parts else []

    def _parts(self, number: int, text: str) -> list[Found]:
        parts, at = [], 0
        while at <= len(text) - korean.SHORTEST_STEM:
            for end in range(len(text), at + 1, -1):
                names = self.names(text[at:end])
                if names and end - at < len(text):
                    parts.append(Found(number, number + 1, names, (end - at) / len(text)))
                    at = end - 1
                    break
            at += 1
        return parts


def general_names() -> list[list[Name]]:
    """The general word list: a row a meaning, a column a language, names separated by semicolons."""
    with WORD_LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        [
            Name(text.strip(), language, False, place)
            for language, cell in row.items()
            for place, text in enumerate((cell or "").split(";"))
            if text.strip()
        ]
        for row in rows
    ]

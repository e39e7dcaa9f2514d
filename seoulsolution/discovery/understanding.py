"""What search made of a query: the words that it took for others, and under which other names it looked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .analysis import Script
from .concepts import Concept, Question, language_of, typed_words
from .corrections import corrections, retyped
from .engines.interface import Snapshot
from .lexicon import Lexicon, Name, phrase_key
from .spelling import Vocabulary

MOST_NAMES = 3
MOST_NAMES_OF_A_WORD = 2
# A whole sentence is not explained word by word.
MOST_EXPLAINED = 4


class Uncorrected:
    """An index or a lexicon as if it knew no words, so that none of a query is corrected."""

    vocabularies: Mapping[str, Vocabulary] = {}

    def __init__(self, whole: Any) -> None:
        self._whole = whole

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


@dataclass(slots=True)
class Understood:
    """`corrected`: the query as it was probably meant, empty where it needs no correction. `also`: other names that
    were looked for. `words`: the words of the query by each name that stands for them.
    """

    corrected: str = ""
    also: list[Name] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)

    def note(self, through: Iterable[str]) -> list[tuple[str, str]]:
        """(typed, name) for the first name of each word that the page does not explain already."""
        found: dict[str, str] = {}
        for name in through:
            if name in self.words:
                found.setdefault(self.words[name], name)
        explained = {self.words.get(name.text) for name in self.also}
        return [(typed, name) for typed, name in found.items() if typed not in explained]


def understand(
    typed: str,
    questions: Sequence[Question],
    snapshot: Snapshot,
    *,
    lexicon: Lexicon,
    scripts: dict[str, Script],
    language: str,
    exact: bool,
) -> Understood:
    """`language`: the reader's. `exact`: the query was not corrected, although it could be."""
    corrected = correct(typed, snapshot, lexicon=lexicon, scripts=scripts, language=language)
    meant = typed if exact else corrected or typed
    run = typed_words(meant)
    words: dict[str, str] = {}
    for found in lexicon.find(run) if len(run) <= MOST_EXPLAINED else ():
        for name in found.names:
            if not _shows(name, typed, meant):
                words.setdefault(name.text, meant[run[found.first].start : run[found.last - 1].end])
    written = language_of(run, scripts, language)
    names = [name for name in _names(questions, language, written) if not _shows(name, typed, meant)]
    return Understood(corrected, list({name.text.casefold(): name for name in names}.values())[:MOST_NAMES], words)


def correct(typed: str, snapshot: Snapshot, *, lexicon: Lexicon, scripts: dict[str, Script], language: str) -> str:
    """The query with the words that search takes for others; empty where there are none."""
    run = typed_words(typed)
    keyed = retyped(run, snapshot, lexicon)
    meant = corrections(keyed, language_of(keyed, scripts, language), snapshot, lexicon)
    corrected, at = "", 0
    for number, (before, after) in enumerate(zip(run, keyed, strict=True)):
        better = meant.get(number, after.text if after.text != before.text else "")
        if better and before.start >= at:
            corrected += typed[at : before.start] + better
            at = before.end
    return corrected + typed[at:] if corrected else ""


def _shows(name: Name, *texts: str) -> bool:
    """Whether one of the texts says the name already."""
    key = phrase_key(name.text)
    if _is_spaced(key):
        return any(f" {key} " in f" {phrase_key(text)} " for text in texts)
    return any(key in phrase_key(text) for text in texts)


def _is_spaced(key: str) -> bool:
    """Korean is written with and without spaces between its words."""
    return not any("가" <= letter <= "힣" for letter in key)


def _names(questions: Iterable[Question], language: str, written: str) -> Iterator[Name]:
    """The best names for each word, the rarest word first: those of the reader's language, then what the glossary
    says in the others, if the reader typed in the own language.
    """
    for question in sorted(questions, key=lambda one: one.language != language):
        if question.language != language and written != language:
            continue
        for concept in sorted(question.concepts, key=lambda one: -one.mass):
            names = [name for name in _of(concept) if not name.meant]
            if question.language == language:
                yield from names[:MOST_NAMES_OF_A_WORD]
            else:
                yield from [name for name in names if name.curated][:1]


def _of(concept: Concept) -> list[Name]:
    """The names for a concept as a whole; where there are none, those for its parts."""
    own = {ways[0].name: None for ways in concept.others if ways and ways[0].name}
    return [name for name in own if name] or [name for part in concept.inside for name in _of(part)]

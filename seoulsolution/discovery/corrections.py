"""What a reader meant who typed on the other keyboard layout, or slipped: by the words that the archive knows."""

from collections.abc import Mapping, Sequence

from .analysis import Script, Word, word_terms, words
from .concepts import Field, Reading, Weights
from .engines.interface import Snapshot
from .lexicon import Lexicon
from .spelling import Vocabulary


def retyped(run: Sequence[Word], snapshot: Snapshot, lexicon: Lexicon) -> list[Word]:
    """Words that make sense only on another keyboard layout, as they were meant."""
    known = [*snapshot.vocabularies.values(), *lexicon.vocabularies.values()]

    def meant(word: Word) -> Word:
        if any(vocabulary.holds(word) for vocabulary in known):
            return word
        other = next(filter(None, (vocabulary.on_other_layout(word) for vocabulary in known)), None)
        return words(other)[0]._replace(start=word.start, end=word.end) if other else word

    return [meant(word) for word in run]


def corrections(run: Sequence[Word], language: str, snapshot: Snapshot, lexicon: Lexicon) -> dict[int, str]:
    """By their numbers, what was meant by words that neither a text nor the lexicon holds."""
    known = [some[language] for some in (snapshot.vocabularies, lexicon.vocabularies) if language in some]
    found: dict[int, str] = {}
    for number, word in enumerate(run):
        if _is_held(word, language, snapshot, known):
            continue
        likely = next(filter(None, (vocabulary.corrections(word) for vocabulary in known)), ())
        if likely:
            found[number] = _fitting(likely, number, run, language, snapshot, lexicon)
    return found


def _is_held(word: Word, language: str, snapshot: Snapshot, known: Sequence[Vocabulary]) -> bool:
    if all(snapshot.frequency(language, Field.WORDS, term) for term in word_terms(word)):
        return True
    return any(vocabulary.holds(word) for vocabulary in known)


def _fitting(
    likely: Sequence[str], number: int, run: Sequence[Word], language: str, snapshot: Snapshot, lexicon: Lexicon
) -> str:
    """The one of several likely words that a text holds together with the other words: flod prevention is no food."""
    if len(likely) == 1 or len(run) == 1:
        return likely[0]

    def held_together(other: str) -> float:
        whole = [*run[:number], *words(other), *run[number + 1 :]]
        reading = Reading(whole, language, statistics=snapshot, lexicon=lexicon, weights=Weights())
        return float(max(snapshot.match(reading.question(language), 1).scores, default=0.0))

    return max(likely, key=held_together)


def as_meant(typed: str, run: Sequence[Word], meant: Mapping[int, str]) -> str:
    """The query with its corrections, and with spaces where a word of it was cut."""
    for number in reversed(range(len(run))):
        word, space = run[number], " " if number and _touch(run[number - 1], run[number]) else ""
        if number in meant or space:
            typed = typed[: word.start] + space + meant.get(number, typed[word.start : word.end]) + typed[word.end :]
    return typed


def _touch(before: Word, after: Word) -> bool:
    return before.end == after.start and before.script is after.script is Script.HANGUL

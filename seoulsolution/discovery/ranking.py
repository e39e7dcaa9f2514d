"""Which documents answer a query best: by their words in every language, and by their meaning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy
from numpy.typing import NDArray

from .analysis import Script, Word, word_terms, words
from .concepts import Field, Question, Reading, Weights, language_of, typed_words
from .engines.interface import Hits, Numbers, Scores, Snapshot
from .lexicon import Lexicon
from .meaning import Encoder


@dataclass(frozen=True, slots=True)
class Fusion:
    """Score = closeness of meaning + weight × (share of the query's words, up to `most`) ** power."""

    weight: float = 1.0
    power: float = 1.2
    most: float = 1.0
    candidates: int = 100
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Documents, best first. `words`: the share of the query's words that each holds, 0 to 1."""

    numbers: Numbers
    scores: Scores
    words: Scores
    closeness: Scores
    questions: list[Question]
    language: str

    def relevant(self, enough_words: float, near_enough: float) -> "NDArray[numpy.bool_]":
        """Which of them answer the query, and are not only the least bad."""
        return (self.words >= enough_words) | (self.closeness >= near_enough)


def rank(
    typed: str,
    snapshot: Snapshot,
    *,
    lexicon: Lexicon,
    scripts: dict[str, Script],
    language: str,
    model: Encoder | None = None,
    fusion: Fusion = Fusion(),
) -> Ranked:
    """Rank the candidates of words and of meaning together. `language`: the reader's, where the query does not tell."""
    run = _retyped(typed_words(typed), snapshot, lexicon)
    language = language_of(run, scripts, language)
    meant = _meant(run, language, snapshot, lexicon)
    reading = Reading(run, language, statistics=snapshot, lexicon=lexicon, weights=fusion.weights, meant=meant)
    questions = [reading.question(code) for code in snapshot.languages] if run else []
    by_words = _together([snapshot.match(question, fusion.candidates) for question in questions])
    if model is None or not run:
        by_words = _weighed(by_words, snapshot)
        nothing = numpy.zeros_like(by_words.scores)
        return Ranked(by_words.numbers, by_words.scores, by_words.scores, nothing, questions, language)
    vector = model.encode([_as_meant(typed, run, meant)])[0]
    near = snapshot.nearest(vector, fusion.candidates)
    numbers = numpy.union1d(by_words.numbers, near.numbers)
    shares = numpy.zeros(len(numbers), dtype=numpy.float32)
    shares[numpy.searchsorted(numbers, by_words.numbers)] = numpy.minimum(by_words.scores, fusion.most)
    closeness = snapshot.closeness(vector, numbers)
    scores = (closeness + fusion.weight * shares**fusion.power) * snapshot.weights(numbers)
    order = numpy.argsort(-scores, kind="stable")
    return Ranked(numbers[order], scores[order], shares[order], closeness[order], questions, language)


def _retyped(run: list[Word], snapshot: Snapshot, lexicon: Lexicon) -> list[Word]:
    """Words that make sense only on another keyboard layout, as they were meant."""
    known = [*snapshot.vocabularies.values(), *lexicon.vocabularies.values()]

    def meant(word: Word) -> Word:
        if any(vocabulary.holds(word) for vocabulary in known):
            return word
        other = next(filter(None, (vocabulary.on_other_layout(word) for vocabulary in known)), None)
        return replace(words(other)[0], start=word.start, end=word.end) if other else word

    return [meant(word) for word in run]


def _meant(run: Sequence[Word], language: str, snapshot: Snapshot, lexicon: Lexicon) -> dict[int, str]:
    """Corrections of words that neither a document nor the lexicon holds, by their numbers."""
    known = [some[language] for some in (snapshot.vocabularies, lexicon.vocabularies) if language in some]
    found = {}
    for number, word in enumerate(run):
        if all(snapshot.frequency(language, Field.WORDS, term) for term in word_terms(word)):
            continue
        if any(vocabulary.holds(word) for vocabulary in known):
            continue
        better = next(filter(None, (vocabulary.correct(word) for vocabulary in known)), None)
        if better:
            found[number] = better
    return found


def _as_meant(typed: str, run: Sequence[Word], meant: Mapping[int, str]) -> str:
    for number in sorted(meant, reverse=True):
        typed = typed[: run[number].start] + meant[number] + typed[run[number].end :]
    return typed


def _weighed(hits: Hits, snapshot: Snapshot) -> Hits:
    scores = hits.scores * snapshot.weights(hits.numbers)
    order = numpy.argsort(-scores, kind="stable")
    return Hits(hits.numbers[order], scores[order])


def _together(hits: list[Hits]) -> Hits:
    if not hits:
        return Hits(numpy.empty(0, numpy.int64), numpy.empty(0, numpy.float32))
    numbers = numpy.concatenate([some.numbers for some in hits])
    scores = numpy.concatenate([some.scores for some in hits])
    order = numpy.argsort(-scores, kind="stable")
    return Hits(numbers[order], scores[order])

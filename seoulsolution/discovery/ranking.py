"""Which documents answer a query best: by their words in every language, and by their meaning."""

from dataclasses import dataclass, field

import numpy
from numpy.typing import NDArray

from .analysis import Script
from .concepts import Field, Question, Reading, Weights, language_of, typed_words
from .corrections import as_meant, corrections, retyped
from .engines.interface import Hits, Numbers, Scores, Snapshot
from .lexicon import Lexicon
from .meaning import Encoder
from .spacing import apart


@dataclass(frozen=True, slots=True)
class Fusion:
    """Score = closeness of meaning + weight × (share of the query's words, up to `most`) ** power.

    `candidates`: so many texts of each language by their words; the best `compared` of all are compared by meaning too,
    and so are the `nearest` in meaning.
    """

    weight: float = 1.0
    power: float = 1.2
    most: float = 1.0
    candidates: int = 100
    compared: int = 200
    nearest: int = 100
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Documents, best first, the versions of one thing together: `scores` are of all of them.

    `words`: the share of the query's words that each holds, 0 to 1; less in a long text that holds them once. `named`:
    whether title and tags hold all of them.
    """

    numbers: Numbers
    scores: Scores
    words: Scores
    closeness: Scores
    named: "NDArray[numpy.bool_]"
    questions: list[Question]
    language: str

    def relevant(self, enough_words: float, near_enough: float) -> "NDArray[numpy.bool_]":
        """Which of them answer the query, and are not only the least bad."""
        return (self.words >= enough_words) | (self.closeness >= near_enough) | self.named


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
    run = apart(retyped(typed_words(typed), snapshot, lexicon), snapshot, lexicon)
    language = language_of(run, scripts, language)
    meant = corrections(run, language, snapshot, lexicon)
    reading = Reading(run, language, statistics=snapshot, lexicon=lexicon, weights=fusion.weights, meant=meant)
    questions = [reading.question(code) for code in snapshot.languages] if run else []
    by_words = _together([snapshot.match(question, fusion.candidates) for question in questions])
    vector = model.encode([as_meant(typed, run, meant)])[0] if model and run else None
    numbers, near = _candidates(by_words, vector, snapshot, fusion)
    words = numpy.zeros(len(numbers), dtype=numpy.float32)
    words[numpy.searchsorted(numbers, by_words.numbers)] = numpy.minimum(by_words.scores, fusion.most)
    closeness = numpy.zeros(len(numbers), dtype=numpy.float32)
    if vector is not None:
        closeness[numpy.searchsorted(numbers, near)] = snapshot.closeness(vector, near)
    named = numpy.isin(numbers, [number for question in questions for number in snapshot.holding(question, Field.HEAD)])
    entries = snapshot.entries(numbers)
    score = _of_both(closeness, entries) + fusion.weight * _of_both(words, entries) ** fusion.power
    scores = score * snapshot.weights(numbers)
    # Of the versions of one thing that which answers better by itself comes first.
    order = numpy.lexsort((-(closeness + words), -scores))
    return Ranked(numbers[order], scores[order], words[order], closeness[order], named[order], questions, language)


def _candidates(by_words: Hits, vector: Scores | None, snapshot: Snapshot, fusion: Fusion) -> tuple[Numbers, Numbers]:
    """The texts to rank, and those of them that are compared by meaning too: all versions of what is compared."""
    best = by_words.numbers[: fusion.compared]
    if vector is not None:
        best = numpy.concatenate([best, snapshot.nearest(vector, fusion.nearest).numbers])
    entries = set(snapshot.entries(best).tolist())
    versions = [snapshot.versions(code) for code in snapshot.languages]
    near = numpy.array(sorted({held[one] for one in entries for held in versions if one in held}), dtype=numpy.int64)
    return numpy.union1d(by_words.numbers, near), near


def _of_both(values: Scores, entries: Numbers) -> Scores:
    """For each text the mean of the best version's value and of all versions' mean: what one language says well counts,
    and more so if the other says it too.
    """
    _distinct, place = numpy.unique(entries, return_inverse=True)
    best = numpy.zeros(place.max(initial=-1) + 1, dtype=numpy.float32)
    numpy.maximum.at(best, place, values)
    mean = numpy.bincount(place, values) / numpy.bincount(place)
    both: Scores = ((best + mean) / 2)[place].astype(numpy.float32)
    return both


def _together(hits: list[Hits]) -> Hits:
    if not hits:
        return Hits(numpy.empty(0, numpy.int64), numpy.empty(0, numpy.float32))
    numbers = numpy.concatenate([some.numbers for some in hits])
    scores = numpy.concatenate([some.scores for some in hits])
    order = numpy.argsort(-scores, kind="stable")
    return Hits(numbers[order], scores[order])

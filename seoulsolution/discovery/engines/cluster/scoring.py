"""How well documents answer a question: BM25 (Robertson and Zaragoza, 2009) over the inverted lists.

The same sums as in the embedded engine: a concept gives the best of its ways, the terms of a way add up.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray

from ...concepts import Concept, Field, Question, Way
from ..interface import Scores
from .lists import TermList, token

K1, B = 1.2, 0.75

# All documents of the parts in one row each; a list has the rows as its places.
Rows = NDArray[numpy.int64]


@dataclass(frozen=True, slots=True)
class Statistics:
    """`size`: the number of documents. `norms`: by field, what the length of each document adds to a count."""

    size: int
    norms: dict[Field, Scores]

    def rarity(self, held: int) -> float:
        held = min(held, self.size)
        return math.log(1 + (self.size - held + 0.5) / (held + 0.5))


def norms(lengths: NDArray[Any], live: "NDArray[numpy.bool_]") -> Scores:
    """k1 (1 - b + b length / mean length) for each document; the mean is that of those that are there."""
    mean = float(lengths[live].mean()) if live.any() else 0.0
    return (K1 * (1 - B + B * lengths / (mean or 1.0))).astype(numpy.float32)


def tokens_of(question: Question) -> dict[tuple[Field, str], int]:
    """The number of every term that is asked for."""
    return {
        (way.field, term): token(question.language, way.field, term)
        for concept in question.concepts
        for way in concept.ways
        for term in way.terms
    }


class Scorer:
    """Scores every document by a question. `lists`: by the numbers of terms, those that are held."""

    def __init__(
        self, question: Question, tokens: dict[tuple[Field, str], int], lists: dict[int, TermList], known: Statistics
    ) -> None:
        self.question, self.tokens, self.lists, self.known = question, tokens, lists, known
        self.rows = len(known.norms[Field.WORDS])

    def scores(self) -> Scores:
        """0 for a document that holds nothing of it."""
        total = numpy.zeros(self.rows, dtype=numpy.float32)
        several = len(self.question.concepts) > 1
        for concept in self.question.concepts:
            held = self._concept(concept)
            if held is not None:
                total += numpy.minimum(held, self.question.most * concept.mass) if several else held
        return total

    def _concept(self, concept: Concept) -> Scores | None:
        inside = _sum(map(self._concept, concept.inside))
        ways = [self._ways(concept.own), inside, *map(self._ways, concept.others)]
        some = [scores for scores in ways if scores is not None]
        return numpy.maximum.reduce(some) if some else None

    def _ways(self, ways: Sequence[Way]) -> Scores | None:
        return _sum(self._way(way) for way in ways)

    def _way(self, way: Way) -> Scores | None:
        lists = [self.lists.get(self.tokens[way.field, term]) for term in way.terms]
        held = [one for one in lists if one is not None]
        if not held or (way.together and len(held) < len(lists)):
            return None
        rarities = [self.known.rarity(len(one.places)) for one in held]
        scores = numpy.zeros(self.rows, dtype=numpy.float32)
        if way.together and len(held) > 1:
            rows, counts = together(held)
            scores[rows] = self._saturated(way.field, rows, counts) * (sum(rarities) * way.weight)
            return scores
        for one, rarity in zip(held, rarities, strict=True):
            scores[one.places] += self._saturated(way.field, one.places, one.counts) * (rarity * way.weight)
        return scores

    def _saturated(self, field: Field, rows: NDArray[numpy.integer], counts: NDArray[numpy.integer]) -> Scores:
        return (counts * (1 + K1) / (counts + self.known.norms[field][rows])).astype(numpy.float32)


def together(lists: Sequence[TermList]) -> tuple[Rows, Rows]:
    """The rows that hold the terms one after the other, and how often."""
    starts = lists[0].spread
    for distance, one in enumerate(lists[1:], start=1):
        starts = starts[numpy.isin(starts + distance, one.spread, assume_unique=True)]
    rows, counts = numpy.unique(starts >> 32, return_counts=True)
    return rows, counts


def _sum(found: Iterable[Scores | None]) -> Scores | None:
    some = [scores for scores in found if scores is not None]
    return numpy.add.reduce(some) if some else None

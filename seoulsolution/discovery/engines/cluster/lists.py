"""Inverted lists: which documents of a part hold a term, how often, and where.

Documents go by their place in the part. Positions are kept for the fields in which phrases are looked for.
"""

import base64
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from ...concepts import Field
from ..fields import number_of

Places = NDArray[numpy.uint32]
PHRASED = (Field.WORDS, Field.HEAD)
# A text and a position in it in one number.
SPREAD = numpy.int64(1) << 32


def token(language: str, field: Field, term: str) -> int:
    """The number of a term: one list for each language and field."""
    return number_of(f"{language}\N{UNIT SEPARATOR}{field.value}\N{UNIT SEPARATOR}{term}")


@dataclass(frozen=True, slots=True)
class TermList:
    """`places`: ascending. `counts`: how often each holds the term. `positions`: of all of them, one after the other;
    empty for a field without phrases.
    """

    places: Places
    counts: Places
    positions: Places

    def __len__(self) -> int:
        return len(self.places)

    @property
    def size(self) -> int:
        return self.places.nbytes + self.counts.nbytes + self.positions.nbytes

    @property
    def spread(self) -> NDArray[numpy.int64]:
        """Place and position of every occurrence in one number, ascending."""
        return numpy.repeat(self.places.astype(numpy.int64), self.counts) * SPREAD + self.positions

    def encode(self) -> str:
        """The distances between places, so that it can be compressed; the number of places in front."""
        head = numpy.array([len(self.places)], dtype=numpy.uint32)
        steps = numpy.diff(self.places, prepend=numpy.uint32(0))
        whole = numpy.concatenate([head, steps, self.counts, self.positions]).astype("<u4")
        return base64.b64encode(zlib.compress(whole.tobytes(), 1)).decode()

    @classmethod
    def decode(cls, text: str) -> "TermList":
        whole = numpy.frombuffer(zlib.decompress(base64.b64decode(text)), dtype="<u4")
        held = int(whole[0])
        places = numpy.cumsum(whole[1 : held + 1], dtype=numpy.uint32)
        return cls(places, whole[held + 1 : 2 * held + 1], whole[2 * held + 1 :])

    def kept(self, new_places: NDArray[numpy.int64]) -> "TermList":
        """With each place replaced by its new one; those whose new place is below 0 are gone."""
        moved = new_places[self.places]
        stays = moved >= 0
        positions = self.positions[numpy.repeat(stays, self.counts)] if len(self.positions) else self.positions
        return TermList(moved[stays].astype(numpy.uint32), self.counts[stays], positions)

    def moved(self, first: int) -> "TermList":
        """With all places that much further on."""
        return TermList(self.places + numpy.uint32(first), self.counts, self.positions) if first else self


def joined(lists: Sequence[TermList]) -> TermList:
    """One list of several whose places follow each other."""
    if len(lists) == 1:
        return lists[0]
    return TermList(
        numpy.concatenate([one.places for one in lists]),
        numpy.concatenate([one.counts for one in lists]),
        numpy.concatenate([one.positions for one in lists]),
    )


class Collector:
    """Gathers the lists of a part, document by document."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, Field, str], int] = {}
        self._places: dict[int, array[int]] = {}
        self._counts: dict[int, array[int]] = {}
        self._positions: dict[int, array[int]] = {}

    def add(self, place: int, language: str, field: Field, terms: Sequence[str]) -> None:
        found: dict[int, list[int]] = {}
        for position, term in enumerate(terms):
            key = (language, field, term)
            number = self._numbers.get(key)
            if number is None:
                number = self._numbers[key] = token(*key)
            found.setdefault(number, []).append(position)
        for number, positions in found.items():
            if number not in self._places:
                self._places[number], self._counts[number] = array("I"), array("I")
                self._positions[number] = array("I")
            self._places[number].append(place)
            self._counts[number].append(len(positions))
            if field in PHRASED:
                self._positions[number].extend(positions)

    def lists(self) -> dict[int, TermList]:
        """By the numbers of the terms, ascending."""
        return {
            number: TermList(*(_numbers(some[number]) for some in (self._places, self._counts, self._positions)))
            for number in sorted(self._places)
        }


def _numbers(some: "array[int]") -> Places:
    return numpy.array(some, dtype=numpy.uint32)

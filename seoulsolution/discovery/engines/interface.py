"""What search asks of an engine. Ranking across languages and by meaning is the same above every engine."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy
from numpy.typing import NDArray

from ..concepts import Field, Question
from ..spelling import Vocabulary

Vectors = NDArray[numpy.float16]
Numbers = NDArray[numpy.int64]
Scores = NDArray[numpy.float32]

DIMENSIONS = 512

# Chosen values by the name of the facet: documents that have one of the values of each.
Filters = Mapping[str, Sequence[str]]


class Unavailable(Exception):
    """The index can be neither read nor written now; it is said why. Asking again later may help."""


class Missing(Unavailable):
    """There is no index yet, or none that this code can read."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language, as it is put into the index.

    `key` is its own, `entry` is shared by the versions of the same thing in other languages. `title`, `text` and `tags`
    are searched, title and tags count more; `shown` is given back as it is (values that JSON can hold). `vectors`: the
    whole text first, then its sentences, each of unit length; None where there is no model.
    """

    key: str
    entry: str
    language: str
    title: str
    text: str
    tags: str = ""
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    year: int = 0
    weight: float = 1.0
    shown: Mapping[str, Any] = field(default_factory=dict)
    vectors: Vectors | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """Documents by their numbers in this state of the index, the best first, and how well they match."""

    numbers: Numbers
    scores: Scores


class Snapshot(Protocol):
    """One state of the index. It answers the same until it is thrown away, whatever is written meanwhile."""

    @property
    def languages(self) -> Sequence[str]: ...

    @property
    def numbers(self) -> Numbers:
        """Of all documents, ascending."""
        ...

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """By language, the words that documents hold."""
        ...

    @property
    def size(self) -> int: ...

    def frequency(self, language: str, field: Field, term: str) -> int: ...

    def rarity(self, language: str, field: Field, term: str) -> float: ...

    def match(self, question: Question, limit: int) -> Hits:
        """The `limit` documents of the question's language that match best."""
        ...

    def holding(self, question: Question, field: Field) -> Numbers:
        """The documents of the question's language of which a field, words or head, holds everything that was typed."""
        ...

    def nearest(self, vector: Scores, limit: int) -> Hits:
        """The `limit` documents of every language whose whole text is nearest in meaning."""
        ...

    def closeness(self, vector: Scores, numbers: Numbers) -> Scores:
        """How near documents are in meaning: half their whole text, half their nearest sentence."""
        ...

    def chosen(self, filters: Filters) -> Numbers:
        """The numbers of all documents with these facets, ascending."""
        ...

    def counts(self, numbers: Numbers) -> dict[str, dict[str, int]]:
        """How many of the documents have each value of each facet."""
        ...

    def weights(self, numbers: Numbers) -> Scores:
        """What documents are worth beside others that answer as well."""
        ...

    def entries(self, numbers: Numbers) -> Numbers:
        """For each document a number that its versions in other languages share."""
        ...

    def versions(self, language: str) -> Mapping[int, int]:
        """The numbers of the documents in a language, by the numbers that `entries` gives."""
        ...

    def shown(self, numbers: Iterable[int]) -> list[dict[str, Any]]:
        """What each document gives back: its `shown` with key, entry and language."""
        ...


class Engine(Protocol):
    def snapshot(self) -> Snapshot:
        """The newest state that is complete."""
        ...

    def write(self, documents: Iterable[Document], gone: Iterable[str] = ()) -> None:
        """Put documents in the place of those with the same keys, and remove the entries `gone`: all or nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Index:
    """An index by its name. `about`: what made it."""

    name: str
    about: Mapping[str, Any]


class Store(Protocol):
    """Where an engine keeps its indexes: one is in use, another may be built beside it."""

    def current(self) -> Index | None:
        """The index in use; None where there is none. Raises Unavailable."""
        ...

    def engine(self, name: str) -> Engine:
        """That of an index; the same one whenever it is asked for."""
        ...

    def make(self) -> str:
        """The name of a new and empty index."""
        ...

    def use(self, index: Index) -> None:
        """Put an index in the place of the one in use, in one step."""
        ...

    def sweep(self) -> None:
        """Throw away the indexes that nobody reads any more."""
        ...

    def lock(self, name: str, wait: float) -> AbstractContextManager[bool]:
        """Whether a right that only one process has at a time, on any machine, was had within `wait` seconds."""
        ...

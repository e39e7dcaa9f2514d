"""One state of the index on the cluster, as a process sees it: columns in memory, everything else when it is needed."""

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, reduce
from typing import Any

import numpy
from numpy.typing import NDArray

from ...concepts import Field, Question
from ...spelling import Vocabulary
from ..interface import Filters, Hits, Numbers, Scores
from ..vectors import products
from .lists import TermList, joined, token
from .parts import FIELDS, MARK, Part, Rows, list_id, unpacked
from .scoring import Scorer, Statistics, norms, together, tokens_of
from .shelf import Kept, Shelf

SMALL_ARCHIVE = 2_000


@dataclass(frozen=True)
class Memory:
    """What a process keeps of what it has read, for all states of one index."""

    lists: Kept[TermList] = field(default_factory=lambda: Kept(32_000_000, lambda one: one.size + 200))
    sentences: Kept[Rows] = field(default_factory=lambda: Kept(48_000_000, lambda rows: rows.nbytes + 200))
    texts: Kept[str] = field(default_factory=lambda: Kept(16_000_000, lambda text: 2 * len(text) + 200))


class ClusterSnapshot:
    def __init__(self, shelf: Shelf, memory: Memory, parts: Sequence[Part], gone: Numbers) -> None:
        """`gone`: the numbers of documents in `parts` that are no longer there."""
        self._shelf, self._memory, self._parts = shelf, memory, parts
        self._starts = numpy.cumsum([0, *map(len, parts)])
        every = self._whole("numbers", numpy.int64)
        self._live = ~numpy.isin(every, gone)
        rows = numpy.flatnonzero(self._live)
        self._rows = rows[numpy.argsort(every[rows])]
        self.numbers: Numbers = every[self._rows]
        self._row_numbers = every
        self.size = len(self.numbers)
        self._entries = self._whole("entries", numpy.int64)
        self._weights = self._whole("weights", numpy.float32)
        self.languages = sorted(self.counts(self.numbers).get("language", {}))
        self._versions: dict[str, dict[int, int]] = {}
        self.frequency = lru_cache(maxsize=50_000)(self._frequency)
        self.rarity = lru_cache(maxsize=50_000)(self._rarity)

    def _whole(self, name: str, kind: Any) -> NDArray[Any]:
        return numpy.concatenate([numpy.empty(0, kind), *(part.columns[name] for part in self._parts)])

    def _rows_of(self, numbers: Numbers) -> NDArray[numpy.int64]:
        return self._rows[numpy.searchsorted(self.numbers, numbers)]

    @cached_property
    def _statistics(self) -> Statistics:
        lengths = numpy.concatenate(
            [numpy.empty((len(FIELDS), 0)), *(part.columns["lengths"] for part in self._parts)], 1
        )
        return Statistics(self.size, {name: norms(lengths[n], self._live) for n, name in enumerate(FIELDS)})

    def _frequency(self, language: str, field: Field, term: str) -> int:
        number = token(language, field, term)
        return sum(self._held(place, number) for place in range(len(self._parts)))

    def _held(self, place: int, number: int) -> int:
        """How many documents of a part hold a term; of a large part those that are gone are counted too."""
        part = self._parts[place]
        if part.lists is None:
            return part.frequency(number)
        one = part.lists.get(number)
        return int(self._live[self._starts[place] + one.places].sum()) if one else 0

    def _rarity(self, language: str, field: Field, term: str) -> float:
        return self._statistics.rarity(self.frequency(language, field, term))

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulary]:
        """By language, the words of its documents; in a large archive those that several documents hold."""
        least = 1 if self.size < SMALL_ARCHIVE else 2
        held: dict[str, dict[str, int]] = {language: {} for language in self.languages}
        for part in self._parts:
            for language, words in part.surfaces.items():
                counts = held.setdefault(language, {})
                for word, count in words.items():
                    counts[word] = counts.get(word, 0) + count
        return {
            language: Vocabulary({word: counts[word] for word in sorted(counts) if counts[word] >= least})
            for language, counts in held.items()
            if language in self.languages
        }

    def match(self, question: Question, limit: int) -> Hits:
        tokens = tokens_of(question)
        scores = Scorer(question, tokens, self._lists(set(tokens.values())), self._statistics).scores()
        rows = numpy.flatnonzero(scores > 0)
        if len(rows) > limit:
            rows = rows[numpy.argpartition(-scores[rows], limit - 1)[:limit]]
        rows = rows[numpy.argsort(-scores[rows], kind="stable")]
        return Hits(self._row_numbers[rows], scores[rows] / numpy.float32(question.ideal))

    def holding(self, question: Question, field: Field) -> Numbers:
        runs = [[token(question.language, field, term) for term in terms] for terms in question.typed_in(field)]
        lists = self._lists({number for run in runs for number in run})
        if not runs or not all(number in lists for run in runs for number in run):
            return numpy.empty(0, numpy.int64)
        rows = [together([lists[number] for number in run])[0] for run in runs]
        return self._row_numbers[reduce(numpy.intersect1d, rows)]

    def _lists(self, tokens: set[int]) -> dict[int, TermList]:
        """The lists of these terms over all parts, without the documents that are gone."""
        found: dict[int, list[TermList]] = {}
        wanted = {
            (place, number): list_id(part.id, number)
            for place, part in enumerate(self._parts)
            for number in tokens
            if part.lists is None and part.frequency(number)
        }
        read = self._memory.lists.get(wanted.values(), self._read_lists)
        for place, part in enumerate(self._parts):
            start, stop = self._starts[place], self._starts[place + 1]
            live = self._live[start:stop]
            places = None if live.all() else numpy.where(live, numpy.arange(start, stop), -1)
            for number in tokens:
                one = part.lists.get(number) if part.lists is not None else read.get(wanted.get((place, number), ""))
                if one is not None:
                    moved = one.kept(places) if places is not None else one.moved(start)
                    found.setdefault(number, []).append(moved)
        return {number: whole for number, some in found.items() if len(whole := joined(some))}

    def _read_lists(self, names: list[str]) -> dict[str, TermList]:
        return {name: TermList.decode(item["list"]) for name, item in self._shelf.get(names).items()}

    def nearest(self, vector: Scores, limit: int) -> Hits:
        closeness = self._whole_closeness(vector)[self._rows]
        limit = min(limit, len(closeness))
        best = numpy.argpartition(-closeness, limit - 1)[:limit] if limit else numpy.arange(0)
        best = best[numpy.argsort(-closeness[best], kind="stable")]
        return Hits(self.numbers[best], closeness[best])

    def _closeness_of(self, rows: NDArray[numpy.int64], vector: Scores) -> Scores:
        """Of the whole texts in these rows."""
        found = numpy.zeros(len(rows), dtype=numpy.float32)
        for start, part in zip(self._starts, self._parts, strict=False):
            inside = (rows >= start) & (rows < start + len(part))
            if part.vectors is not None:
                found[inside] = products(part.vectors[rows[inside] - start], vector)
        return found

    def _whole_closeness(self, vector: Scores) -> Scores:
        """Of the whole texts of every row; 0 where there are no vectors."""
        found = numpy.zeros(len(self._live), dtype=numpy.float32)
        for start, part in zip(self._starts, self._parts, strict=False):
            if part.vectors is not None:
                found[start : start + len(part)] = products(part.vectors, vector)
        return found

    def closeness(self, vector: Scores, numbers: Numbers) -> Scores:
        whole = self._closeness_of(self._rows_of(numbers), vector)
        best = whole.copy()
        sentences = self._sentences(numbers.tolist())
        some = [place for place, number in enumerate(numbers.tolist()) if len(sentences[number])]
        if some:
            rows = [sentences[int(numbers[place])] for place in some]
            starts = numpy.cumsum([0, *map(len, rows[:-1])])
            best[some] = numpy.maximum.reduceat(products(numpy.concatenate(rows), vector), starts)
        return numpy.asarray((whole + best) / 2, dtype=numpy.float32)

    def _sentences(self, numbers: list[int]) -> dict[int, Rows]:
        """The vectors of the sentences of documents, by number."""
        if all(part.vectors is None for part in self._parts):
            return dict.fromkeys(numbers, unpacked(b""))
        return self._memory.sentences.get(numbers, self._read_sentences)

    def _read_sentences(self, numbers: list[int]) -> dict[int, Rows]:
        items = self._shelf.get([f"m-{number}" for number in numbers])
        return {number: unpacked(base64.b64decode(items[f"m-{number}"]["rows"])) for number in numbers}

    def chosen(self, filters: Filters) -> Numbers:
        kept = self._live.copy()
        for name, values in filters.items():
            some = numpy.zeros(len(kept), dtype=bool)
            for start, part in zip(self._starts, self._parts, strict=False):
                for value in values:
                    some[start + part.by_value.get(f"{name}{MARK}{value}", numpy.empty(0, numpy.int64))] = True
            kept &= some
        return numpy.sort(self._row_numbers[kept])

    def counts(self, numbers: Numbers) -> dict[str, dict[str, int]]:
        wanted = numpy.zeros(len(self._live), dtype=bool)
        wanted[self._rows_of(numbers)] = True
        found: dict[str, dict[str, int]] = {}
        for start, part in zip(self._starts, self._parts, strict=False):
            owners = numpy.repeat(wanted[start : start + len(part)], numpy.diff(part.columns["starts"]))
            held = numpy.bincount(part.columns["facets"][owners], minlength=len(part.values))
            for value, count in zip(part.values, held.tolist(), strict=True):
                if count:
                    name, said = value.split(MARK, 1)
                    counts = found.setdefault(name, {})
                    counts[said] = counts.get(said, 0) + count
        return found

    def entries(self, numbers: Numbers) -> Numbers:
        return self._entries[self._rows_of(numbers)]

    def weights(self, numbers: Numbers) -> Scores:
        return self._weights[self._rows_of(numbers)]

    def versions(self, language: str) -> Mapping[int, int]:
        if language not in self._versions:
            numbers = self.chosen({"language": [language]})
            self._versions[language] = dict(zip(self.entries(numbers).tolist(), numbers.tolist(), strict=True))
        return self._versions[language]

    def shown(self, numbers: Iterable[int]) -> list[dict[str, Any]]:
        wanted = [int(number) for number in numbers]
        texts = self._memory.texts.get(wanted, self._read_texts)
        return [json.loads(texts[number]) for number in wanted]

    def _read_texts(self, numbers: list[int]) -> dict[int, str]:
        items = self._shelf.get([f"t-{number}" for number in numbers])
        return {number: items[f"t-{number}"]["shown"] for number in numbers}

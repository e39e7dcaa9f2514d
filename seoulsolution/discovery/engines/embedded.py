"""The index inside the site's own processes: tantivy for the terms, a file of vectors beside it.

Many processes read, one writes at a time (it holds the lock of tantivy's writer). A commit of tantivy makes a change
visible as a whole. Vectors are appended and on the disk before the commit that points to them, so that a process that
is killed leaves bytes that nobody reads, never a document without its vectors.
"""

import json
import math
import threading
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy
import tantivy
from tantivy import Occur, Query
from threadpoolctl import threadpool_limits

from ..concepts import Concept, Field, Question, Way
from ..spelling import Vocabulary
from .fields import indexed, number_of
from .interface import DIMENSIONS, Document, Filters, Hits, Numbers, Scores
from .vectors import Nearest, VectorReader, appending

WRITER_MEMORY = 64_000_000
MARK = "\N{UNIT SEPARATOR}"
SMALL_ARCHIVE = 2_000
MOST_SURFACES = 200_000
# So many of the documents that match best are weighed concept by concept.
WEIGHED = 60
# Of a document without vectors: one row, whose number is the document's.
NOTHING = numpy.zeros((1, DIMENSIONS), numpy.float16)


# A product of 20,000 vectors takes 1.4 ms in one thread and 12 ms in as many as there are processors.
threadpool_limits(1, user_api="blas")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("entry", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="terms", index_option="position")
    builder.add_text_field("head", tokenizer_name="terms", index_option="position")
    builder.add_text_field("surfaces", tokenizer_name="terms", index_option="basic")
    builder.add_text_field("letters", tokenizer_name="terms", index_option="freq")
    builder.add_text_field("sounds", tokenizer_name="terms", index_option="freq")
    builder.add_text_field("facets", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("entry_number", fast=True)
    builder.add_unsigned_field("number", fast=True, indexed=True)
    builder.add_unsigned_field("rows", fast=True)
    builder.add_integer_field("year", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


class EmbeddedEngine:
    """The index in `folder`, which is made if it is missing."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._index = _opened(folder)
        self._index.config_reader("manual")
        self._index.reload()
        self._snapshot: EmbeddedSnapshot | None = None
        self._state = ""
        self._lock = threading.Lock()

    @property
    def vectors_path(self) -> Path:
        return self.folder / "vectors.int8"

    def snapshot(self) -> "EmbeddedSnapshot":
        state = (self.folder / "meta.json").read_text()
        if self._snapshot is None or state != self._state:
            with self._lock:
                if self._snapshot is None or state != self._state:
                    self._index.reload()
                    self._snapshot = EmbeddedSnapshot(self._index, self.vectors_path)
                    self._state = state
        return self._snapshot

    def write(self, documents: Iterable[Document], gone: Iterable[str] = ()) -> None:
        # A process that was killed while it wrote leaves files that no state names, under the names that come next.
        # They are known to an index that is opened after it.
        writer = _opened(self.folder).writer(WRITER_MEMORY, num_threads=1)
        try:
            writer.garbage_collect_files()
            with appending(self.vectors_path) as vectors:
                for entry in gone:
                    writer.delete_documents_by_term("entry", entry)
                for document in documents:
                    writer.delete_documents_by_term("key", document.key)
                    rows = document.vectors if document.vectors is not None else NOTHING
                    writer.add_document(_prepared(document, vectors.append(rows)))
            writer.commit()
        finally:
            writer.wait_merging_threads()


def _opened(folder: Path) -> tantivy.Index:
    index = tantivy.Index(_schema(), path=str(folder), reuse=True)
    index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _prepared(document: Document, number: int) -> tantivy.Document:
    prepared = tantivy.Document()
    prepared.add_text("key", document.key)
    prepared.add_text("entry", document.entry)
    prepared.add_unsigned("entry_number", number_of(document.entry))
    prepared.add_unsigned("number", number)
    prepared.add_unsigned("rows", 1 if document.vectors is None else len(document.vectors))
    prepared.add_integer("year", document.year)
    prepared.add_float("weight", document.weight)
    found = indexed(document)
    fields = {**{field.value: terms for field, terms in found.fields.items()}, "surfaces": found.surfaces}
    for field, terms in fields.items():
        prepared.add_text(field, " ".join(f"{document.language}{MARK}{term}" for term in terms))
    prepared.add_text("facets", f"language{MARK}{document.language}")
    for name, values in document.facets.items():
        for value in values:
            prepared.add_text("facets", f"{name}{MARK}{value}")
    shown = {**document.shown, "key": document.key, "entry": document.entry, "language": document.language}
    prepared.add_bytes("shown", json.dumps(shown, ensure_ascii=False).encode())
    return prepared


class EmbeddedSnapshot:
    def __init__(self, index: tantivy.Index, vectors_path: Path) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self.size = self._searcher.num_docs
        hits = self._searcher.search(Query.all_query(), limit=max(1, self.size), count=False).hits
        self._addresses = [address for _score, address in hits]
        self.numbers = self._column("number")
        order = numpy.argsort(self.numbers)
        self.numbers = self.numbers[order]
        self._addresses = [self._addresses[place] for place in order]
        self._rows = self._column("rows")
        self._entries = self._column("entry_number")
        weights = self._searcher.fast_field_values("weight", self._addresses)
        self._weights = numpy.array(weights, dtype=numpy.float32)
        self._versions: dict[str, dict[int, int]] = {}
        self._vectors = VectorReader(vectors_path)
        self.languages = sorted(self.counts(self.numbers).get("language", {}))
        self.rarity = lru_cache(maxsize=50_000)(self._rarity)
        self.frequency = lru_cache(maxsize=50_000)(self._frequency)

    def _column(self, name: str, addresses: Sequence[Any] | None = None) -> Numbers:
        values = self._searcher.fast_field_values(name, list(addresses or self._addresses))
        return numpy.array(values, dtype=numpy.int64)

    @cached_property
    def _nearest(self) -> Nearest:
        """Of whole texts, whose rows have the numbers of the documents."""
        return Nearest(self._vectors, self.numbers)

    def _places(self, numbers: Numbers) -> Numbers:
        return numpy.searchsorted(self.numbers, numbers)

    def _frequency(self, language: str, field: Field, term: str) -> int:
        return int(self._searcher.doc_freq(field.value, f"{language}{MARK}{term}"))

    def _rarity(self, language: str, field: Field, term: str) -> float:
        held = self.frequency(language, field, term)
        return math.log(1 + (self.size - held + 0.5) / (held + 0.5))

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulary]:
        """By language, the words of its documents; in a large archive those that several documents hold."""
        least = 1 if self.size < SMALL_ARCHIVE else 2
        found = {}
        for language in self.languages:
            prefix = f"{language}{MARK}"
            terms = self._searcher.terms_with_prefix("surfaces", prefix, limit=MOST_SURFACES)
            found[language] = Vocabulary({term[len(prefix) :]: count for term, count in terms if count >= least})
        return found

    def match(self, question: Question, limit: int) -> Hits:
        each = [(concept.mass, self._concept(question.language, concept)) for concept in question.concepts]
        asked = _sum([query for _mass, query in each])
        if asked is None:
            return Hits(numpy.empty(0, numpy.int64), numpy.empty(0, numpy.float32))
        numbers, scores = self._found(asked, limit)
        first = numbers[:WEIGHED]
        if len(question.concepts) > 1 and len(first):
            weighed = self._weighed([(question.most * mass, query) for mass, query in each if query], first)
            scores = numpy.concatenate([weighed, numpy.minimum(scores[WEIGHED:], weighed.min())])
        order = numpy.argsort(-scores, kind="stable")
        return Hits(numbers[order], scores[order] / numpy.float32(question.ideal))

    def holding(self, question: Question, field: Field) -> Numbers:
        runs = [self._run(question.language, field, terms) for terms in question.typed_in(field)]
        asked = Query.boolean_query([(Occur.Must, run) for run in runs])
        return self._found(asked, max(1, self.size))[0] if runs else numpy.empty(0, numpy.int64)

    def _run(self, language: str, field: Field, terms: Sequence[str]) -> Query:
        marked: list[str | tuple[int, str]] = [f"{language}{MARK}{term}" for term in terms]
        if len(marked) == 1:
            return Query.term_query(self._schema, field.value, marked[0], "basic")
        return Query.phrase_query(self._schema, field.value, marked)

    def _found(self, asked: Query, limit: int) -> tuple[Numbers, Scores]:
        hits = self._searcher.search(asked, limit=limit, count=False).hits
        numbers = self._column("number", [address for _score, address in hits]) if hits else numpy.empty(0, numpy.int64)
        return numbers, numpy.array([score for score, _address in hits], dtype=numpy.float32)

    def _weighed(self, concepts: Sequence[tuple[float, Query]], numbers: Numbers) -> Scores:
        """The same documents with no concept counting for more than it weighs: who holds all comes first.

        `concepts`: the most that each counts, and what asks for it.
        """
        # A query for each number is a third of what a set of terms costs, which is looked up as an automaton.
        each = [Query.term_query(self._schema, "number", number, "basic") for number in numbers.tolist()]
        wanted = Query.const_score_query(Query.boolean_query([(Occur.Should, one) for one in each]), 0.0)
        order = numpy.argsort(numbers)
        total = numpy.zeros(len(numbers), dtype=numpy.float32)
        for most, asked in concepts:
            both = Query.boolean_query([(Occur.Must, wanted), (Occur.Must, asked)])
            held, scores = self._found(both, len(numbers))
            places = order[numpy.searchsorted(numbers, held, sorter=order)]
            total[places] += numpy.minimum(scores, most)
        return total

    def _concept(self, language: str, concept: Concept) -> Query | None:
        own = _sum([self._way(language, way) for way in concept.own])
        inside = _sum([self._concept(language, part) for part in concept.inside])
        others = [_sum([self._way(language, way) for way in ways]) for ways in concept.others]
        ways = [query for query in (own, inside, *others) if query is not None]
        return ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways) if ways else None

    def _way(self, language: str, way: Way) -> Query:
        terms: list[str | tuple[int, str]] = [f"{language}{MARK}{term}" for term in way.terms]
        asked: Query | None
        if way.together:
            asked = Query.phrase_query(self._schema, way.field.value, terms)
        else:
            option = "position" if way.field in (Field.WORDS, Field.HEAD) else "freq"
            asked = _sum([Query.term_query(self._schema, way.field.value, term, option) for term in terms])
        return Query.boost_query(asked or Query.empty_query(), way.weight)

    def nearest(self, vector: Scores, limit: int) -> Hits:
        return Hits(*self._nearest.find(vector, limit))

    def closeness(self, vector: Scores, numbers: Numbers) -> Scores:
        places = self._places(numbers)
        whole = self._vectors.products(numbers, vector)
        rows = self._rows[places]
        counts = numpy.maximum(rows - 1, 0)
        starts = numpy.concatenate([[0], numpy.cumsum(counts)])
        if not starts[-1]:
            return whole
        wanted = numpy.repeat(numbers + 1 - starts[:-1], counts) + numpy.arange(starts[-1])
        sentences = self._vectors.products(wanted, vector)
        best = whole.copy()
        some = counts > 0
        best[some] = numpy.maximum.reduceat(sentences, starts[:-1][some])
        return numpy.asarray((whole + best) / 2, dtype=numpy.float32)

    def chosen(self, filters: Filters) -> Numbers:
        wanted = [
            (Occur.Must, Query.term_set_query(self._schema, "facets", [f"{name}{MARK}{value}" for value in values]))
            for name, values in filters.items()
        ]
        hits = self._searcher.search(Query.boolean_query(wanted), limit=max(1, self.size), count=False).hits
        return (
            numpy.sort(self._column("number", [address for _score, address in hits]))
            if hits
            else numpy.empty(0, numpy.int64)
        )

    def counts(self, numbers: Numbers) -> dict[str, dict[str, int]]:
        asked = Query.all_query()
        if len(numbers) < self.size:
            asked = Query.term_set_query(self._schema, "number", [int(number) for number in numbers])
        terms = {"terms": {"field": "facets", "size": 10_000}}
        buckets = self._searcher.aggregate(asked, {"facets": terms})["facets"]["buckets"]
        found: dict[str, dict[str, int]] = {}
        for bucket in buckets:
            name, value = bucket["key"].split(MARK, 1)
            found.setdefault(name, {})[value] = int(bucket["doc_count"])
        return found

    def entries(self, numbers: Numbers) -> Numbers:
        return self._entries[self._places(numbers)]

    def weights(self, numbers: Numbers) -> Scores:
        return self._weights[self._places(numbers)]

    def versions(self, language: str) -> dict[int, int]:
        """The numbers of the documents in a language by the numbers of their entries."""
        if language not in self._versions:
            numbers = self.chosen({"language": [language]})
            self._versions[language] = dict(zip(self.entries(numbers).tolist(), numbers.tolist(), strict=True))
        return self._versions[language]

    def shown(self, numbers: Iterable[int]) -> list[dict[str, Any]]:
        places = self._places(numpy.array(list(numbers), dtype=numpy.int64))
        documents = [self._searcher.doc(self._addresses[place]) for place in places]
        return [json.loads(bytes(document["shown"][0])) for document in documents]


def _sum(queries: Sequence[Query | None]) -> Query | None:
    some = [query for query in queries if query is not None]
    if len(some) <= 1:
        return some[0] if some else None
    return Query.boolean_query([(Occur.Should, query) for query in some])

"""A part of an index: what one write brought. It never changes; it is merged with others into a new one.

A part has columns, which every process keeps in memory (some 100 bytes a document, and 516 for its vector), and
inverted lists. Those of a small part travel with it, those of a large one are fetched term by term.
"""

import base64
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy
from numpy.typing import NDArray

from ...concepts import Field
from ..fields import indexed, number_of
from ..interface import DIMENSIONS, Document, Numbers, Vectors
from ..vectors import ROW, packed
from .lists import Collector, TermList

MARK = "\N{UNIT SEPARATOR}"
FIELDS = tuple(Field)
# The lists of a part with no more documents than this travel with it.
SMALL_PART = 64
VECTORS_A_ITEM = 2_000
NO_MEANING: Vectors = numpy.zeros((1, DIMENSIONS), dtype=numpy.float16)

Rows = NDArray[Any]
Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Part:
    """Columns by place: `numbers`, `keys` and `entries` of documents, `languages` (places in `codes`), `weights`,
    `lengths` (terms in each field). `facets`: the values of all documents one after the other (places in `values`),
    those of a document from `starts` on. `terms` and `held`: its terms and how many documents hold each.
    """

    id: int
    codes: list[str]
    values: list[str]
    columns: Columns
    surfaces: dict[str, dict[str, int]]
    vectors: Rows | None = None
    lists: dict[int, TermList] | None = None

    def __len__(self) -> int:
        return len(self.columns["numbers"])

    @cached_property
    def by_value(self) -> dict[str, NDArray[numpy.int64]]:
        """The places of the documents with each value of a facet."""
        owners = numpy.repeat(numpy.arange(len(self)), numpy.diff(self.columns["starts"]))
        order = numpy.argsort(self.columns["facets"], kind="stable")
        edges = numpy.searchsorted(self.columns["facets"][order], numpy.arange(len(self.values) + 1))
        return {value: owners[order[edges[n] : edges[n + 1]]] for n, value in enumerate(self.values)}

    def of(self, column: str, wanted: Numbers) -> Numbers:
        """The numbers of the documents that have one of the values in a column."""
        return self.columns["numbers"][numpy.isin(self.columns[column], wanted)]

    def frequency(self, term: int) -> int:
        place = int(numpy.searchsorted(self.columns["terms"], term))
        here = place < len(self.columns["terms"]) and self.columns["terms"][place] == term
        return int(self.columns["held"][place]) if here else 0

    def items(self) -> Iterator[dict[str, Any]]:
        """What is kept of it in the cluster."""
        lists = self.lists or {}
        for term, some in () if self.is_small else lists.items():
            yield {"id": list_id(self.id, term), "part": self.id, "list": some.encode()}
        chunks = range(0, len(self) if self.vectors is not None else 0, VECTORS_A_ITEM)
        for number, first in enumerate(chunks):
            rows = (self.vectors if self.vectors is not None else numpy.empty((0, 0)))[first : first + VECTORS_A_ITEM]
            yield {
                "id": vectors_id(self.id, number),
                "part": self.id,
                "rows": base64.b64encode(rows.tobytes()).decode(),
            }
        small = {f"{term:x}": some.encode() for term, some in lists.items()} if self.is_small else {}
        about = {"codes": self.codes, "values": self.values, "surfaces": self.surfaces, "lists": small}
        yield {
            "id": part_id(self.id),
            "part": self.id,
            "about": _packed(json.dumps(about, ensure_ascii=False).encode()),
            "columns": {name: [some.dtype.str, _packed(some.tobytes())] for name, some in self.columns.items()},
            "vectors": len(chunks),
        }

    @property
    def is_small(self) -> bool:
        return len(self) <= SMALL_PART

    @property
    def resting(self) -> "Part":
        """As it is kept in memory: a large part without its lists."""
        return self if self.is_small else replace(self, lists=None)

    @classmethod
    def read(cls, number: int, item: Mapping[str, Any], rows: Sequence[str]) -> "Part":
        """From what was kept; `rows`: of its items with vectors."""
        about = json.loads(_unpacked(item["about"]))
        columns = {
            name: numpy.frombuffer(_unpacked(text), dtype=numpy.dtype(kind))
            for name, (kind, text) in item["columns"].items()
        }
        columns["lengths"] = columns["lengths"].reshape(len(FIELDS), -1)
        raw = b"".join(base64.b64decode(some) for some in rows)
        vectors = unpacked(raw) if raw else None
        small = len(columns["numbers"]) <= SMALL_PART
        lists = {int(term, 16): TermList.decode(text) for term, text in about["lists"].items()} if small else None
        return cls(number, about["codes"], about["values"], columns, about["surfaces"], vectors, lists)


def part_id(part: int) -> str:
    return f"p-{part}"


def vectors_id(part: int, number: int) -> str:
    return f"v-{part}-{number}"


def list_id(part: int, term: int) -> str:
    return f"l-{part}-{term:x}"


def unpacked(rows: bytes) -> Rows:
    """Vectors as `packed` wrote them."""
    return numpy.frombuffer(rows, dtype=ROW)


def _packed(some: bytes) -> str:
    return base64.b64encode(zlib.compress(some, 1)).decode()


def _unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))


@dataclass
class PartBuilder:
    """Gathers documents for a part; `first`: the number of the first of them, which is also that of the part."""

    first: int
    codes: list[str] = field(default_factory=list)
    values: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[Any]] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    surfaces: dict[str, Counter[str]] = field(default_factory=dict)
    vectors: list[Vectors] = field(default_factory=list)
    replaced: list[int] = field(default_factory=list)
    have_meanings: bool = False
    collector: Collector = field(default_factory=Collector)

    def __len__(self) -> int:
        return len(self.rows.get("numbers", ()))

    @property
    def next(self) -> int:
        """The number after that of the last document."""
        return self.first + len(self)

    def add(self, document: Document) -> int:
        """The number of the document."""
        place = len(self)
        number, key = self.first + place, number_of(document.key)
        found = indexed(document)
        for field_of, terms in found.fields.items():
            self.collector.add(place, document.language, field_of, terms)
        if document.language not in self.codes:
            self.codes.append(document.language)
        if key in self.places:
            self.replaced.append(self.first + self.places[key])
        self.places[key] = place
        self.surfaces.setdefault(document.language, Counter()).update(found.surfaces)
        self.have_meanings |= document.vectors is not None
        self.vectors.append(NO_MEANING if document.vectors is None else document.vectors[:1])
        values = [f"{name}{MARK}{value}" for name, some in document.facets.items() for value in some]
        row = {
            "numbers": number,
            "keys": key,
            "entries": number_of(document.entry),
            "languages": self.codes.index(document.language),
            "weights": document.weight,
            "lengths": [len(found.fields[name]) for name in FIELDS],
            "facets": sorted({self.values.setdefault(v, len(self.values)) for v in (_language(document), *values)}),
        }
        for name, value in row.items():
            self.rows.setdefault(name, []).append(value)
        return number

    def part(self) -> Part:
        lists = self.collector.lists()
        facets = self.rows.get("facets", [])
        columns = {
            "numbers": _column(self.rows, "numbers", numpy.int64),
            "keys": _column(self.rows, "keys", numpy.int64),
            "entries": _column(self.rows, "entries", numpy.int64),
            "languages": _column(self.rows, "languages", numpy.uint8),
            "weights": _column(self.rows, "weights", numpy.float32),
            "lengths": _column(self.rows, "lengths", numpy.uint32).reshape(-1, len(FIELDS)).T.copy(),
            "starts": numpy.cumsum([0, *(len(some) for some in facets)], dtype=numpy.int64),
            "facets": numpy.array([value for some in facets for value in some], dtype=numpy.uint32),
            "terms": numpy.fromiter(lists, dtype=numpy.int64, count=len(lists)),
            "held": numpy.array([len(some.places) for some in lists.values()], dtype=numpy.uint32),
        }
        surfaces = {language: dict(some) for language, some in self.surfaces.items()}
        vectors = unpacked(packed(numpy.concatenate(self.vectors))) if self.have_meanings else None
        return Part(self.first, self.codes, list(self.values), columns, surfaces, vectors, lists)


def _column(rows: Mapping[str, list[Any]], name: str, kind: Any) -> NDArray[Any]:
    return numpy.array(rows.get(name, []), dtype=kind)


def _language(document: Document) -> str:
    return f"language{MARK}{document.language}"

"""Test collections in the plain form of the yardstick: documents, queries, and what the search finds for them."""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from . import glossary, meaning
from .engines.interface import Document, Engine
from .finding import script_of
from .ranking import Fusion, rank

DEPTH = 100


class BadCollection(Exception):
    """A collection that cannot be read; says where and why."""


@dataclass(frozen=True, slots=True)
class Query:
    id: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a run: what was found for a query at which place, and how long the query took, in milliseconds."""

    query: str
    document: str
    rank: int
    score: float
    milliseconds: float

    def __str__(self) -> str:
        return f"{self.query}\t{self.document}\t{self.rank}\t{self.score:.6f}\t{self.milliseconds:.3f}"


def _rows(path: Path, needed: Iterable[str]) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    continue
                row = json.loads(line)
                for name in needed:
                    if not isinstance(row, dict) or not isinstance(row.get(name), str):
                        raise BadCollection(f"{path}, line {number}: “{name}” is not there or is no text.")
                yield row
    except OSError as error:
        raise BadCollection(f"{path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadCollection(f"{path}: this is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise BadCollection(f"{path}, line {number}: this is not JSON ({error.msg}).") from None


def read_documents(folder: Path) -> Iterator[Document]:
    """The documents of `docs.jsonl` with vectors, if there is a model. Raises BadCollection."""
    model = meaning.encoder()
    for row in _rows(folder / "docs.jsonl", ("id", "lang", "text")):
        title = row.get("title") or ""
        vectors = meaning.document_vectors(model, title, row["text"]) if model else None
        yield Document(
            key=f"{row['id']}:{row['lang']}",
            entry=row["id"],
            language=row["lang"],
            title=title,
            text=row["text"],
            vectors=vectors,
        )


def read_queries(folder: Path) -> list[Query]:
    """Those of `queries.jsonl`. Raises BadCollection."""
    rows = _rows(folder / "queries.jsonl", ("id", "lang", "text"))
    return [Query(row["id"], row["lang"], row["text"]) for row in rows]


def run(queries: Iterable[Query], engine: Engine, *, fusion: Fusion | None = None) -> Iterator[Line]:
    """What the search of the site finds, DEPTH deep: the same analysis, names, model and weights."""
    snapshot, model = engine.snapshot(), meaning.encoder()
    names = glossary.lexicon()
    scripts = {code: script_of(code) for code in {*dict(settings.LANGUAGES), *snapshot.languages}}
    entries = dict(
        zip(
            snapshot.numbers.tolist(),
            (str(shown["entry"]) for shown in snapshot.shown(snapshot.numbers.tolist())),
            strict=True,
        )
    )
    for query in queries:
        began = time.perf_counter()
        ranked = rank(
            query.text,
            snapshot,
            lexicon=names,
            scripts=scripts,
            language=query.language,
            model=model,
            fusion=fusion or Fusion(candidates=DEPTH),
        )
        taken = (time.perf_counter() - began) * 1000
        seen: dict[str, float] = {}
        for number, score in zip(ranked.numbers.tolist(), ranked.scores.tolist(), strict=True):
            seen.setdefault(entries[number], score)
        for place, (entry, score) in enumerate(list(seen.items())[:DEPTH], start=1):
            yield Line(query.id, entry, place, score, taken)

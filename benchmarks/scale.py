"""How fast the search finds in an archive of 20,000 and of 200,000 texts, on one processor.

The texts are sentences of the starter content in a new order, half in each language, under titles of their own words
and with coined names, so that words are as frequent as in the real ones and their lists grow with the archive. Vectors:
those of the sentences, and for the whole text their mean, which is what a whole text of many sentences comes near to.
"""

import os
import random
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy
from django.conf import settings

from seoulsolution.core import searchable
from seoulsolution.discovery import glossary, meaning
from seoulsolution.discovery.engines.embedded import EmbeddedEngine
from seoulsolution.discovery.engines.interface import Document, Snapshot, Vectors
from seoulsolution.discovery.finding import script_of
from seoulsolution.discovery.ranking import rank

from .search import Query, queries
from .site import prepare

SEED = 2014
SENTENCES_A_TEXT = 9
# With a slip each, so that the words of both languages are read.
FIRST = (("en", "warm upp"), ("ko", "올뺴미 버스"))
SIZES = {20_000: True, 200_000: False}
SYLLABLES = [
    "가",
    "나",
    "다",
    "라",
    "마",
    "바",
    "사",
    "아",
    "자",
    "한",
    "동",
    "서",
    "남",
    "북",
    "강",
    "산",
    "천",
    "현",
    "진",
    "우",
    "영",
    "수",
    "민",
    "정",
    "은",
    "호",
]
LETTERS = ["ba", "ko", "ri", "ta", "men", "dor", "sel", "van", "tur", "pes", "lin", "gar", "mo", "ney", "fal"]


@dataclass(frozen=True, slots=True)
class Stock:
    """Sentences of one language with a vector each."""

    language: str
    sentences: list[str]
    vectors: Vectors


def stocks() -> list[Stock]:
    found: dict[str, dict[str, None]] = {}
    for source in searchable.sources():
        for text in source.texts():
            for passage in text.passages:
                found.setdefault(text.language, {}).update(dict.fromkeys(meaning.sentences(passage)))
    model = meaning.encoder()
    if model is None:
        raise RuntimeError(
            "There is no sentence encoder to measure with: SEARCH_MODEL is off or the package is missing."
        )
    return [
        Stock(language, list(some), model.encode(list(some)).astype(numpy.float16))
        for language, some in sorted(found.items())
    ]


def generated(stock: Sequence[Stock], size: int, *, vectors: bool) -> Iterator[Document]:
    """`size` texts, the same for the same stock."""
    chance = random.Random(SEED)
    for number in range(size):
        one = stock[number % len(stock)]
        chosen = chance.sample(range(len(one.sentences)), SENTENCES_A_TEXT)
        coined = "".join(chance.choices(SYLLABLES if one.language == "ko" else LETTERS, k=3))
        words = one.sentences[chosen[0]].split()
        rows = one.vectors[chosen]
        whole = rows.astype(numpy.float32).mean(axis=0, keepdims=True)
        whole /= max(float(numpy.linalg.norm(whole)), 1e-6)
        title, passages = " ".join([coined, *words[:5]]), [coined, *(one.sentences[place] for place in chosen)]
        facets = {"decade": [str(1960 + number % 7 * 10)]}
        shown = {"kind": "text", "id": str(number), "title": title, "line": "", "passages": passages, "url": "/"}
        yield Document(
            key=f"text:{number}:{one.language}",
            entry=f"text:{number // len(stock)}",
            language=one.language,
            title=title,
            text="\n".join(passages),
            facets={"kind": ["text"], **facets},
            shown={**shown, "facets": facets, "years": [1960, None]},
            vectors=numpy.concatenate([whole.astype(numpy.float16), rows]) if vectors else None,
        )


def asked(snapshot: Snapshot, *, with_model: bool) -> Callable[[Query], object]:
    scripts = {code: script_of(code) for code, _name in settings.LANGUAGES}
    lexicon, model = glossary.lexicon(), meaning.encoder() if with_model else None
    return lambda query: rank(
        query.text, snapshot, lexicon=lexicon, scripts=scripts, language=query.language, model=model
    )


def first(search: Callable[[Query], object]) -> float:
    """Milliseconds of the first queries of a process or after a change, which read what the others share."""
    return sum(_time(search, Query("", language, text, "", False, {})) for language, text in FIRST)


def times(search: Callable[[Query], object]) -> tuple[float, float]:
    """p50 and p99 in milliseconds over the queries of the project's collection; each is asked for the first time."""
    found = sorted(_time(search, query) for query in queries())
    return found[len(found) // 2], found[int(len(found) * 0.99)]


def _time(search: Callable[[Query], object], query: Query) -> float:
    began = perf_counter()
    search(query)
    return (perf_counter() - began) * 1000


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*")) / 1024**2


def run() -> None:
    prepare()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    stock = stocks()
    print("| texts | search | first ms | p50 ms | p99 ms | s to index | MB on disk | MB of memory |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for size, vectors in SIZES.items():
        folder = Path(tempfile.mkdtemp(prefix="search-scale-"))
        engine = EmbeddedEngine(folder)
        began = perf_counter()
        engine.write(generated(stock, size, vectors=vectors))
        took = perf_counter() - began
        for with_model in (False, True) if vectors else (False,):
            snapshot = engine.snapshot()
            search = asked(snapshot, with_model=with_model)
            before = first(search)
            p50, p99 = times(search)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            name = "words and meaning" if with_model else "words"
            print(
                f"| {size:,} | {name} | {before:.0f} | {p50:.1f} | {p99:.1f} | {took:.0f} | {_megabytes(folder):.0f} "
                f"| {memory:.0f} |"
            )
        shutil.rmtree(folder)

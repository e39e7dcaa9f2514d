"""How well and how fast the search finds, with and without the model, beside Wagtail's own search.

The measure is nDCG@10 (Järvelin and Kekäläinen, 2002) with gains of 2^relevance - 1, and Recall@10, over all that is
indexed: a timeline event or news in the place of the policy that answers counts as a miss. One row looks at policies
alone, as a reader does who chose that kind: only they were judged.
"""

import csv
import json
import math
import resource
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from time import perf_counter

from django.conf import settings
from wagtail.models import Locale
from wagtail.search.backends.database import SearchBackend

from seoulsolution.archive.models import PolicyPage
from seoulsolution.core import searchable
from seoulsolution.discovery import glossary, meaning
from seoulsolution.discovery.engines.cluster import local_nodes
from seoulsolution.discovery.engines.cluster.engine import ClusterEngine
from seoulsolution.discovery.engines.cluster.nodes import Nodes
from seoulsolution.discovery.engines.embedded import EmbeddedEngine
from seoulsolution.discovery.engines.interface import Document, Engine, Snapshot
from seoulsolution.discovery.finding import script_of
from seoulsolution.discovery.indexing import documents
from seoulsolution.discovery.ranking import rank

from .site import prepare

COLLECTION = Path(__file__).parent / "search_collection"
DEPTH = 10
INDEX = "measured"
# The document as it stands, and in the one or the other language only.
POOLS = {"both": ("ko", "en"), "ko": ("ko",), "en": ("en",)}


@dataclass(frozen=True)
class Query:
    id: str
    language: str
    text: str
    kind: str
    held_out: bool
    answers: dict[str, float]


def queries() -> list[Query]:
    answers: dict[str, dict[str, float]] = defaultdict(dict)
    with (COLLECTION / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            answers[row["query_id"]][row["doc_id"]] = float(row["relevance"])
    found = []
    for line in (COLLECTION / "queries.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        held_out = bool(row.get("held_out"))
        found.append(Query(row["id"], row["lang"], row["text"], row["kind"], held_out, answers[row["id"]]))
    return found


def ndcg(found: list[str], answers: dict[str, float]) -> float:
    def gain(relevances: list[float]) -> float:
        return sum((2**relevance - 1) / math.log2(place + 2) for place, relevance in enumerate(relevances[:DEPTH]))

    ideal = gain(sorted(answers.values(), reverse=True))
    return gain([answers.get(name, 0.0) for name in found]) / ideal if ideal else 0.0


def recall(found: list[str], answers: dict[str, float]) -> float:
    return sum(name in answers for name in found[:DEPTH]) / min(len(answers), DEPTH)


@dataclass
class Measured:
    scores: dict[str, list[tuple[float, float]]]
    milliseconds: list[float]

    def row(self, name: str) -> str:
        cells = [
            f"{mean(n for n, _r in self.scores[key]):.3f} / {mean(r for _n, r in self.scores[key]):.3f}"
            for key in ("ko", "en", "held out")
        ]
        times = sorted(self.milliseconds)
        p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
        return f"| {name} | {' | '.join(cells)} | {p50:.1f} | {p99:.1f} |"


def measure(search: Callable[[Query], list[str]]) -> Measured:
    measured = Measured(defaultdict(list), [])
    for query in queries():
        began = perf_counter()
        found = search(query)
        measured.milliseconds.append((perf_counter() - began) * 1000)
        result = ndcg(found, query.answers), recall(found, query.answers)
        for key in (query.language, query.kind, *(["held out"] if query.held_out else [])):
            measured.scores[key].append(result)
    return measured


def _ours(snapshot: Snapshot, *, with_model: bool, judged_alone: bool = False) -> Callable[[Query], list[str]]:
    names = {
        number: str(shown["id"])
        for number, shown in zip(snapshot.numbers.tolist(), snapshot.shown(snapshot.numbers.tolist()), strict=True)
    }
    scripts = {code: script_of(code) for code, _name in settings.LANGUAGES}
    lexicon, model = glossary.lexicon(), meaning.encoder() if with_model else None
    judged = {name for query in queries() for name in query.answers}

    def search(query: Query) -> list[str]:
        ranked = rank(query.text, snapshot, lexicon=lexicon, scripts=scripts, language=query.language, model=model)
        found = (names[number] for number in ranked.numbers.tolist())
        return list(dict.fromkeys(name for name in found if not judged_alone or name in judged))[:DEPTH]

    return search


def _wagtail() -> Callable[[Query], list[str]]:
    """Wagtail's database search over the policies of the query's language. The site has no use for its index."""
    backend = SearchBackend({})
    backend.add_bulk(PolicyPage, list(PolicyPage.objects.all()))

    def search(query: Query) -> list[str]:
        pages = PolicyPage.objects.filter(locale=Locale.objects.get(language_code=query.language))
        return [page.slug for page in backend.search(query.text, pages, operator="or")[:DEPTH]]

    return search


def _indexed(documents_of: list[Document], engine: Engine) -> tuple[Snapshot, float]:
    began = perf_counter()
    engine.write(documents_of)
    return engine.snapshot(), perf_counter() - began


def _on_a_cluster(everything: list[Document]) -> Iterator[str]:
    """The same on a cluster of one node, as another process of the site reads it."""
    with tempfile.TemporaryDirectory() as folder, local_nodes.running(1, Path(folder)) as cluster:
        empty = cluster.nodes[0].memory
        _snapshot, took = _indexed(everything, _made(cluster))
        snapshot = ClusterEngine(Nodes(cluster.addresses, local_nodes.KEY), INDEX).snapshot()
        for with_model in (True, False):
            search = _ours(snapshot, with_model=with_model)
            search(replace(queries()[0], text="warm up"))
            yield measure(search).row(f"both, {'with' if with_model else 'without'} model, on a cluster")
        used = cluster.nodes[0].memory - empty
        yield f"\nOn the cluster: {took:.1f} s to index, {_size(Path(folder)):.1f} MB, {used:.0f} MB of memory more."


def _made(cluster: local_nodes.Cluster) -> ClusterEngine:
    engine = ClusterEngine(Nodes(cluster.addresses, local_nodes.KEY), INDEX)
    engine.make()
    return engine


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*")) / 1024**2


def run() -> None:
    prepare()
    began = perf_counter()
    texts = [text for source in searchable.sources() for text in source.texts()]
    everything = list(documents(texts))
    made = perf_counter() - began
    print("nDCG@10 / Recall@10 by the language of the query.\n")
    print("| documents in | queries in Korean | in English | held out | p50 ms | p99 ms |")
    print("| --- | --- | --- | --- | ---: | ---: |")
    kinds: Measured | None = None
    for name, languages in POOLS.items():
        with tempfile.TemporaryDirectory() as folder:
            chosen = [document for document in everything if document.language in languages]
            snapshot, took = _indexed(chosen, EmbeddedEngine(Path(folder)))
            for with_model in (True, False):
                search = _ours(snapshot, with_model=with_model)
                search(replace(queries()[0], text="warm up"))
                measured = measure(search)
                kinds = kinds or measured
                print(measured.row(f"{name}, {'with' if with_model else 'without'} model"))
            if name == "both":
                alone = _ours(snapshot, with_model=True, judged_alone=True)
                print(measure(alone).row("both, with model, policies alone"))
                size = _size(Path(folder))
                said = f"{len(chosen)} texts: {made:.1f} s to encode, {took:.1f} s to index, {size:.1f} MB"
    print(measure(_wagtail()).row("Wagtail’s own search, same language"))
    for line in _on_a_cluster(everything):
        print(line)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{said}; {memory:.0f} MB of memory at most in this process.\n")
    for line in _by_kind(kinds):
        print(line)


def _by_kind(measured: Measured | None) -> Iterator[str]:
    if measured is None:
        return
    yield "| kind of query | nDCG@10 | Recall@10 |\n| --- | ---: | ---: |"
    for kind in sorted({query.kind for query in queries()}):
        scores = measured.scores[kind]
        yield f"| {kind} | {mean(n for n, _r in scores):.3f} | {mean(r for _n, r in scores):.3f} |"

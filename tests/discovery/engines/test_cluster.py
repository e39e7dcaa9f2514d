"""What only the engine on the cluster has: parts, nodes that die, rights across processes."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from seoulsolution.discovery.concepts import Concept, Field, Question, Way
from seoulsolution.discovery.engines.cluster import engine as engines
from seoulsolution.discovery.engines.cluster.engine import ClusterEngine
from seoulsolution.discovery.engines.cluster.indexes import Indexes
from seoulsolution.discovery.engines.cluster.local_nodes import KEY, Cluster, running, until
from seoulsolution.discovery.engines.cluster.nodes import Nodes
from seoulsolution.discovery.engines.interface import Document, Index, Unavailable

# A node may be so many writes behind the one that took them.
MOST_BEHIND = 3


def document(name: str, text: str = "some text") -> Document:
    return Document(key=f"{name}:en", entry=name, language="en", title=name, text=text, shown={"title": name})


def held(engine: ClusterEngine) -> list[str]:
    snapshot = engine.snapshot()
    return sorted(shown["entry"] for shown in snapshot.shown(snapshot.numbers.tolist()))


@pytest.fixture
def indexes(cluster: Cluster, tmp_path: Path) -> Iterator[Indexes]:
    made = Indexes(Nodes(cluster.addresses, KEY), f"parts-{uuid4().hex}", tmp_path)
    yield made
    made.throw_everything_away()


@pytest.fixture
def name(indexes: Indexes) -> str:
    return indexes.make()


def other_process(cluster: Cluster, name: str) -> ClusterEngine:
    """The index as a process sees it that has read nothing yet."""
    return ClusterEngine(Nodes(cluster.addresses, KEY), name)


def test_another_process_sees_a_change(cluster: Cluster, indexes: Indexes, name: str):
    reader = other_process(cluster, name)
    assert held(reader) == []
    indexes.engine(name).write([document("first")])
    until(lambda: held(reader) == ["first"], within=1)


@pytest.mark.parametrize("small", [2, 1_000])
def test_parts_are_merged_and_nothing_is_lost(
    cluster: Cluster, indexes: Indexes, name: str, monkeypatch: pytest.MonkeyPatch, small: int
):
    monkeypatch.setattr("seoulsolution.discovery.engines.cluster.merging.TIER", 2)
    monkeypatch.setattr("seoulsolution.discovery.engines.cluster.parts.SMALL_PART", small)
    engine = indexes.engine(name)
    for number in range(12):
        engine.write([document(f"n{number}", f"word{number} " * 3), document(f"m{number}")], gone=[f"m{number - 1}"])
    expected = sorted([*(f"n{number}" for number in range(12)), "m11"])
    again = other_process(cluster, name)
    for seen in (engine, again):
        assert held(seen) == expected
        assert len(seen.snapshot()._parts) <= 6
        assert seen.snapshot().frequency("en", Field.WORDS, "word3") == 1
        assert held_by(seen, "word7") == ["n7"]
    counts = again.snapshot().counts(again.snapshot().numbers)
    assert counts == {"language": {"en": 13}}


def held_by(engine: ClusterEngine, typed: str) -> list[str]:
    """The documents that hold a word."""
    snapshot = engine.snapshot()
    way = Way(Field.WORDS, (typed,), 1.0)
    hits = snapshot.match(Question("en", [Concept(1.0, own=[way])], 1.0, 2.0), 100)
    return [shown["entry"] for shown in snapshot.shown(hits.numbers.tolist())]


def test_what_nobody_reads_any_more_is_cleared_away(
    cluster: Cluster, indexes: Indexes, name: str, monkeypatch: pytest.MonkeyPatch
):
    engine = indexes.engine(name)
    engine.write([document("first", "plantedtoken")])
    (number,) = engine.snapshot().numbers.tolist()
    engine.write([], gone=["first"])
    nodes = Nodes(cluster.addresses, KEY)
    assert nodes.read(f"/collections/{name}/documents/t-{number}")
    monkeypatch.setattr(engines, "KEPT_FOR_READERS", -1.0)
    engine.write([document("second")])
    assert nodes.read(f"/collections/{name}/documents/t-{number}") is None
    everything = nodes.read(f"/collections/{name}/documents/search?q=*&per_page=250")
    assert not [hit for hit in everything["hits"] if "plantedtoken" in str(hit)]
    assert held(other_process(cluster, name)) == ["second"]


def test_process_that_is_killed_while_it_writes_leaves_the_index_as_it_was(
    cluster: Cluster, indexes: Indexes, name: str, monkeypatch: pytest.MonkeyPatch
):
    engine = indexes.engine(name)
    engine.write([document("first")])

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    killed = other_process(cluster, name)
    monkeypatch.setattr(killed, "_publish", die)
    with pytest.raises(Killed):
        killed.write([document("first", "changed"), document("second")], gone=["first"])
    assert held(engine) == held(other_process(cluster, name)) == ["first"]
    other_process(cluster, name).write([document("third")])
    until(lambda: held(engine) == ["first", "third"], within=1)


def test_second_writer_without_the_right_changes_nothing(cluster: Cluster, indexes: Indexes, name: str):
    one, other = indexes.engine(name), other_process(cluster, name)

    def meanwhile() -> Iterator[Document]:
        other.write([document("other")])
        yield document("one")

    with pytest.raises(Unavailable, match="meanwhile"):
        one.write(meanwhile())
    assert held(other) == ["other"]


def test_right_to_write_is_had_by_one_at_a_time(cluster: Cluster, indexes: Indexes, tmp_path: Path):
    with indexes.lock("writer", 0.1) as ours:
        assert ours
        got = []

        def ask() -> None:
            with indexes.lock("writer", 0.1) as theirs:
                got.append(theirs)

        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
        with indexes.lock("builder", 0.1) as another:
            assert another
    assert got == [False]


def test_index_before_the_one_in_use_stays_for_its_readers_and_older_ones_go(indexes: Indexes):
    names = []
    for _ in range(3):
        names.append(indexes.make())
        indexes.use(Index(names[-1], {"schema": 1}))
        indexes.sweep()
    assert indexes._names() == names[1:]
    assert indexes.current() == Index(names[-1], {"schema": 1})


def test_leader_dies_while_one_reads_and_another_writes(tmp_path: Path):
    with running(3, tmp_path) as three:
        engine = other_process(three, "failing")
        engine.make()
        engine.write([document("before")])
        acknowledged, seen, stop = ["before"], [], threading.Event()

        def write() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                try:
                    engine.write([document(f"n{number}")])
                except Unavailable:
                    continue
                acknowledged.append(f"n{number}")

        def read() -> None:
            while not stop.is_set():
                known = list(acknowledged)
                began = time.monotonic()
                names = held(other_process(three, "failing"))
                seen.append((began, time.monotonic() - began, set(known[:-MOST_BEHIND]) <= set(names)))

        threads = [threading.Thread(target=work) for work in (write, read)]
        for thread in threads:
            thread.start()
        try:
            until(lambda: len(acknowledged) > 5 and len(seen) > 5, within=20)
            died = time.monotonic()
            three.leader().kill()
            before = len(acknowledged)
            until(lambda: len(acknowledged) > before + 5 or not threads[1].is_alive(), within=60)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        afterwards = [took for began, took, _whole in seen if began > died]
        assert len(afterwards) > 10
        assert max(afterwards) < 2
        assert all(whole for _began, _took, whole in seen)
        until(lambda: set(acknowledged) <= set(held(other_process(three, "failing"))), within=2)
        names = held(other_process(three, "failing"))
        assert len(names) == len(set(names))

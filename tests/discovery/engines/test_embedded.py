from pathlib import Path

from seoulsolution.discovery.engines.embedded import EmbeddedEngine
from seoulsolution.discovery.engines.interface import Document


def test_bytes_of_a_killed_writer_do_no_harm(tmp_path: Path):
    engine = EmbeddedEngine(tmp_path)
    engine.write([Document("a", "a", "en", "First", "text")])
    with engine.vectors_path.open("ab") as vectors:
        vectors.write(b"half a vector")
    engine.write([Document("b", "b", "en", "Second", "text")])
    snapshot = engine.snapshot()
    assert [shown["key"] for shown in snapshot.shown(snapshot.numbers.tolist())] == ["a", "b"]

import json
import shutil
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("is_running", [False, True])
def test_file_of_a_killed_writer_is_not_in_the_way_of_the_next(tmp_path: Path, is_running: bool):
    """A writer that is killed before its commit leaves the list of what it removed, under the name that comes next.
    Nor is it in the way of a process that had the index open before.
    """
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    texts = [Document(name, name, "en", name, "text") for name in "abc"]
    EmbeddedEngine(ours).write(texts)
    running = EmbeddedEngine(ours)
    shutil.copytree(ours, theirs)
    EmbeddedEngine(theirs).write([], gone=["a"])
    (left,) = theirs.glob("*.del")
    shutil.copy(left, ours)
    managed = ours / ".managed.json"
    managed.write_text(json.dumps([*json.loads(managed.read_text()), left.name]))
    engine = running if is_running else EmbeddedEngine(ours)
    engine.write([], gone=["a"])
    snapshot = engine.snapshot()
    assert [shown["key"] for shown in snapshot.shown(snapshot.numbers.tolist())] == ["b", "c"]

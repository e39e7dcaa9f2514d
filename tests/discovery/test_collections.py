import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

DOCUMENTS = [
    {"id": "d1", "lang": "en", "title": "Night bus", "text": "Buses run after midnight along taxi demand."},
    {"id": "d2", "lang": "ko", "title": "쓰레기 종량제", "text": "버린 만큼 봉투 값을 낸다."},
    {"id": "d3", "lang": "en", "title": "Tap water", "text": "Leaks in the pipes are found block by block."},
]
QUERIES = [
    {"id": "q1", "lang": "ko", "text": "심야 버스", "kind": "x"},
    {"id": "q2", "lang": "en", "text": "garbage bags", "kind": "x"},
    {"id": "q3", "lang": "en", "text": "leeks in pipes", "kind": "typo"},
    {"id": "q4", "lang": "en", "text": "((", "kind": "odd"},
]


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    for name, rows in (("docs", DOCUMENTS), ("queries", QUERIES)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize("more", [[], ["--no-model"], ["--engine", "typesense"]])
def test_run_finds_across_languages_and_spellings(collection: Path, more: list[str], monkeypatch):
    from seoulsolution.discovery import meaning

    monkeypatch.setattr(meaning, "_wanted", True)
    out = collection / "run.tsv"
    call_command("search_run", "--collection", str(collection), "--out", str(out), *more)
    meaning.forget()
    rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    first = {query: document for query, document, rank, _score, _ms in rows if rank == "1"}
    assert first["q1"] == "d1"
    assert first["q2"] == "d2"
    assert first["q3"] == "d3"
    assert all(float(milliseconds) > 0 for *_rest, milliseconds in rows)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("docs.jsonl", b"not json", "line 1"),
        ("docs.jsonl", b'{"id": "d1"}\n', "lang"),
        ("docs.jsonl", b"\xff\xfe", "UTF-8"),
        ("queries.jsonl", b"[]\n", "line 1"),
    ],
)
@pytest.mark.django_db
def test_collection_that_cannot_be_read_is_refused_and_nothing_is_written(
    collection: Path, name: str, content: bytes, message: str
):
    (collection / name).write_bytes(content)
    with pytest.raises(CommandError, match=message):
        call_command("search_run", "--collection", str(collection), "--out", str(collection / "run.tsv"))
    assert not (collection / "run.tsv").exists()

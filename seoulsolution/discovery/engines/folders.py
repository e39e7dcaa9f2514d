"""Where the embedded engine keeps its indexes: a folder for each, and a file that names the one in use."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from .embedded import EmbeddedEngine
from .interface import Index

CURRENT = "current"
ABOUT = "about.json"


@cache
def _engine(path: Path) -> EmbeddedEngine:
    return EmbeddedEngine(path)


class Folders:
    """The indexes below `folder`, which is made when it is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Index | None:
        try:
            name = (self.folder / CURRENT).read_text().strip()
            about = json.loads((self.folder / name / ABOUT).read_text())
        except (OSError, ValueError):
            return None
        return Index(name, about)

    def engine(self, name: str) -> EmbeddedEngine:
        return _engine(self.folder / name)

    def make(self) -> str:
        name = f"{time.time_ns():x}"
        (self.folder / name).mkdir(parents=True)
        return name

    def use(self, index: Index) -> None:
        (self.folder / index.name / ABOUT).write_text(json.dumps(dict(index.about)))
        pointer = self.folder / f"{CURRENT}.new"
        pointer.write_text(index.name)
        pointer.replace(self.folder / CURRENT)

    def sweep(self) -> None:
        kept = self.current()
        for old in self.folder.iterdir():
            if old.is_dir() and kept and old.name != kept.name:
                shutil.rmtree(old, ignore_errors=True)

    @contextmanager
    def lock(self, name: str, wait: float) -> Iterator[bool]:
        with file_lock(self.folder, name, wait) as ours:
            yield ours


@contextmanager
def file_lock(folder: Path, name: str, wait: float) -> Iterator[bool]:
    """A right among the processes of one machine."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{name}.lock")
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()

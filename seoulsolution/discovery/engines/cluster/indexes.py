"""Where the engine of the cluster keeps its indexes: a collection for each, and one that names the index in use."""

import json
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from ..folders import file_lock
from ..interface import Index
from .engine import CHECK_EVERY, ClusterEngine
from .nodes import Nodes
from .shelf import Shelf

CURRENT = "current"
PAUSE = 0.05


class Indexes:
    """The indexes whose names begin with `prefix`. `folder`: for the locks of a single machine."""

    def __init__(self, nodes: Nodes, prefix: str, folder: Path) -> None:
        self._nodes, self._prefix, self._folder = nodes, prefix, folder
        self._pointers = Shelf(nodes, prefix)
        self._engines: dict[str, ClusterEngine] = {}
        self._current: Index | None = None
        self._checked = 0.0
        self._lock = threading.Lock()

    def current(self) -> Index | None:
        """As it was at most CHECK_EVERY seconds ago."""
        if time.monotonic() - self._checked > CHECK_EVERY:
            item = self._pointers.find(CURRENT)
            if item:
                self._current = Index(item["index"], json.loads(item["about"]))
            self._checked = time.monotonic()
        return self._current

    def engine(self, name: str) -> ClusterEngine:
        with self._lock:
            if name not in self._engines:
                # That of the index before stays for those who still read it.
                kept = list(self._engines.items())[-1:]
                self._engines = {**dict(kept), name: ClusterEngine(self._nodes, name)}
            return self._engines[name]

    def make(self) -> str:
        name = f"{self._prefix}-{time.time_ns():x}"
        self.engine(name).make()
        return name

    def use(self, index: Index) -> None:
        before = self.current()
        if self._nodes.read(f"/collections/{self._prefix}") is None:
            self._pointers.make()
        item = {
            "id": CURRENT,
            "index": index.name,
            "about": json.dumps(dict(index.about)),
            "before": before.name if before else "",
        }
        self._pointers.put([item])
        self._current, self._checked = index, time.monotonic()

    def sweep(self) -> None:
        """What is older than the index in use goes, except the one before it: other processes may still read that."""
        item = self._pointers.find(CURRENT) or {"index": "", "before": ""}
        for name in self._names():
            if name < item["index"] and name != item["before"]:
                self.throw_away(name)

    def throw_away(self, name: str) -> None:
        self._nodes.write("DELETE", f"/collections/{name}")

    def throw_everything_away(self) -> None:
        for name in [*self._names(), self._prefix]:
            self.throw_away(name)

    def _names(self) -> list[str]:
        found = [collection["name"] for collection in self._nodes.read("/collections") or []]
        return sorted(name for name in found if name.startswith(f"{self._prefix}-"))

    @contextmanager
    def lock(self, name: str, wait: float) -> Iterator[bool]:
        """Of the database where that is shared by several machines: it ends with the connection that holds it."""
        if connection.vendor != "postgresql":
            with file_lock(self._folder, f"{self._prefix}-{name}", wait) as ours:
                yield ours
            return
        number = zlib.crc32(f"{self._prefix}-{name}".encode())
        until = time.monotonic() + wait
        while not (ours := _asked("SELECT pg_try_advisory_lock(%s)", number)) and time.monotonic() < until:
            time.sleep(PAUSE)
        try:
            yield ours
        finally:
            if ours:
                _asked("SELECT pg_advisory_unlock(%s)", number)


def _asked(statement: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
        return bool(cursor.fetchone()[0])

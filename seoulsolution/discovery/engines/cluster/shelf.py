"""What one index keeps in the cluster: items by name, in one collection.

l-PART-TERM an inverted list, p-PART and v-PART-N what is known of a part, s-VERSION a state, m-NUMBER the sentences of
a document, t-NUMBER what it gives back. An item is never changed once a state points to it. Nodes lag behind each other
by some milliseconds: what is known to exist and is not found is asked for again.
"""

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from ..interface import Unavailable
from .nodes import LONGEST_ANSWER, PAUSE, READ_PATIENCE, READ_TIMEOUT, Exists, Nodes

MOST_AT_ONCE = 250
SEARCHES_AT_ONCE = 40
LONGEST_IMPORT = 8_000_000
# An address is at most 4,000 characters long.
MOST_REMOVED = 100

T = TypeVar("T")


class Shelf:
    def __init__(self, nodes: Nodes, collection: str) -> None:
        self.nodes = nodes
        self.collection = collection

    def make(self) -> None:
        fields = [{"name": name, "type": "int64", "optional": True} for name in ("part", "state")]
        self.nodes.write("POST", "/collections", {"name": self.collection, "fields": fields})

    def put(self, items: Iterable[Mapping[str, Any]]) -> None:
        """Write items in requests of some megabytes."""
        lines: list[str] = []
        waiting = 0
        for item in items:
            lines.append(json.dumps(item, ensure_ascii=False, separators=(",", ":")))
            waiting += len(lines[-1])
            if waiting > LONGEST_IMPORT:
                self._import(lines)
                lines, waiting = [], 0
        if lines:
            self._import(lines)

    def _import(self, lines: Sequence[str]) -> None:
        path = f"/collections/{self.collection}/documents/import?action=upsert&batch_size={len(lines)}"
        self.nodes.write_lines(path, lines)

    def remove(self, names: Sequence[str]) -> None:
        for first in range(0, len(names), MOST_REMOVED):
            self._remove(f"id:=[{','.join(names[first : first + MOST_REMOVED])}]")

    def remove_part(self, part: int) -> None:
        self._remove(f"part:={part}")

    def _remove(self, condition: str) -> None:
        query = urlencode({"batch_size": 1000, "filter_by": condition})
        self.nodes.write("DELETE", f"/collections/{self.collection}/documents?{query}")

    def lists(self, part: int) -> Iterator[dict[str, Any]]:
        """All inverted lists of a part."""
        query = urlencode({"filter_by": f"part:={part}"})
        path = f"/collections/{self.collection}/documents/export?{query}"
        answer = self.nodes.read(path, longest=LONGEST_ANSWER)
        items = (json.loads(line) for line in (answer or "").splitlines())
        return (item for item in items if "list" in item)

    def get(self, names: Sequence[str], *, longest: float = READ_TIMEOUT) -> dict[str, dict[str, Any]]:
        """All of these items, which are known to exist. Raises Unavailable where some do not turn up in time."""
        found: dict[str, dict[str, Any]] = {}
        missing = list(names)
        until = time.monotonic() + READ_PATIENCE
        while missing:
            for first in range(0, len(missing), MOST_AT_ONCE * SEARCHES_AT_ONCE):
                found.update(self._search(missing[first : first + MOST_AT_ONCE * SEARCHES_AT_ONCE], longest))
            missing = [name for name in missing if name not in found]
            if missing and time.monotonic() > until:
                raise Unavailable(f"{len(missing)} items of {self.collection} are not there")
            if missing:
                time.sleep(PAUSE)
        return found

    def _search(self, names: Sequence[str], longest: float) -> dict[str, dict[str, Any]]:
        searches = [
            {
                "collection": self.collection,
                "q": "*",
                "filter_by": f"id:=[{','.join(names[first : first + MOST_AT_ONCE])}]",
                "per_page": MOST_AT_ONCE,
            }
            for first in range(0, len(names), MOST_AT_ONCE)
        ]
        answer = self.nodes.read("/multi_search", {"searches": searches}, longest=longest) or {"results": []}
        hits = (hit["document"] for result in answer["results"] for hit in result.get("hits", ()))
        return {item["id"]: item for item in hits}

    def find(self, name: str) -> dict[str, Any] | None:
        """An item that may not exist, as the node that is asked knows it."""
        return self.nodes.read(f"/collections/{self.collection}/documents/{name}")

    def last_state(self) -> int:
        """The number of the newest state that the node that is asked knows."""
        query = urlencode({"q": "*", "filter_by": "state:>=0", "sort_by": "state:desc", "per_page": 1})
        path = f"/collections/{self.collection}/documents/search?{query}&include_fields=state"
        until = time.monotonic() + READ_PATIENCE
        while True:
            answer = self.nodes.read(path)
            if answer and answer["hits"]:
                return int(answer["hits"][0]["document"]["state"])
            if time.monotonic() > until:
                raise Unavailable(f"{self.collection} is not there")
            time.sleep(PAUSE)

    def find_surely(self, name: str) -> dict[str, Any] | None:
        """An item if it was ever acknowledged: a change of nothing goes through the leader."""
        return self.nodes.write("PATCH", f"/collections/{self.collection}/documents/{name}", {})

    def put_first(self, item: Mapping[str, Any]) -> bool:
        """Write an item, unless there is one of that name `by` somebody else."""
        try:
            answer = self.nodes.write("POST", f"/collections/{self.collection}/documents", dict(item))
        except Exists:
            there = self.find_surely(item["id"])
            return there is not None and there["by"] == item["by"]
        if answer is None:
            raise Unavailable(f"{self.collection} is not there")
        return True


class Kept(Generic[T]):
    """What was read last, up to a number of bytes. Many threads may use it."""

    def __init__(self, most: int, size: Callable[[T], int]) -> None:
        self._most, self._size = most, size
        self._held: OrderedDict[Any, T] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, names: Iterable[Any], read: Callable[[list[Any]], Mapping[Any, T]]) -> dict[Any, T]:
        """Everything by its name; `read` is called once for all that is not held."""
        wanted = list(dict.fromkeys(names))
        found: dict[Any, T] = {}
        with self._lock:
            for name in wanted:
                if name in self._held:
                    self._held.move_to_end(name)
                    found[name] = self._held[name]
        missing = [name for name in wanted if name not in found]
        if missing:
            new = read(missing)
            found.update(new)
            with self._lock:
                for name, value in new.items():
                    if name not in self._held:
                        self._held[name] = value
                        self._bytes += self._size(value)
                while self._bytes > self._most:
                    self._bytes -= self._size(self._held.popitem(last=False)[1])
        return found

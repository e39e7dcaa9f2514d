"""The index on the cluster: states that are made of parts.

A write puts its documents and its part beside what is there, then the list of parts that make the new state, and last
the number of that state, which makes it all visible at once. What a process that is killed leaves is never pointed to.
What a state no longer needs stays for a while, for those who still read an older one.
"""

import base64
import json
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy

from ..fields import number_of
from ..interface import Document, Numbers, Unavailable
from .lists import TermList
from .merging import merged
from .nodes import Nodes
from .parts import Part, PartBuilder, part_id, rounded, vectors_id
from .shelf import Shelf
from .snapshot import ClusterSnapshot, Memory

# Another process sees a change after this many seconds at the latest.
CHECK_EVERY = 0.25
LARGEST_PART = 20_000
DOCUMENTS_AT_ONCE = 200
# Small parts are merged when they hold more documents than this, larger ones when there are more than that.
MOST_IN_SMALL_PARTS = 400
MOST_PARTS = 8
KEPT_FOR_READERS = 60.0
VERSION = "version"


@dataclass(frozen=True, slots=True)
class State:
    """`parts`: their numbers. `gone`: documents in them that are no longer there. `waste`: since when, which parts and
    documents no newer state needs.
    """

    version: int = 0
    next_part: int = 1
    parts: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    waste: list[tuple[float, list[int], list[int]]] = field(default_factory=list)


class ClusterEngine:
    """The index called `collection`, which exists."""

    def __init__(self, nodes: Nodes, collection: str) -> None:
        self._shelf = Shelf(nodes, collection)
        self._memory = Memory()
        self._parts: dict[int, Part] = {}
        self._state: State | None = None
        self._snapshot: ClusterSnapshot | None = None
        self._checked = 0.0
        self._reading, self._writing = threading.Lock(), threading.Lock()

    def snapshot(self) -> ClusterSnapshot:
        if self._snapshot is None or time.monotonic() - self._checked > CHECK_EVERY:
            with self._reading:
                if self._snapshot is None or time.monotonic() - self._checked > CHECK_EVERY:
                    self._follow()
        if self._snapshot is None:
            raise Unavailable(f"{self._shelf.collection} is being read")
        return self._snapshot

    def _follow(self) -> None:
        """Go to the newest state; never to an older one, which a node that lags behind may still give."""
        version = self._version()
        if self._state is None or version > self._state.version:
            self._take(self._read(version))
        self._checked = time.monotonic()

    def _version(self) -> int:
        item = self._shelf.find(VERSION)
        return int(item["number"]) if item else 0

    def _read(self, version: int) -> State:
        if not version:
            return State()
        item = self._shelf.get([f"s-{version}"])[f"s-{version}"]
        return State(**json.loads(item["state"]))

    def _take(self, state: State) -> None:
        missing = [number for number in state.parts if number not in self._parts]
        self._parts.update((part.id, part) for part in self._read_parts(missing))
        self._parts = {number: self._parts[number] for number in state.parts}
        gone = numpy.array(state.gone, dtype=numpy.int64)
        self._snapshot = ClusterSnapshot(self._shelf, self._memory, list(self._parts.values()), gone)
        self._state = state

    def _read_parts(self, numbers: Sequence[int]) -> Iterator[Part]:
        items = self._shelf.get([part_id(number) for number in numbers])
        for number in numbers:
            item = items[part_id(number)]
            names = [vectors_id(number, chunk) for chunk in range(item["vectors"])]
            rows = self._shelf.get(names)
            yield Part.of(number, item, [rows[name]["rows"] for name in names])

    def write(self, documents: Iterable[Document], gone: Iterable[str] = ()) -> None:
        with self._writing:
            with self._reading:
                self._follow()
                state, parts, snapshot = self._state, dict(self._parts), self._snapshot
            if state is None or snapshot is None:
                raise Unavailable(f"{self._shelf.collection} is being read")
            entries = numpy.array([number_of(entry) for entry in gone], dtype=numpy.int64)
            leaving = [snapshot.live(entries, "entries")]
            number = state.next_part
            for builder in self._built(documents, number):
                part = builder.part()
                self._shelf.put(part.items())
                parts[part.id] = part.resting
                leaving += [snapshot.live(part.columns["keys"], "keys"), numpy.array(builder.replaced, numpy.int64)]
                number = part.id + 1
            left = numpy.union1d(numpy.concatenate(leaving), numpy.array(state.gone, numpy.int64)).astype(numpy.int64)
            new = self._compact(replace(state, next_part=number, version=state.version + 1), parts, left)
            self._publish(state, new, parts)

    def _built(self, documents: Iterable[Document], number: int) -> Iterator[PartBuilder]:
        """Puts what each document gives back where it belongs, and gathers the rest into parts."""
        builder = PartBuilder(number, _first_number())
        items: list[dict[str, Any]] = []
        for document in documents:
            if len(builder) == LARGEST_PART:
                self._shelf.put(items)
                yield builder
                builder, items = PartBuilder(builder.id + 1, builder.first + LARGEST_PART), []
            items += _items(builder.add(document), document)
            if len(items) >= 2 * DOCUMENTS_AT_ONCE:
                self._shelf.put(items)
                items = []
        if len(builder):
            self._shelf.put(items)
            yield builder

    def _compact(self, state: State, parts: dict[int, Part], gone: Numbers) -> State:
        """The state without the parts that nobody needs, small ones merged."""
        dropped = [part.id for part in parts.values() if numpy.isin(part.columns["numbers"], gone).all()]
        kept = {part.id: part for part in parts.values() if part.id not in dropped}
        small = [part for part in kept.values() if part.is_small]
        larger = [part for part in kept.values() if not part.is_small and len(part) <= LARGEST_PART // 2]
        number = state.next_part
        for some, too_many in (
            (small, sum(map(len, small)) > MOST_IN_SMALL_PARTS),
            (larger, len(larger) > MOST_PARTS),
        ):
            if too_many:
                one = merged(number, some, [self._lists(part) for part in some], gone)
                self._shelf.put(one.items())
                dropped += [part.id for part in some]
                kept = {part.id: part for part in kept.values() if part.id not in dropped}
                kept[number] = parts[number] = one.resting
                number += 1
        held = numpy.concatenate([numpy.empty(0, numpy.int64), *(part.columns["numbers"] for part in kept.values())])
        leaving = sorted(set(gone.tolist()) - set(state.gone))
        waste = [*state.waste, (time.time(), dropped, leaving)] if dropped or leaving else state.waste
        return replace(
            state, next_part=number, parts=list(kept), gone=gone[numpy.isin(gone, held)].tolist(), waste=waste
        )

    def _lists(self, part: Part) -> dict[int, TermList]:
        if part.lists is not None:
            return part.lists
        return {
            int(item["id"].rsplit("-", 1)[1], 16): TermList.decode(item["list"]) for item in self._shelf.lists(part.id)
        }

    def _publish(self, old: State, new: State, parts: dict[int, Part]) -> None:
        oldest = time.time() - KEPT_FOR_READERS
        over = [some for some in new.waste if some[0] < oldest]
        new = replace(new, waste=[some for some in new.waste if some[0] >= oldest])
        self._shelf.put([{"id": f"s-{new.version}", "state": json.dumps(asdict(new))}])
        if self._version() != old.version:
            raise Unavailable("another process has written the index meanwhile")
        self._shelf.put([{"id": VERSION, "number": new.version}])
        with self._reading:
            self._parts.update(parts)
            self._take(new)
            self._checked = time.monotonic()
        self._clear_away(over, new.version)

    def _clear_away(self, over: Iterable[tuple[float, list[int], list[int]]], version: int) -> None:
        names = [f"s-{version - 20}"] if version > 20 else []
        for _since, parts, documents in over:
            for part in parts:
                self._shelf.remove_part(part)
            names += [f"{kind}-{number}" for number in documents for kind in "tm"]
        self._shelf.remove(names)


def _first_number() -> int:
    """Above every number that was given before, on any machine, by the clock; exact in JSON."""
    return int(time.time() * 1000) << 10


def _items(number: int, document: Document) -> list[dict[str, Any]]:
    shown = {**document.shown, "key": document.key, "entry": document.entry, "language": document.language}
    items: list[dict[str, Any]] = [{"id": f"t-{number}", "shown": json.dumps(shown, ensure_ascii=False)}]
    rows = b"" if document.vectors is None or len(document.vectors) < 2 else rounded(document.vectors[1:]).tobytes()
    items.append({"id": f"m-{number}", "rows": base64.b64encode(rows).decode()})
    return items

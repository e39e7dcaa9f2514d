"""The index on the cluster: states that are made of parts.

A write puts its documents and its part beside what is there, and last the list of parts that make the new state, under
the next number: that makes it all visible at once, and of two writers only one can do it. What a process that is killed
leaves is never pointed to. What a state no longer needs stays for a while, for those who still read an older one.
"""

import base64
import json
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import uuid4

import numpy

from ..fields import number_of
from ..interface import Document, Numbers, Unavailable
from ..vectors import packed
from .lists import TermList
from .merging import LARGEST_PART, crowded, merged
from .nodes import LONGEST_ANSWER, Nodes
from .parts import Part, PartBuilder, part_id, vectors_id
from .shelf import Shelf
from .snapshot import ClusterSnapshot, Memory

# Another process sees a change after this many seconds at the latest.
CHECK_EVERY = 0.25
DOCUMENTS_AT_ONCE = 200
KEPT_FOR_READERS = 60.0
STATES_KEPT = 20


@dataclass(frozen=True, slots=True)
class State:
    """`next`: above all numbers that were given to documents and parts. `gone`: documents in the parts that are no
    longer there. `waste`: since when, which parts and documents no newer state needs.
    """

    version: int = 0
    next: int = 0
    parts: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    waste: list[tuple[float, list[int], list[int]]] = field(default_factory=list)


class ClusterEngine:
    """The index called `collection`."""

    def __init__(self, nodes: Nodes, collection: str) -> None:
        self._shelf = Shelf(nodes, collection)
        self._memory = Memory()
        self._parts: dict[int, Part] = {}
        self._state: State | None = None
        self._snapshot: ClusterSnapshot | None = None
        self._checked = 0.0
        self._reading, self._writing = threading.Lock(), threading.Lock()

    def make(self) -> None:
        """Make the index, empty."""
        self._shelf.make()
        self._shelf.put_first(_state_item(State()))

    def snapshot(self) -> ClusterSnapshot:
        if self._snapshot is None or time.monotonic() - self._checked > CHECK_EVERY:
            with self._reading:
                if self._snapshot is None or time.monotonic() - self._checked > CHECK_EVERY:
                    self._follow()
        if self._snapshot is None:
            raise Unavailable(f"{self._shelf.collection} is being read")
        return self._snapshot

    def _follow(self, *, surely: bool = False) -> None:
        """Go to the newest state, never to an older one. A node may lag behind; `surely`: as the leader knows it."""
        version = self._shelf.last_state()
        while surely and self._shelf.find_surely(_state_id(version + 1)):
            version += 1
        if self._state is None or version > self._state.version:
            item = self._shelf.get([_state_id(version)])[_state_id(version)]
            self._take(State(**json.loads(item["content"])))
        self._checked = time.monotonic()

    def _take(self, state: State) -> None:
        missing = [number for number in state.parts if number not in self._parts]
        self._parts.update((part.id, part) for part in self._read_parts(missing))
        self._parts = {number: self._parts[number] for number in state.parts}
        gone = numpy.array(state.gone, dtype=numpy.int64)
        self._snapshot = ClusterSnapshot(self._shelf, self._memory, list(self._parts.values()), gone)
        self._state = state

    def _read_parts(self, numbers: Sequence[int]) -> Iterator[Part]:
        items = self._shelf.get([part_id(number) for number in numbers], longest=LONGEST_ANSWER)
        for number in numbers:
            item = items[part_id(number)]
            names = [vectors_id(number, chunk) for chunk in range(item["vectors"])]
            rows = self._shelf.get(names, longest=LONGEST_ANSWER)
            yield Part.read(number, item, [rows[name]["rows"] for name in names])

    def write(self, documents: Iterable[Document], gone: Iterable[str] = ()) -> None:
        with self._writing:
            with self._reading:
                self._follow(surely=True)
                state, parts = self._state, dict(self._parts)
            if state is None:
                raise Unavailable(f"{self._shelf.collection} is being read")
            entries = numpy.array([number_of(entry) for entry in gone], dtype=numpy.int64)
            leaving = [numpy.array(state.gone, numpy.int64), *(some.of("entries", entries) for some in parts.values())]
            number = max(state.next, int(time.time() * 1000) << 10)
            for builder in self._built(documents, number):
                part = builder.part()
                leaving += [some.of("keys", part.columns["keys"]) for some in parts.values()]
                leaving.append(numpy.array(builder.replaced, numpy.int64))
                self._shelf.put(part.items())
                parts[part.id] = part.resting
                number = builder.next
            left = numpy.unique(numpy.concatenate(leaving)).astype(numpy.int64)
            new = self._compact(replace(state, next=number, version=state.version + 1), parts, left)
            self._publish(new, parts)

    def _built(self, documents: Iterable[Document], number: int) -> Iterator[PartBuilder]:
        """Puts what each document gives back where it belongs, and gathers the rest into parts."""
        builder = PartBuilder(number)
        items: list[dict[str, Any]] = []
        for document in documents:
            if len(builder) == LARGEST_PART:
                self._shelf.put(items)
                yield builder
                builder, items = PartBuilder(builder.next), []
            items += _items(builder.add(document), document)
            if len(items) >= 2 * DOCUMENTS_AT_ONCE:
                self._shelf.put(items)
                items = []
        if len(builder):
            self._shelf.put(items)
            yield builder

    def _compact(self, state: State, parts: dict[int, Part], gone: Numbers) -> State:
        """The state without the parts that nobody needs, and with few parts."""
        dropped = [part.id for part in parts.values() if numpy.isin(part.columns["numbers"], gone).all()]
        kept = {part.id: part for part in parts.values() if part.id not in dropped}
        number = state.next
        while some := crowded(kept.values()):
            one = merged(number, some, [self._lists(part) for part in some], gone)
            self._shelf.put(one.items())
            dropped += [part.id for part in some]
            kept = {part.id: part for part in kept.values() if part.id not in dropped}
            kept[number] = parts[number] = one.resting
            number += 1
        held = numpy.concatenate([numpy.empty(0, numpy.int64), *(part.columns["numbers"] for part in kept.values())])
        leaving = sorted(set(gone.tolist()) - set(state.gone))
        waste = [*state.waste, (time.time(), dropped, leaving)] if dropped or leaving else state.waste
        return replace(state, next=number, parts=list(kept), gone=gone[numpy.isin(gone, held)].tolist(), waste=waste)

    def _lists(self, part: Part) -> dict[int, TermList]:
        if part.lists is not None:
            return part.lists
        return {
            int(item["id"].rsplit("-", 1)[1], 16): TermList.decode(item["list"]) for item in self._shelf.lists(part.id)
        }

    def _publish(self, new: State, parts: dict[int, Part]) -> None:
        oldest = time.time() - KEPT_FOR_READERS
        over = [some for some in new.waste if some[0] < oldest]
        new = replace(new, waste=[some for some in new.waste if some[0] >= oldest])
        if not self._shelf.put_first(_state_item(new)):
            raise Unavailable("another process has written the index meanwhile")
        with self._reading:
            self._parts.update(parts)
            self._take(new)
            self._checked = time.monotonic()
        self._clear_away(over, new.version)

    def _clear_away(self, over: Iterable[tuple[float, list[int], list[int]]], version: int) -> None:
        names = [_state_id(version - STATES_KEPT)]
        for _since, parts, documents in over:
            for part in parts:
                self._shelf.remove_part(part)
            names += [f"{kind}-{number}" for number in documents for kind in "tm"]
        self._shelf.remove(names)


def _state_id(version: int) -> str:
    return f"s-{version}"


def _state_item(state: State) -> dict[str, Any]:
    """Whoever writes the item of a number first has made that state."""
    content = json.dumps(asdict(state))
    return {"id": _state_id(state.version), "state": state.version, "by": uuid4().hex, "content": content}


def _items(number: int, document: Document) -> list[dict[str, Any]]:
    shown = {**document.shown, "key": document.key, "entry": document.entry, "language": document.language}
    items: list[dict[str, Any]] = [{"id": f"t-{number}", "shown": json.dumps(shown, ensure_ascii=False)}]
    rows = packed(document.vectors[1:]) if document.vectors is not None else b""
    items.append({"id": f"m-{number}", "rows": base64.b64encode(rows).decode()})
    return items

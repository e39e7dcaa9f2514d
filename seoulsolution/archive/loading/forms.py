"""A record as it stands in a file, asked for its values one by one. Faults are noted, never raised."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _

from .faults import Faults, WrongValueError
from .files import Row
from .shapes import Lists, Text
from .trees import Node
from .values import Several, Value, Words, without_doubles

SOURCE_MARK = " | "
SOURCE = Words(required=True, length=1000)


@dataclass(frozen=True)
class Place:
    """The file that is being read, its languages, and where its faults go."""

    file: str
    languages: tuple[str, ...]
    faults: Faults

    def fault(self, line: int, name: str, message: str) -> None:
        self.faults.add(self.file, line, name, message)

    def read(self, line: int, name: str, kind: Value, text: str) -> Any:
        try:
            return kind.read(text)
        except WrongValueError as error:
            self.fault(line, name, str(error))
            return kind.empty

    def read_words(self, found: dict[str, tuple[int, str, str]], kind: Words) -> Text:
        """One text in every language. `found`: (line, name of the field, text) by language code."""
        given = any(text for _line, _name, text in found.values())
        texts = {}
        for code, (line, name, text) in found.items():
            if given and not text:
                self.fault(line, name, _("is empty; expected the text in every language or in none"))
            texts[code] = self.read(line, name, kind, text) if text or not given else ""
        return texts


class Form(Protocol):
    """What tables and trees have in common."""

    @property
    def place(self) -> Place: ...
    @property
    def line(self) -> int: ...
    def value(self, name: str, kind: Value) -> Any: ...
    def words(self, name: str, kind: Words) -> Text: ...
    def sources(self, name: str) -> tuple[str, ...]: ...
    def fault(self, name: str, message: str) -> None: ...


@dataclass(frozen=True)
class RowForm:
    """A row of a table: a text in several languages has a column for each."""

    place: Place
    row: Row

    @property
    def line(self) -> int:
        return self.row.line

    def fault(self, name: str, message: str) -> None:
        self.place.fault(self.line, name, message)

    def value(self, name: str, kind: Value) -> Any:
        return self.place.read(self.line, name, kind, self.row.cells[name])

    def words(self, name: str, kind: Words) -> Text:
        columns = {code: f"{name}_{code}" for code in self.place.languages}
        return self.place.read_words(
            {code: (self.line, column, self.row.cells[column]) for code, column in columns.items()}, kind
        )

    def sources(self, name: str) -> tuple[str, ...]:
        return self.value(name, Several(mark=SOURCE_MARK, item=SOURCE))

    def several(self, name: str, kind: Several) -> Lists:
        """Values parted by a mark, in each language as many as it has."""
        return {code: self.value(f"{name}_{code}", kind) for code in self.place.languages}

    def lists(self, name: str, kind: Several) -> Lists:
        """Values parted by a mark, as many in every language."""
        lists = self.several(name, kind)
        first = self.place.languages[0]
        for code, items in lists.items():
            if len(items) != len(lists[first]):
                message = _("has {number} values; expected {expected} as in {name}")
                self.fault(
                    f"{name}_{code}",
                    message.format(number=len(items), expected=len(lists[first]), name=f"{name}_{first}"),
                )
        return lists


@dataclass(frozen=True)
class NodeForm:
    """A mapping of a document: a text in several languages is a mapping by language code."""

    place: Place
    node: Node
    path: str = ""
    known: set[str] = field(default_factory=set)

    @property
    def line(self) -> int:
        return self.node.line

    def name(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def fault(self, name: str, message: str) -> None:
        self.place.fault(self.node.key_lines.get(name, self.line), self.name(name), message)

    def _entry(self, name: str, kind: str, wanted: str) -> Node | None:
        """The entry `name` when it is of this kind; any other is a fault, an empty one is none."""
        self.known.add(name)
        entry = self.node.entries.get(name)
        if entry is None or (entry.kind == "text" and not entry.text):
            return None
        if entry.kind != kind:
            message = _("is a {kind}; expected {wanted}").format(kind=entry.kind, wanted=wanted)
            self.place.fault(entry.line, self.name(name), message)
            return None
        return entry

    def refuse_unknown(self) -> None:
        """Called when everything that may be there has been asked for."""
        for name, line in self.node.key_lines.items():
            if name not in self.known:
                message = _("is not a known field; expected one of: {names}")
                self.place.fault(line, self.name(name), message.format(names=", ".join(sorted(self.known))))

    def value(self, name: str, kind: Value) -> Any:
        entry = self._entry(name, "text", kind.expected)
        given = self.node.entries.get(name)
        if entry is None and given is not None and given.kind != "text":
            return kind.empty
        line = entry.line if entry else self.node.key_lines.get(name, self.line)
        return self.place.read(line, self.name(name), kind, entry.text if entry else "")

    def words(self, name: str, kind: Words) -> Text:
        entry = self._entry(name, "mapping", _("a mapping by language"))
        given = self.node.entries.get(name)
        if entry is None:
            wrong = given is not None and given.kind != "mapping" and bool(given.text or given.items)
            line = self.node.key_lines.get(name, self.line)
            if kind.required and not wrong:
                self.place.fault(line, self.name(name), _("is missing; expected a mapping by language"))
            return dict.fromkeys(self.place.languages, "")
        return read_language_mapping(self.place, entry, self.name(name), kind)

    def word_list(self, name: str, kind: Words) -> tuple[Text, ...]:
        """A list of texts, each in every language."""
        texts = []
        for number, item in enumerate(self.items(name)):
            path = f"{self.name(name)}[{number + 1}]"
            if item.kind != "mapping":
                message = _("is a {kind}; expected {wanted}")
                self.place.fault(item.line, path, message.format(kind=item.kind, wanted=_("a mapping by language")))
                continue
            texts.append(read_language_mapping(self.place, item, path, kind))
        return tuple(texts)

    def items(self, name: str) -> list[Node]:
        entry = self._entry(name, "list", _("a list"))
        return entry.items if entry else []

    def forms(self, name: str) -> Iterable["NodeForm"]:
        """Mappings in a list."""
        for number, item in enumerate(self.items(name)):
            path = f"{self.name(name)}[{number + 1}]"
            if item.kind == "mapping":
                yield NodeForm(self.place, item, path)
            else:
                message = _("is a {kind}; expected {wanted}").format(kind=item.kind, wanted=_("a mapping"))
                self.place.fault(item.line, path, message)

    def form(self, name: str) -> "NodeForm | None":
        """One mapping, None when it is not there."""
        entry = self._entry(name, "mapping", _("a mapping"))
        return NodeForm(self.place, entry, self.name(name)) if entry else None

    def strings(self, name: str, kind: Value) -> tuple[Any, ...]:
        """A list of single values, none of them twice."""
        values = []
        for number, item in enumerate(self.items(name)):
            path = f"{self.name(name)}[{number + 1}]"
            if item.kind == "text":
                values.append(self.place.read(item.line, path, kind, item.text.strip()))
            else:
                message = _("is a {kind}; expected {wanted}").format(kind=item.kind, wanted=kind.expected)
                self.place.fault(item.line, path, message)
        try:
            return without_doubles([value for value in values if value])
        except WrongValueError as error:
            self.fault(name, str(error))
            return ()

    def sources(self, name: str) -> tuple[str, ...]:
        return self.strings(name, SOURCE)


def read_language_mapping(place: Place, node: Node, path: str, kind: Words) -> Text:
    """`node` holds one text for each language and nothing else."""
    form = NodeForm(place, node, path)
    found = {}
    for code in place.languages:
        entry = form._entry(code, "text", kind.expected)
        line = entry.line if entry else node.line
        found[code] = (line, f"{path}.{code}", entry.text.strip() if entry else "")
    form.refuse_unknown()
    return place.read_words(found, kind)

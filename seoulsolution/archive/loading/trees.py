"""YAML as a tree that knows its lines. Only plain text, lists and mappings: no aliases, tags or doubled keys."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from .faults import Faults
from .files import LARGEST_DOCUMENT, check_bytes

DEEPEST = 12


@dataclass
class Node:
    """One value of a document: `kind` is "text", "list" or "mapping"."""

    line: int
    kind: str
    text: str = ""
    items: list["Node"] = field(default_factory=list)
    entries: dict[str, "Node"] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)


class _RefusedError(Exception):
    def __init__(self, line: int, name: str, message: str) -> None:
        super().__init__(message)
        self.line, self.name, self.message = line, name, message


def read_tree(path: Path, name: str, faults: Faults) -> Node | None:
    """The document of a YAML file, None when it has a fault."""
    if not check_bytes(path, name, LARGEST_DOCUMENT, faults):
        return None
    try:
        return _Builder().build(path.read_text(encoding="utf-8-sig"))
    except _RefusedError as refused:
        faults.add(name, refused.line, refused.name, refused.message)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.add(name, line, "file", _("is not YAML: {error}").format(error=error.problem))
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0] if str(error) else ""
        faults.add(name, 1, "file", _("is not YAML: {error}").format(error=reason))
    return None


class _Builder:
    """Builds the tree from the parser's events, without recursion."""

    def __init__(self) -> None:
        self.open: list[Node] = []
        # Of each open node: the key whose value comes next, and the key under which the node itself stands.
        self.keys: list[str | None] = []
        self.names: list[str] = []
        self.root: Node | None = None

    def build(self, text: str) -> Node:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
                raise _RefusedError(line, "file", _("holds a second document; expected one"))
            if isinstance(event, yaml.NodeEvent):
                self._refuse(event, line)
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event, line)
            elif isinstance(event, yaml.MappingStartEvent):
                self._begin(Node(line, "mapping"))
            elif isinstance(event, yaml.SequenceStartEvent):
                self._begin(Node(line, "list"))
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
                self.keys.pop()
                self.names.pop()
        if self.root is None:
            raise _RefusedError(1, "file", _("is empty; expected a mapping"))
        return self.root

    def _refuse(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            raise _RefusedError(line, self._name(), _("uses an anchor or alias; expected the text itself"))
        if getattr(event, "tag", None) is not None:
            raise _RefusedError(line, self._name(), _("has a tag; expected plain text, a list or a mapping"))
        if len(self.open) > DEEPEST:
            raise _RefusedError(line, self._name(), _("is nested more than {depth} deep").format(depth=DEEPEST))

    def _name(self) -> str:
        return (self.keys and self.keys[-1]) or (self.names and self.names[-1]) or "file"

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        parent = self.open[-1] if self.open else None
        if parent is not None and parent.kind == "mapping" and self.keys[-1] is None:
            key = event.value[:60]
            if key in parent.entries:
                raise _RefusedError(line, key, _("is given twice; expected it once"))
            self.keys[-1] = key
            parent.key_lines[key] = line
            return
        empty = event.style is None and event.value in ("~", "null", "Null", "NULL")
        self._place(Node(line, "text", "" if empty else event.value))

    def _begin(self, node: Node) -> None:
        if self.open and self.open[-1].kind == "mapping" and self.keys[-1] is None:
            raise _RefusedError(node.line, self._name(), _("has a key that is not plain text"))
        name = self._name()
        self._place(node)
        self.open.append(node)
        self.keys.append(None)
        self.names.append(name)

    def _place(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if parent.kind == "list":
            parent.items.append(node)
            return
        key = self.keys[-1]
        assert key is not None  # noqa: S101 - a value of a mapping always follows its key
        parent.entries[key] = node
        self.keys[-1] = None

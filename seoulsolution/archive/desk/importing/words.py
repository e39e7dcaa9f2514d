"""Texts that exist in every language, as they stand in a cell, passage by passage.

A kind knows the value of a field (what it is made of), its texts (what is translated), and where wagtail-localize keeps
each. Two languages fit each other when their values differ in nothing but their texts.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any, Protocol

from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue, extract_strings

from ...loading import limits
from ...loading.faults import WrongValueError
from ...loading.values import CONTROL, Value, Words, shorten
from .narrative_text import (
    PARAGRAPH,
    Piece,
    html_to_text,
    plain_data,
    read_narrative,
    text_to_html,
    tidy_line,
    tidy_lines,
    to_pieces,
    write_narrative,
)

# Stands in a translation for a passage that is not translated.
MISSING = "[…]"
SOLUTION = " → "
LINK_ID = re.compile(r'<a id="(\w{1,20})">')
Content = dict[str, Any]


@dataclass(frozen=True)
class Leaf:
    """A passage of the original. `data`: what wagtail-localize keeps of it. `number` counts the passages of one path.

    `links`: addresses, as they stand in a cell, by the id that they have there.
    """

    path: str
    number: int
    data: str
    is_rich: bool = False
    links: tuple[tuple[str, str], ...] = ()
    is_one_line: bool = False

    @property
    def place(self) -> tuple[str, int]:
        return self.path, self.number

    def text_of(self, data: str) -> str:
        """What stands in a cell for what wagtail-localize keeps of this passage in some language."""
        if self.is_rich:
            known = dict(self.links)
            return html_to_text(LINK_ID.sub(lambda tag: f'<a href="{known.get(tag[1], "")}">', data))
        lines = data.replace("<br/>", "\n")
        text = str(StringValue(data).render_text()) if "<" in lines else unescape(lines)
        return tidy_line(text) if self.is_one_line else tidy_lines(text)

    def data_of(self, text: str) -> str:
        """The other way. Raises WrongValueError where it has links that the original has not."""
        if not self.is_rich:
            return plain_data(text)
        value, attributes = StringValue.from_source_html(text_to_html(text))
        ids = {address: key for key, address in self.links}
        found = links_of(attributes)
        for address in found.values():
            if address not in ids:
                message = _("links to “{address}”, to which the original does not link in this passage")
                raise WrongValueError(message.format(address=shorten(address)))
        return LINK_ID.sub(lambda tag: f'<a id="{ids[found[tag[1]]]}">', value.data)


class Kind(Protocol):
    @property
    def field(self) -> str: ...

    def value_of(self, content: Content) -> Any: ...
    def read(self, text: str) -> Any: ...
    def show(self, value: Any) -> str: ...
    def texts(self, value: Any) -> list[str]: ...
    def with_texts(self, value: Any, texts: Sequence[str]) -> Any: ...
    def leaves(self, content: Content) -> list[Leaf]: ...


@dataclass(frozen=True)
class Plain:
    """One text. `limit` reads one line; without it the text may have several. `is_required`: of such a one."""

    field: str
    limit: Value | None = None
    is_required: bool = False

    def value_of(self, content: Content) -> str:
        return self._tidy(content.get(self.field) or "")

    def read(self, text: str) -> str:
        if text == MISSING:
            return text
        if self.limit is None:
            if self.is_required and not text.strip():
                return str(limits.TEXT_REQUIRED.read(""))
            return tidy_lines(text)
        return str(self.limit.read(text.strip()))

    def _tidy(self, text: str) -> str:
        return tidy_lines(text) if self.limit is None else tidy_line(text)

    def show(self, value: str) -> str:
        return value

    def texts(self, value: str) -> list[str]:
        return [value] if value else []

    def with_texts(self, value: str, texts: Sequence[str]) -> str:
        return texts[0] if texts else value

    def leaves(self, content: Content) -> list[Leaf]:
        if not self.value_of(content):
            return []
        return [Leaf(self.field, 0, plain_data(content[self.field]), is_one_line=self.limit is not None)]


@dataclass(frozen=True)
class Narrative:
    """A stream field: headings, paragraphs, lists; pictures keep their place."""

    field: str

    def value_of(self, content: Content) -> tuple[Piece, ...]:
        return to_pieces(stream(content, self.field))

    def read(self, text: str) -> tuple[Piece, ...]:
        if match := CONTROL.search(text):
            Words().read(match[0])
        return read_narrative(text)

    def show(self, value: tuple[Piece, ...]) -> str:
        return write_narrative(value)

    def texts(self, value: tuple[Piece, ...]) -> list[str]:
        return [leaf for piece in value for leaf in piece.leaves]

    def with_texts(self, value: tuple[Piece, ...], texts: Sequence[str]) -> tuple[Piece, ...]:
        """Without what says which blocks they are: the same blocks in another language have no ids in a cell."""
        rest = iter(texts)
        return tuple(
            Piece(piece.kind, tuple(next(rest) for _leaf in piece.leaves), "" if piece.leaves else piece.id)
            for piece in value
        )

    def leaves(self, content: Content) -> list[Leaf]:
        found: list[Leaf] = []
        sources = {str(block.get("id", "")): block for block in stream(content, self.field)}
        for piece in self.value_of(content):
            if piece.kind == PARAGRAPH:
                found += _rich_leaves(f"{self.field}.{piece.id}", sources[piece.id]["value"], len(piece.leaves))
                continue
            raw = _raw_texts(sources[piece.id]) if piece.leaves else {}
            found += [Leaf(f"{self.field}.{place}", 0, plain_data(raw[place])) for place in piece.places]
        return found


def _raw_texts(block: dict[str, Any]) -> dict[str, str]:
    if isinstance(block["value"], list):
        return {f"{block['id']}.{item['id']}": item["value"] for item in block["value"] if isinstance(item, dict)}
    return {str(block["id"]): block["value"]}


def _rich_leaves(path: str, markup: str, expected: int) -> list[Leaf]:
    """Passages of a rich text. Where they are not its lines, their places are none that a translation can have."""
    _template, strings = extract_strings(markup)
    if len(strings) != expected:
        return [Leaf("", number, "", is_rich=True) for number in range(expected)]
    return [
        Leaf(path, number, string.data, is_rich=True, links=tuple(links_of(attributes).items()))
        for number, (string, attributes) in enumerate(strings)
    ]


def links_of(attributes: dict[str, Any]) -> dict[str, str]:
    """Address as it stands in a cell, by the id that wagtail-localize gives a link."""
    return {
        key: f"{found['linktype']}:{found.get('id', '')}" if found.get("linktype") else str(found.get("href", ""))
        for key, found in attributes.items()
    }


@dataclass(frozen=True)
class Line:
    """A row of a page: what is the same in every language, and its texts."""

    facts: tuple[Any, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """Child rows, one on each line. `facts`, `texts`: columns of the rows."""

    field: str
    texts_of: tuple[str, ...]
    facts_of: tuple[str, ...] = ()
    mark: str = "\n"

    def value_of(self, content: Content) -> tuple[Line, ...]:
        return tuple(self.line_of(row) for row in rows(content, self.field))

    def line_of(self, row: Any) -> Line:
        get = row.get if isinstance(row, dict) else lambda name: getattr(row, name)
        texts = tuple(tidy_line(get(name) or "") for name in self.texts_of)
        return Line(tuple(get(name) for name in self.facts_of), self._fitting(texts))

    def _fitting(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """The mark that parts texts cannot stand in one."""
        if self.mark == ";":
            return tuple(text.replace(";", ",") for text in texts)
        first, *rest = texts
        return (first.replace(SOLUTION, "→") if rest else first, *rest)

    def read(self, text: str) -> tuple[Line, ...]:
        return tuple(self._line(part.strip()) for part in text.split(self.mark) if part.strip())

    def _line(self, text: str) -> Line:
        facts: tuple[Any, ...] = ()
        if self.facts_of:
            year, colon, text = text.partition(":")
            if not colon:
                raise WrongValueError(_("has a line without a year; expected “2004: what happened” on each line"))
            facts = (limits.YEAR.read(year.strip()),)
        parts = [text, ""] if len(self.texts_of) > 1 else [text]
        if len(parts) > 1 and SOLUTION in text:
            first, _mark, second = text.partition(SOLUTION)
            parts = [first, second]
        first, *rest = (part.strip() for part in parts)
        column = limits.TAGS.item if self.mark == ";" else limits.TEXT_REQUIRED
        return Line(facts, self._fitting((str(column.read(first)), *(str(limits.TEXT.read(part)) for part in rest))))

    def show(self, value: tuple[Line, ...]) -> str:
        return self.mark.join(self._shown(line) for line in value)

    def _shown(self, line: Line) -> str:
        facts = "".join(f"{fact}: " for fact in line.facts)
        return facts + SOLUTION.join(text for text in line.texts if text)

    def texts(self, value: tuple[Line, ...]) -> list[str]:
        return [text for line in value for text in line.texts if text]

    def with_texts(self, value: tuple[Line, ...], texts: Sequence[str]) -> tuple[Line, ...]:
        rest = iter(texts)
        return tuple(replace(line, texts=tuple(next(rest) if text else "" for text in line.texts)) for line in value)

    def leaves(self, content: Content) -> list[Leaf]:
        return [
            Leaf(f"{self.field}.{row['translation_key']}.{name}", 0, plain_data(row[name]), is_one_line=True)
            for row in rows(content, self.field)
            for name in self.texts_of
            if tidy_line(row[name] or "")
        ]


def rows(content: Content, name: str) -> list[dict[str, Any]]:
    """Child rows of a serialised page, in their order."""
    found = content.get(name) or []
    return sorted(found, key=lambda row: (row.get("sort_order") is None, row.get("sort_order") or 0))


def stream(content: Content, name: str) -> list[dict[str, Any]]:
    """The blocks of a stream field of a serialised page, which holds them as JSON."""
    value = content.get(name) or "[]"
    return json.loads(value) if isinstance(value, str) else list(value)

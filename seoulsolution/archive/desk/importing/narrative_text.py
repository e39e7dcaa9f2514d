"""Narrative as text that stands in a cell: one passage after another, parted by an empty line.

`# ` begins a heading, `• ` (or `-`, `·`, `○`) a point of a list, everything else is a paragraph, of which each line is
one. `<b>`, `<i>`, `<br>` and `<a href="…">` mean what they mean in HTML; everything else is taken as it is written.
A picture is a line that names it: pictures are changed in the editor, but may be moved.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.utils.translation import gettext as _

from ...loading.faults import WrongValueError
from ...loading.values import CONTROL, shorten

HEADING, PARAGRAPH, POINTS, PICTURE, OTHER = "heading", "paragraph", "points", "picture", "other"
BULLET = "• "
BACKSLASH = "\\"
BULLETS = re.compile(r"[•·○-] +")
# What begins a line otherwise than as a paragraph; a backslash before it takes that away.
SPECIAL = re.compile(r"\\|# |[•·○-] |\[\[")
KEPT_BLOCK = re.compile(r"\[\[(picture|other) ([0-9a-zA-Z-]{1,80})\]\]")
TAG = re.compile(r'</?[bi]>|<br ?/?>|</a>|<a href="[^"<>]*">')
LOOKS_LIKE_TAG = re.compile(r'</?[bi]>|<br ?/?>|</a>|<a href="')
ENTITY = re.compile(r"&(?=(?:amp;)*(?:lt|amp);)")
LINK = re.compile(r"(?:https?://[^\s]+|mailto:[^\s]+|tel:[^\s]+|(?:page|document):\d{1,12})")
TAGS = {"b": "b", "strong": "b", "i": "i", "em": "i"}


@dataclass(frozen=True)
class Piece:
    """A block of narrative. `leaves`: its texts as they stand in a cell; none is empty.

    `id`: of the block, empty when it is new. `places`: the path of each leaf below the field.
    """

    kind: str
    leaves: tuple[str, ...] = ()
    id: str = ""
    places: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two pieces the same."""
        return (self.kind, *(self.leaves if self.kind not in (PICTURE, OTHER) else (self.id,)))


def to_pieces(raw: Iterable[dict[str, Any]]) -> tuple[Piece, ...]:
    """The blocks of a stream field as they are stored, without those that hold nothing."""
    pieces = (_piece(block) for block in raw)
    return tuple(piece for piece in pieces if piece.leaves or piece.kind in (PICTURE, OTHER))


def _piece(block: dict[str, Any]) -> Piece:
    kind, value, key = block["type"], block["value"], str(block.get("id", ""))
    if kind == HEADING:
        found = [(tidy_line(value), key)]
    elif kind == PARAGRAPH:
        found = [(line, key) for line in _paragraph_lines(value)]
    elif kind == POINTS:
        found = [(tidy_lines(_item(item)), f"{key}.{item['id']}" if isinstance(item, dict) else key) for item in value]
    else:
        return Piece(PICTURE if kind == PICTURE else OTHER, (), key)
    found = [(leaf, place) for leaf, place in found if leaf]
    return Piece(kind, tuple(leaf for leaf, _place in found), key, tuple(place for _leaf, place in found))


def _item(item: Any) -> str:
    return str(item["value"]) if isinstance(item, dict) else str(item)


def tidy_line(text: str) -> str:
    """One line, single spaces, composed letters."""
    return unicodedata.normalize("NFC", " ".join(CONTROL.sub("", text).split()))


def tidy_lines(text: str) -> str:
    """Lines without space at their ends, none of them empty, composed letters."""
    lines = (tidy_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _paragraph_lines(markup: str) -> Iterable[str]:
    soup = BeautifulSoup(markup, "html.parser")
    elements = [child for child in soup.children if isinstance(child, Tag)] or [soup]
    return (line for line in (tidy_line(_inline(element)) for element in elements) if line)


def html_to_text(markup: str) -> str:
    """HTML inside a paragraph as it stands in a cell."""
    return tidy_line(_inline(BeautifulSoup(markup, "html.parser")))


def _inline(element: Any) -> str:
    if isinstance(element, NavigableString):
        return literal(str(element))
    inner = "".join(_inline(child) for child in element.children)
    if element.name == "br":
        return "<br>"
    if element.name in TAGS:
        return f"<{TAGS[element.name]}>{inner}</{TAGS[element.name]}>"
    if element.name == "a":
        return f'<a href="{_address(element)}">{inner}</a>'
    return inner


def _address(element: Tag) -> str:
    if element.get("linktype"):
        return f"{element['linktype']}:{element.get('id', '')}"
    address = str(element.get("href") or element.get("id") or "")
    return re.sub(r'["<>\s]', lambda sign: quote(sign[0]), address)


def literal(text: str) -> str:
    """`text` so that it is taken as it is written."""
    return LOOKS_LIKE_TAG.sub(lambda tag: "&lt;" + tag[0][1:], ENTITY.sub("&amp;", text))


def text_to_html(text: str) -> str:
    """What stands in a cell as HTML inside a paragraph. Raises WrongValueError for tags that do not fit."""
    parts: list[str] = []
    is_open: list[str] = []
    position = 0
    for tag in TAG.finditer(text):
        parts.append(_escaped(text[position : tag.start()]))
        position = tag.end()
        parts.append(_markup(tag[0], is_open))
    if is_open:
        raise WrongValueError(_("lacks the closing tag “{tag}”").format(tag=f"</{is_open[-1]}>"))
    return "".join([*parts, _escaped(text[position:])])


def _markup(tag: str, is_open: list[str]) -> str:
    name = re.sub(r"[^a-z].*", "", tag.lstrip("</"))
    if name == "br":
        return "<br/>"
    if tag.startswith("</"):
        if not is_open or is_open.pop() != name:
            raise WrongValueError(_("has the tag “{tag}” where it closes nothing").format(tag=tag))
        return tag
    if name in is_open:
        raise WrongValueError(_("has the tag “{tag}” inside another one").format(tag=shorten(tag)))
    is_open.append(name)
    return tag if name != "a" else _anchor(tag[9:-2])


def _anchor(address: str) -> str:
    address = address.replace("&amp;", "&")
    if not LINK.fullmatch(address) or CONTROL.search(address):
        message = _("links to “{address}”; expected an address that begins with https://, http://, mailto: or tel:")
        raise WrongValueError(message.format(address=shorten(address)))
    kind, _colon, number = address.partition(":")
    if kind in ("page", "document"):
        return f'<a id="{number}" linktype="{kind}">'
    return f'<a href="{address.replace("&", "&amp;")}">'


def _escaped(text: str) -> str:
    # Quotes stay as they are, as in what the editor and the loader write.
    plain = text.replace("&lt;", "<").replace("&amp;", "&")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def write_narrative(pieces: Iterable[Piece]) -> str:
    return "\n\n".join(_written(piece) for piece in pieces)


def _written(piece: Piece) -> str:
    if piece.kind == HEADING:
        return f"# {piece.leaves[0]}"
    if piece.kind == POINTS:
        return "\n".join(_point(leaf) for leaf in piece.leaves)
    if piece.kind == PARAGRAPH:
        return "\n".join(_safe(leaf) for leaf in piece.leaves)
    return f"[[{piece.kind} {piece.id}]]"


def _point(leaf: str) -> str:
    first, *more = leaf.split("\n")
    return "\n".join([BULLET + first, *(f"  {_safe(line)}" for line in more)])


def _safe(line: str) -> str:
    return f"\\{line}" if SPECIAL.match(line) else line


def read_narrative(text: str) -> tuple[Piece, ...]:
    """The pieces of a cell. Raises WrongValueError, which names the fault."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pieces: list[Piece] = []
    for chunk in re.split(r"\n[^\S\n]*\n", text):
        pieces += _pieces_of(chunk)
    pieces = [replace(piece, leaves=tuple(_settled(piece))) for piece in pieces]
    return tuple(piece for piece in pieces if piece.leaves or piece.kind in (PICTURE, OTHER))


def _settled(piece: Piece) -> Iterable[str]:
    """The leaves as they will stand there when they are read back."""
    if piece.kind != PARAGRAPH:
        return piece.leaves
    return (leaf for leaf in (html_to_text(text_to_html(leaf)) for leaf in piece.leaves) if leaf)


def _pieces_of(chunk: str) -> Iterable[Piece]:
    """A chunk is one piece, but a heading stands by itself, and a list may follow a line that leads to it."""
    pieces: list[Piece] = []
    for line in chunk.split("\n"):
        clean = tidy_line(line)
        if not clean:
            continue
        kept = KEPT_BLOCK.fullmatch(clean)
        last = pieces[-1] if pieces else None
        if kept:
            pieces.append(Piece(kept[1], (), kept[2]))
        elif clean.startswith("# "):
            pieces.append(Piece(HEADING, (clean[2:].strip(),)))
        elif BULLETS.match(clean):
            _add(pieces, POINTS, BULLETS.sub("", clean, count=1))
        elif last and last.kind == POINTS and line[:1].isspace():
            pieces[-1] = replace(
                last, leaves=(*last.leaves[:-1], f"{last.leaves[-1]}\n{clean.removeprefix(BACKSLASH)}")
            )
        else:
            _add(pieces, PARAGRAPH, clean.removeprefix(BACKSLASH))
    return pieces


def _add(pieces: list[Piece], kind: str, leaf: str) -> None:
    if pieces and pieces[-1].kind == kind:
        pieces[-1] = replace(pieces[-1], leaves=(*pieces[-1].leaves, leaf))
    else:
        pieces.append(Piece(kind, (leaf,)))


def plain_data(text: str) -> str:
    """What wagtail-localize keeps for a text without markup, as `StringValue.from_plaintext` has it.

    Said here because that builds a tree of every text, which costs more than everything else that an export does.
    """
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\n", "<br/>")

"""Giving a page what stands in the cells, so that what is the same stays the same: blocks and rows keep their ids."""

import json
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any
from uuid import uuid4

from .facts import Named, Reference, Several, Vocabulary
from .judgements import Change
from .narrative_text import HEADING, OTHER, PARAGRAPH, PICTURE, POINTS, Piece, text_to_html, to_pieces
from .words import Line, Narrative, Rows


def matched(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int | None, bool]]:
    """For each of `new` the number of its like in `old`, and whether it is the very same. None: there is none.

    What stands in place of something else is taken for a change of it.
    """
    found: list[tuple[int | None, bool]] = []
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for number in range(last - first):
            place = start + number if start + number < end else None
            found.append((place, tag == "equal"))
    return found


def apply_changes(page: Any, changes: Iterable[Change], vocabulary: Vocabulary, *, placed_by: str = "") -> None:
    """Give `page`, not saved here, the values of the columns in its own language and of those without one.

    A page, a row of one or a snippet. `placed_by`: the field that follows from its place in the tree.
    """
    for change in changes:
        column, value = change.column, change.value
        if column.field == placed_by:
            continue
        if isinstance(column.fact, Reference):
            setattr(page, f"{column.field}_id", column.fact.terms(vocabulary).pks.get(value))
        elif isinstance(column.fact, Named):
            _apply_named(page, column.fact, value, vocabulary)
        elif isinstance(column.fact, Several):
            _set_rows(page, column.field, value, *_access(column.fact.column))
        elif isinstance(column.words, Narrative):
            raw = list(getattr(page, column.field).raw_data)
            setattr(page, column.field, json.dumps(merged_blocks(raw, value), ensure_ascii=False))
        elif isinstance(column.words, Rows):
            _apply_lines(page, column.words, value)
        else:
            setattr(page, column.field, value)


def _apply_named(page: Any, fact: Named, items: Sequence[str], vocabulary: Vocabulary) -> None:
    """What the person does not see was not in the cell, and stays."""
    terms, name = fact.terms(vocabulary), f"{fact.column}_id"
    unseen = [getattr(row, name) for row in getattr(page, fact.field).all() if getattr(row, name) not in terms.ids]
    _set_rows(page, fact.field, [*(terms.pks[item] for item in items), *unseen], *_access(name))


def _access(name: str) -> tuple[Callable[[Any], Any], Callable[[Any, Any], None]]:
    return lambda row: getattr(row, name), lambda row, value: setattr(row, name, value)


def _apply_lines(page: Any, kind: Rows, lines: Sequence[Line]) -> None:
    def fill(row: Any, line: Line) -> None:
        for name, value in zip((*kind.facts_of, *kind.texts_of), (*line.facts, *line.texts), strict=True):
            setattr(row, name, value)

    _set_rows(page, kind.field, lines, kind.line_of, fill)


def _set_rows(
    page: Any,
    name: str,
    values: Sequence[Any],
    key: Callable[[Any], Any],
    fill: Callable[[Any, Any], None],
) -> None:
    """Rows of `page` for `values`; a row that is there already keeps its key, and the sources that it has."""
    old = sorted(getattr(page, name).all(), key=lambda row: (row.sort_order is None, row.sort_order or 0))
    model = page._meta.get_field(name).related_model
    rows = []
    for order, (value, (place, is_same)) in enumerate(zip(values, matched([key(r) for r in old], values), strict=True)):
        row = old[place] if place is not None else model(locale=page.locale, translation_key=uuid4())
        if not is_same:
            fill(row, value)
        row.sort_order = order
        rows.append(row)
    setattr(page, name, rows)


def merged_blocks(raw: Sequence[dict[str, Any]], pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    """`pieces` as blocks of a stream field; blocks of `raw` that say the same are taken as they are."""
    kept = {str(block.get("id", "")): block for block in raw if block["type"] not in (HEADING, PARAGRAPH, POINTS)}
    blocks = {str(block.get("id", "")): block for block in raw}
    old = [piece for piece in to_pieces(raw) if piece.kind not in (PICTURE, OTHER)]
    new = [piece for piece in pieces if piece.kind not in (PICTURE, OTHER)]
    places = iter(matched([piece.key for piece in old], [piece.key for piece in new]))
    found = []
    for piece in pieces:
        if piece.kind in (PICTURE, OTHER):
            found.append(kept[piece.id])
            continue
        place, is_same = next(places)
        before = blocks[old[place].id] if place is not None and old[place].id else None
        fits = before is not None and before["type"] == piece.kind
        found.append(before if before and is_same else _block(piece, before if fits else None))
    return found


def _block(piece: Piece, before: dict[str, Any] | None) -> dict[str, Any]:
    value: Any
    if piece.kind == HEADING:
        value = piece.leaves[0]
    elif piece.kind == POINTS:
        value = _items(piece, before["value"] if before else [])
    else:
        value = "".join(f'<p data-block-key="{uuid4().hex[:5]}">{text_to_html(leaf)}</p>' for leaf in piece.leaves)
    return {"type": piece.kind, "value": value, "id": str(before["id"]) if before else str(uuid4())}


def _items(piece: Piece, before: Sequence[Any]) -> list[dict[str, Any]]:
    old = [item for item in before if isinstance(item, dict)]
    texts = [item["value"] for item in old]
    places = matched(texts, piece.leaves)
    return [
        {"type": "item", "value": leaf, "id": str(old[place]["id"]) if place is not None else str(uuid4())}
        for leaf, (place, _is_same) in zip(piece.leaves, places, strict=True)
    ]

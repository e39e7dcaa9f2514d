"""StreamField values of narrative text, the same blocks in every language."""

import json
from collections.abc import Iterable
from html import escape
from typing import Any
from uuid import UUID, uuid5

from .shapes import Passage, Text


def paragraphs(key: UUID, texts: Iterable[Text], language: str) -> str:
    """A block of rich text for each paragraph. `key` names the field of the page."""
    return _stream(_paragraph(key, number, text[language]) for number, text in enumerate(texts))


def points(key: UUID, texts: Iterable[Text], language: str) -> str:
    """One list."""
    items = [
        {"type": "item", "value": text[language], "id": str(uuid5(key, f"item {number}"))}
        for number, text in enumerate(texts)
    ]
    return _stream([{"type": "points", "value": items, "id": str(uuid5(key, "points"))}] if items else [])


def passages(key: UUID, texts: Iterable[Passage], language: str) -> str:
    """Headings, each with its paragraphs."""
    blocks: list[dict[str, Any]] = []
    for number, passage in enumerate(texts):
        inner = uuid5(key, f"passage {number}")
        heading = passage.heading[language]
        blocks.append({"type": "heading", "value": heading, "id": str(uuid5(inner, "heading"))})
        blocks += [_paragraph(inner, place, text[language]) for place, text in enumerate(passage.paragraphs)]
    return _stream(blocks)


def _paragraph(key: UUID, number: int, text: str) -> dict[str, Any]:
    identifier = uuid5(key, f"paragraph {number}")
    # Quotes stay as they are: wagtail-localize writes them so when it puts a translated text together.
    markup = f'<p data-block-key="{identifier.hex[:5]}">{escape(text, quote=False)}</p>'
    return {"type": "paragraph", "value": markup, "id": str(identifier)}


def _stream(blocks: Iterable[dict[str, Any]]) -> str:
    return json.dumps(list(blocks), ensure_ascii=False)

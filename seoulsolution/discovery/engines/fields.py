"""What a document becomes in an index: the same terms in every engine."""

import hashlib
from dataclasses import dataclass

from ..analysis import document_terms
from ..concepts import Field
from .interface import Document

TITLE_WEIGHT = 2


@dataclass(frozen=True, slots=True)
class Indexed:
    """The terms of each field in their order; `surfaces`: the words as they are written, each once."""

    fields: dict[Field, list[str]]
    surfaces: list[str]


def indexed(document: Document) -> Indexed:
    """The title counts TITLE_WEIGHT times; title and tags also stand in a field of their own."""
    title, text, tags = (document_terms(some) for some in (document.title, document.text, document.tags))
    return Indexed(
        {
            Field.WORDS: title.words * TITLE_WEIGHT + text.words + tags.words,
            Field.HEAD: title.words * TITLE_WEIGHT + tags.words,
            Field.LETTERS: title.letters * TITLE_WEIGHT + text.letters + tags.letters,
            Field.SOUNDS: title.sounds * TITLE_WEIGHT + text.sounds + tags.sounds,
        },
        sorted({*title.surfaces, *text.surfaces, *tags.surfaces}),
    )


def number_of(name: str) -> int:
    """A number for a name, the same in every process; below 2 ** 56, so that it is positive in 64 bits."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=7).digest())

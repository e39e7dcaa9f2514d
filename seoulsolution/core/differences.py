"""What was changed between two texts, word by word."""

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

# Words with the space after them, and signs one by one: a comma that was added does not make its word new.
TOKENS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    kind: Kind
    text: str


def word_differences(before: str, after: str) -> list[Piece]:
    """The pieces that make `before` when what was added is left out, and `after` when what was removed is."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    pieces: list[Piece] = []
    # Not `autojunk`: in a long text it would take the words that are used most for noise.
    for change, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            pieces.append(Piece(Kind.SAME, "".join(old[a:b])))
            continue
        pieces += [Piece(Kind.REMOVED, "".join(old[a:b]))] if b > a else []
        pieces += [Piece(Kind.ADDED, "".join(new[c:d]))] if d > c else []
    return pieces

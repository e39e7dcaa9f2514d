"""What was changed between two texts, word by word."""

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

# Words with the space after them, and signs one by one: a comma that was added does not make its word new. Those
# within a number are its own: nobody reads that 2,6 became 2,7.
TOKENS = re.compile(r"\d+(?:[.,]\d+)+\w*\s*|\w+\s*|[^\w\s]\s*|\s+")


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
        removed, added, space = _without_common_end("".join(old[a:b]), "".join(new[c:d]))
        found = (Piece(Kind.REMOVED, removed), Piece(Kind.ADDED, added), Piece(Kind.SAME, space))
        pieces += [piece for piece in found if piece.text]
    return pieces


def _without_common_end(removed: str, added: str) -> tuple[str, str, str]:
    """A space behind both is not a part of what was changed."""
    space = removed[len(removed.rstrip()) :]
    if removed.strip() and added.strip() and space and added[len(added.rstrip()) :] == space:
        return removed.rstrip(), added.rstrip(), space
    return removed, added, ""

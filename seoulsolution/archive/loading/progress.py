"""Progress of long work: a bar on a terminal, a line for every tenth elsewhere."""

import sys
from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")
WORTH_SHOWING = 200


def track(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """The same items, telling on stderr how far they are. Short work is not worth a word."""
    if total is None:
        total = len(items) if isinstance(items, Sized) else 0
    if total < WORTH_SHOWING:
        yield from items
    elif sys.stderr.isatty():
        yield from tqdm(items, desc=what, total=total, file=sys.stderr)
    else:
        yield from _lines(items, what, total)


def _lines(items: Iterable[Item], what: str, total: int) -> Iterator[Item]:
    shown = 0
    for number, item in enumerate(items, start=1):
        yield item
        tenth = number * 10 // total
        if tenth > shown:
            shown = tenth
            sys.stderr.write(f"{what}: {number}/{total}\n")

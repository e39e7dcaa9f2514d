"""Whose money projects were, in words: who paid, and by what."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from .lineage_rows import FUNDER, FUNDING, Row


def payers_of(rows: Iterable[Row]) -> dict[UUID, list[str]]:
    """The names of who paid for each project, or what the money was where nobody is named."""
    found: dict[tuple[UUID, str], list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        if row.sort in (FUNDER, FUNDING) and row.project:
            found[row.project, row.sort].append((row.year_from or 0, row.what))
    paid = {}
    for key, _sort in found:
        told = found.get((key, FUNDER)) or found[key, FUNDING]
        paid[key] = list(dict.fromkeys(words for _order, words in sorted(told)))
    return paid

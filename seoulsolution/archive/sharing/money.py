"""Whose money projects were, in words: who paid, and by what."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from seoulsolution.core.numbers import format_money

from .lineage_rows import CONTRACT, FUNDER, FUNDING, Row


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


def contracts_of(rows: Iterable[Row]) -> dict[UUID, list[str]]:
    """The contracts of each project with their amounts: what it cost, where the sources do not name who paid."""
    found: dict[UUID, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        if row.sort == CONTRACT and row.project:
            amount = f": {format_money(Decimal(row.evidence), row.channel)}" if row.evidence else ""
            found[row.project].append((row.year_from or 0, f"{row.what}{amount}"))
    return {key: [words for _order, words in sorted(told)] for key, told in found.items()}

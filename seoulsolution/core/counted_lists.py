"""Lists that are counted by the database, once for all their filters together, and read a part at a time.

What is listed is grouped by everything that can be filtered; a group is a cell. However many rows there are, the
filters and their counts are made of the cells.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from .list_filters import ListFilter
from .statements import Parts

Rows = QuerySet[Any] | Sequence[Any] | Parts
PAGE_SIZE = 50
# Of entries of several lines: fifty of them are more than a phone over a slow line is to wait for.
LONG_ENTRIES = 25
LONGEST_NUMBER = 5


class Cell(Protocol):
    """How many rows have all of this in common: an attribute for each filter, and their `number`."""

    @property
    def number(self) -> int: ...


class CellFilter(ListFilter):
    class Meta:
        """As in `ListFilter`."""

    def __init__(self, data: Mapping[str, Any], cells: Sequence[Cell]) -> None:
        super().__init__(data)
        self.cells = cells

    def left(self, name: str) -> Mapping[str, int]:
        left: Counter[str] = Counter()
        for cell in self._matching(without=name):
            left[getattr(cell, name)] += cell.number
        return left

    def _matching(self, *, without: str = "") -> Iterator[Cell]:
        wanted = {name: value for name, value in self.chosen.items() if name != without}
        return (cell for cell in self.cells if all(getattr(cell, name) == value for name, value in wanted.items()))

    @property
    def found(self) -> int:
        return sum(cell.number for cell in self._matching())

    @property
    def total(self) -> int:
        return sum(cell.number for cell in self.cells)


class _Counted(Paginator):
    """Pages of a list whose length is known."""

    def __init__(self, rows: Rows, size: int, number: int) -> None:
        super().__init__(rows, size)  # type: ignore[arg-type] # it asks parts for no more than a part
        self.count = number


def part_of(rows: Rows, filters: CellFilter, data: Mapping[str, Any], size: int | None = None) -> "Page[Any]":
    """The page of the list that `data` asks for; the nearest where there is no such page. `size`: its entries."""
    text = data.get("page", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 1
    return _Counted(rows, size or PAGE_SIZE, filters.found).get_page(number)

"""Lines of several kinds of pages, read with one query: each row is the name of its kind and a JSON object.

A page may cost ten queries; what others say beside it is read with one for all of them.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject

Columns = tuple[str, ...]
# What makes a column's value of what JSON holds, where that is not the value.
MAKE: dict[str, Callable[[Any], Any]] = {
    "translation_key": UUID,
    "is_online": bool,
    "applications_until": lambda day: day and date.fromisoformat(day),
    "closes_on": lambda day: day and date.fromisoformat(day),
    "closes_at": lambda hour: hour and time.fromisoformat(hour),
    "amount": lambda number: None if number is None else Decimal(str(number)),
}


def as_json(kind: str, pages: QuerySet[Any], columns: Columns) -> QuerySet[Any]:
    """(kind, the columns of a page), for a UNION with other kinds."""
    return pages.order_by().values_list(Value(kind), JSONObject(**{name: F(name) for name in columns}))


@cache
def _row(columns: Columns) -> Any:
    return namedtuple("Row", columns)


def rows_of(kind: str, columns: Columns, found: Iterable[tuple[str, dict[str, Any]]]) -> list[Any]:
    """Those of a kind, named, as the query of a list would give them."""
    row = _row(columns)
    return [row(*(MAKE.get(name, _as_it_is)(data[name]) for name in columns)) for of, data in found if of == kind]


def _as_it_is(value: Any) -> Any:
    return value

"""Queries whose SQL is composed once and then run with other values.

Django composes the SQL of a query anew each time, which takes several times as long as the database needs to answer.
What a public page asks for is the same for every reader but for a few values; so the statement is kept while the
process lives, with a place for each value. Rows are never kept.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import lru_cache, partial, wraps
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Q, QuerySet
from django.db.models.expressions import Value

# A value is a text, a number, a key, or a list or set of them; the field says how the database wants it.
FIELDS: dict[type, models.Field[Any, Any]] = {
    UUID: models.UUIDField(),
    bool: models.BooleanField(),
    int: models.BigIntegerField(),
    str: models.CharField(),
}
SEVERAL = (list, tuple, set, frozenset)
# Statements kept for one query. They differ by the types of the values and by the lengths of the lists.
VARIANTS = 32

Shape = tuple[tuple[str, type, int | None], ...]
# The query, its compiler, its SQL, and a value or its place for each of its parameters.
Statement = tuple[QuerySet[Any], Any, str, tuple[Any, ...]]


class Slot(Value):
    """The place of a value in a statement: `value` is (name, position in the list)."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


def kept(compose: Callable[..., QuerySet[Any]]) -> Callable[..., list[Any]]:
    """Turn a function that makes a query from keyword arguments into one that answers it.

        @kept
        def titles_below(root: str, language: str) -> QuerySet:
            return Page.objects.filter(url_path__startswith=root, ...).values_list("title", "url_path")

        titles_below(root="/home/", language="ko")

    The function may do nothing with its arguments but put them into the query, and the query may depend on nothing
    else: it is made once. A list is for `__in`; an empty one may find nothing. TypeError for a value that is none of
    FIELDS, such as None.
    """

    @lru_cache(VARIANTS)
    def statement(shape: Shape) -> Statement | None:
        return _composed(compose(**{name: _slots(name, kind, length) for name, kind, length in shape}))

    @wraps(compose)
    def answer(**values: Any) -> list[Any]:
        given = {name: _padded(value) for name, value in values.items()}
        composed = statement(tuple((name, *_kind(value)) for name, value in given.items()))
        return _run(given, *composed) if composed else []

    return answer


class Parts:
    """What a query finds, a part at a time: `rows[50:100]` is one query."""

    def __init__(self, statement: Callable[[slice], Statement | None]) -> None:
        self._statement = statement

    def __getitem__(self, part: slice) -> list[Any]:
        composed = self._statement(part)
        return _run({}, *composed) if composed else []


def kept_parts(compose: Callable[..., QuerySet[Any]]) -> Callable[..., Parts]:
    """Turn a function that makes the query of a long list into one that reads parts of what it finds.

        @kept_parts
        def titles(area: str, order: str) -> QuerySet:
            return Page.objects.filter(area__slug=area).order_by(order).values_list("title")

        titles("water", "title")[:50]

    Statements are kept for the arguments and the part, so that these may decide what the query is like. The arguments
    are to be few and choices that the site offers, such as those of filters: what readers type belongs into `kept`.
    """

    @lru_cache(VARIANTS)
    def statement(arguments: tuple[Any, ...], start: int | None, stop: int | None) -> Statement | None:
        return _composed(compose(*arguments)[start:stop])

    @wraps(compose)
    def parts(*arguments: Any) -> Parts:
        return Parts(lambda part: statement(arguments, part.start, part.stop))

    return parts


def any_of(rows: QuerySet[Any], conditions: Iterable[Q]) -> QuerySet[Any]:
    """Those of `rows` for which one of the conditions holds. Each is looked up by itself: “or” goes through all rows
    as soon as the database takes one of them for a common one.
    """
    first, *others = (rows.filter(condition).order_by().values("pk") for condition in conditions)
    return rows.filter(pk__in=first.union(*others, all=True))


def _composed(queryset: QuerySet[Any]) -> Statement | None:
    """None where nothing can be found."""
    compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
    try:
        sql, slots = compiler.as_sql()
    except EmptyResultSet:
        return None
    # What makes values of what the database gives is the same each time, too.
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    compiler.get_converters = partial(_the_same, converters)
    compiler.connection = None  # it belongs to the thread that came first
    return queryset, compiler, sql, tuple(slots)


def _padded(value: Any) -> Any:
    """A list made as long as the next power of two by repeating its last value, so that there are few statements."""
    if not isinstance(value, SEVERAL):
        return value
    items = list(value)
    return items + items[-1:] * ((1 << (len(items) - 1).bit_length()) - len(items)) if items else items


def _kind(value: Any) -> tuple[type, int | None]:
    """The type in FIELDS that `value` or its first item has, and the length of a list."""
    first, length = (value[0] if value else "", len(value)) if isinstance(value, list) else (value, None)
    for kind in FIELDS:
        if isinstance(first, kind):
            return kind, length
    raise TypeError(f"there is no place for {first!r} in a statement")


def _slots(name: str, kind: type, length: int | None) -> Slot | list[Slot]:
    if length is None:
        return Slot((name, None), FIELDS[kind])
    return [Slot((name, position), FIELDS[kind]) for position in range(length)]


def _places(given: dict[str, Any]) -> Iterator[tuple[tuple[str, int | None], models.Field[Any, Any], Any]]:
    """(the key of a slot, its field, its value) for all of `given`."""
    for name, value in given.items():
        field = FIELDS[_kind(value)[0]]
        if isinstance(value, list):
            yield from (((name, position), field, item) for position, item in enumerate(value))
        else:
            yield (name, None), field, value


def _run(given: dict[str, Any], queryset: Any, composed: Any, sql: str, slots: tuple[Any, ...]) -> list[Any]:
    """Rows as `queryset` would give them: Django's own reader of rows, handed a statement that is composed already."""
    connection = connections[DEFAULT_DB_ALIAS]
    values = {key: field.get_db_prep_value(value, connection) for key, field, value in _places(given)}
    parameters = tuple(values[slot.value] if isinstance(slot, Slot) else slot for slot in slots)
    compiler = copy(composed)
    compiler.connection = connection
    compiler.as_sql = lambda: (sql, parameters)
    query = SimpleNamespace(get_compiler=partial(_the_same, compiler))
    source = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query, _fields=queryset._fields, _known_related_objects={})
    return list(queryset._iterable_class(source))


def _the_same(kept: Any, *_asked: Any, **_options: Any) -> Any:
    return kept

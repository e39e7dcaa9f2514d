"""Lines of several kinds of pages, read with one query: each row is the name of its kind and a JSON object.

A page may cost ten queries; what others say beside it is read with one for all of them.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db.models import F, Model, QuerySet, Value
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import JSONObject


@dataclass(frozen=True)
class JsonLines:
    """How lines of a kind are told and read. `columns`: of pages of `model`, as `values_list` takes them."""

    kind: str
    model: type[Model]
    columns: tuple[str, ...]

    def of(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """(kind, columns as JSON) of each page, for a UNION with other kinds."""
        return pages.order_by().values_list(Value(self.kind), JSONObject(**{name: F(name) for name in self.columns}))

    def among(self, found: Iterable[tuple[str, dict[str, Any]]]) -> list[Any]:
        """Those of this kind, named, as the query of a list would give them."""
        row = self._row
        makers = [(name, _maker(self.model, name)) for name in self.columns]
        return [row(*(make(data[name]) for name, make in makers)) for kind, data in found if kind == self.kind]

    @cached_property
    def _row(self) -> Any:
        return namedtuple("Row", self.columns)


@cache
def _maker(model: Any, column: str) -> Callable[[Any], Any]:
    """What makes the value of a column of what JSON holds: its field does."""
    to_python = _field(model, column).to_python
    # A number with a point is told by its digits: what lies near it as a float is another one.
    return lambda value: to_python(str(value) if isinstance(value, float) else value)


def _field(model: Any, column: str) -> Any:
    first, _sep, rest = column.partition(LOOKUP_SEP)
    field = model._meta.pk if first == "pk" else model._meta.get_field(first)
    return _field(field.related_model, rest) if rest else field

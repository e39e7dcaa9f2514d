"""All child rows of a page in one query.

A policy has a dozen kinds of child rows. One SELECT for each would cost more than everything else on the
page, so they are read as JSON objects with one UNION and become ordinary model instances.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import JSONObject

Make = Callable[[Any], Any]

# Texts and whole numbers are in JSON what they are in a row.
AS_IN_JSON = (models.CharField, models.TextField, models.IntegerField)
_DECODER = json.JSONDecoder(parse_float=Decimal)
# Stands for the page's key in the statement that is kept; no row has it.
ANY_PAGE = -1


def fetch_children(page: models.Model, names: tuple[str, ...]) -> dict[str, list[Any]]:
    """Rows of the child relations `names` of `page`, in their order, with one query.

    The relations must be ParentalKeys to the model of `page`. Foreign keys are given by their ids; what a model says in
    `read_beside`, {attribute: path}, is read with its rows from what they name.
    """
    sql, parameters = _statement(type(page), names, connection.vendor)
    rows: dict[str, list[Any]] = {name: [] for name in names}
    with connection.cursor() as cursor:
        cursor.execute(sql, [page.pk if value == ANY_PAGE else value for value in parameters])
        for name, data in cursor.fetchall():
            rows[name].append(_instance(_relation(type(page), name).related_model, data))
    for children in rows.values():
        children.sort(key=lambda row: (row.sort_order or 0, row.pk))
    return rows


def _relation(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


@cache
def _statement(model: type[models.Model], names: tuple[str, ...], vendor: str) -> tuple[str, tuple[Any, ...]]:
    """SQL and its parameters. Composing it costs more than running it, so it is kept for each database."""
    querysets = []
    for name in names:
        relation = _relation(model, name)
        child: Any = relation.related_model
        columns = {field.attname: F(field.attname) for field in child._meta.concrete_fields}
        columns |= {name: F(path) for name, path in _beside(child).items()}
        querysets.append(
            child._default_manager.filter(**{relation.field.name: ANY_PAGE})
            .order_by()
            .values_list(Value(name), JSONObject(**columns))
        )
    union = querysets[0].union(*querysets[1:], all=True)
    sql, parameters = union.query.get_compiler(connection=connection).as_sql()
    return sql, tuple(parameters)


@cache
def _columns(model: type[models.Model]) -> dict[str, Make | None]:
    """What makes a column's value of what JSON holds; None where that is the value."""
    fields = model._meta.concrete_fields
    return {field.attname: None if isinstance(_stored(field), AS_IN_JSON) else field.to_python for field in fields}


def _stored(field: Any) -> models.Field[Any, Any]:
    """`field`, or the field of another table whose value a foreign key holds."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def _beside(model: type[models.Model]) -> dict[str, str]:
    return getattr(model, "read_beside", {})


def _instance(model: type[models.Model], data: str) -> models.Model:
    values = _DECODER.decode(data)
    columns = _columns(model)
    made = [make(values[name]) if make else values[name] for name, make in columns.items()]
    row = model.from_db("default", list(columns), made)
    for name in _beside(model):
        setattr(row, name, values[name])
    return row

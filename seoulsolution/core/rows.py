"""All child rows of a page in one query.

A policy has a dozen kinds of child rows. One SELECT for each would cost more than everything else on the
page, so they are read as JSON objects with one UNION and become ordinary model instances.
"""

import json
from typing import Any

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import JSONObject


def fetch_children(page: models.Model, names: list[str]) -> dict[str, list[Any]]:
    """Rows of the child relations `names` of `page`, in their order, with one query.

    The relations must be ParentalKeys to the model of `page`. Foreign keys are given by their ids.
    """
    related: dict[str, Any] = {name: page._meta.get_field(name) for name in names}
    querysets = []
    for name, relation in related.items():
        model: Any = relation.related_model
        columns = {field.attname: F(field.attname) for field in model._meta.concrete_fields}
        querysets.append(
            model._default_manager.filter(**{relation.field.name: page.pk})
            .order_by()
            .values_list(Value(name), JSONObject(**columns))
        )
    rows: dict[str, list[Any]] = {name: [] for name in names}
    for name, data in querysets[0].union(*querysets[1:], all=True):
        rows[name].append(_instance(related[name].related_model, data))
    for children in rows.values():
        children.sort(key=lambda row: (row.sort_order or 0, row.pk))
    return rows


def _instance(model: type[models.Model], data: dict[str, Any] | str) -> models.Model:
    values = json.loads(data) if isinstance(data, str) else data
    fields = model._meta.concrete_fields
    return model.from_db("default", [f.attname for f in fields], [f.to_python(values[f.attname]) for f in fields])

"""Where in a model a segment of wagtail-localize belongs."""

from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock


def field_path(instance: Any, path: str) -> str:
    """The path with block types and field names in place of the ids of blocks and child rows.

    "background.<id>" becomes "background.paragraph", "milestones.<key>.text" becomes "milestones.text".
    """
    return ".".join(_field(instance, path.split(".")))


def _field(instance: Any, parts: list[str]) -> list[str]:
    name, *rest = parts
    column = instance._meta.get_field(name)
    if isinstance(column, StreamField):
        return [name, *_block(column.value_from_object(instance), rest)]
    if isinstance(column, models.ManyToOneRel) and isinstance(column.remote_field, ParentalKey):
        child = next(row for row in getattr(instance, name).all() if str(row.translation_key) == rest[0])
        return [name, *_field(child, rest[1:])]
    return [name]


def _block(value: Any, parts: list[str]) -> list[str]:
    name, *rest = parts
    if isinstance(value, StructValue):
        kind, definition, inner = name, value.block.child_blocks[name], value[name]
    elif isinstance(value, ListValue):
        kind, definition = "item", value.list_block.child_block
        inner = next(block.value for block in value.bound_blocks if block.id == name)
    else:
        block = next(block for block in value if block.id == name)
        kind, definition, inner = (
            block.block_type,
            value.stream_block.child_blocks[block.block_type],
            block.value,
        )
    if isinstance(definition, ImageBlock):
        return [kind, *rest]
    if isinstance(inner, StreamValue | StructValue | ListValue) and rest:
        return [kind, *_block(inner, rest)]
    return [kind]

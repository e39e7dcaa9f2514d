"""A page before it is saved: its values in one language and its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from wagtail.models import Locale

from . import shapes
from .outline import Record
from .shelf import Shelf

Rows = dict[str, list[Any]]


class RowMaker:
    """Makes the rows of one page in one language. The same row has the same key in every language."""

    def __init__(self, page_key: UUID, language: str, locale: Locale) -> None:
        self.page_key, self.language, self.locale = page_key, language, locale

    def make(self, model: type[Any], name: str, key: object, order: int, /, **values: Any) -> Any:
        """`key` tells the row from others of its relation `name`."""
        return model(
            translation_key=uuid5(self.page_key, f"{name}:{key}"),
            locale=self.locale,
            sort_order=order,
            **{column: self.said(value) for column, value in values.items()},
        )

    def said(self, value: Any) -> Any:
        """The text in this language; everything else is the same in all."""
        return value[self.language] if isinstance(value, dict) else value

    def statements(
        self, model: type[Any], name: str, items: Iterable[shapes.Statement], columns: dict[str, str]
    ) -> list[Any]:
        """Rows of claims. `columns`: attribute of the record by column."""
        rows = []
        for order, item in enumerate(items):
            values = {column: getattr(item, attribute) for column, attribute in columns.items()}
            rows.append(self.make(model, name, order, order, **values, **claim(item)))
        return rows


def claim(item: shapes.Statement) -> dict[str, Any]:
    return {
        "basis": item.basis,
        "source": "\n".join(item.sources),
        "confidence": item.confidence,
        "disputed": item.disputed,
    }


def result_values(item: shapes.Result) -> dict[str, Any]:
    """The columns of a row that says something before and after."""
    figures: dict[str, Any] = {}
    for side in ("before", "after"):
        figure: shapes.Figure | None = getattr(item, side)
        if figure is not None:
            figures |= {
                f"{side}_value": figure.value,
                f"{side}_year": figure.year,
                f"{side}_year_end": figure.year_end,
                f"{side}_period": figure.period,
            }
    return {"indicator": item.indicator, "unit": item.unit, "kind": item.kind, **figures, **claim(item)}


@dataclass(frozen=True)
class Draft:
    """What a page is to hold: the values of its columns and its child rows by relation."""

    values: dict[str, Any]
    rows: Rows


def row_maker(record: Record, language: str, shelf: Shelf) -> RowMaker:
    return RowMaker(record.translation_key, language, shelf.locales[language])

"""Boxes in the forms of the admin."""

from decimal import Decimal
from typing import Any

from django import forms


class PlainNumberInput(forms.NumberInput):
    """A number as it was typed, without the zeros that its column keeps: 14, not 14.000000."""

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Decimal):
            value = f"{value.normalize():f}"
        return super().format_value(value)

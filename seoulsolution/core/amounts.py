"""Amounts of money as they are recorded: a number in the plain unit and its currency."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def amount_field() -> "models.DecimalField[Any, Any]":
    return models.DecimalField(
        _("amount"),
        max_digits=20,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In the plain unit, not in thousands. Empty where it is not known."),
    )


def currency_field() -> "models.CharField[Any, Any]":
    return models.CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[RegexValidator("^[A-Z]{3}$", _("Three capital letters of ISO 4217, such as KRW."))],
        help_text=_("Three letters of ISO 4217."),
    )


def check_amount(amount: Decimal | None, currency: str) -> None:
    """Raise ValidationError where an amount is in no currency."""
    if amount is not None and not currency:
        raise ValidationError({"currency": _("Say in which currency the amount is.")})

"""The filters of a list: a GET form whose choices carry counts and that forgives bad input."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .markup import Piece

ANY = ("", _("All"))
TICKED = "on"
SORT = "sort"
NAME = "name"


@dataclass(frozen=True)
class Option:
    """A choice of a filter. `number`: what it leaves beside the other filters, None if it narrows nothing."""

    value: str
    label: str
    number: int | None
    is_chosen: bool

    @property
    def is_empty(self) -> bool:
        """Whether choosing it would leave nothing. What is chosen can always be seen and kept."""
        return self.number == 0 and not self.is_chosen

    def draw(self) -> SafeString:
        """As an `option` of a `select`."""
        state = _CHOSEN if self.is_chosen else _EMPTY if self.is_empty else ""
        words = self.label if self.number is None else f"{self.label} ({self.number})"
        return _OPTION(value=self.value, state=state, words=words)


_OPTION = Piece('<option value="{value}"{state}>{words}</option>')
_CHOSEN, _EMPTY = SafeString(" selected"), SafeString(" disabled")


@dataclass(frozen=True)
class Facet:
    """A filter as a reader sees it: its field and its choices. Without `options` it is a box to tick."""

    field: BoundField
    options: list[Option]
    box: "Option | None" = None


class ListFilter(forms.Form):
    """Each filter counts what the other filters leave. What is not a choice is ignored and said so.

    The field SORT orders the list and narrows nothing. NAME is what a reader types; the list says what it leaves.
    """

    class Meta:
        """The plugin of mypy looks for it in every form, and among many modules that wait for each other never ends."""

    form_id = "filters"
    # Whether the field SORT, where there is one, is about the order.
    sorts = True

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give the filter `name` its choices; one without any is left out."""
        if choices:
            self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def left(self, name: str) -> Mapping[str, int]:
        """How many each value of the filter `name` leaves beside the other filters."""
        raise NotImplementedError

    @property
    def facets(self) -> list[Facet]:
        """All but what is typed."""
        return [self._facet(field) for field in self if field.name != NAME]

    @property
    def typed(self) -> BoundField | None:
        """What a reader types: it stands apart from the others, and is sent with them."""
        if NAME not in self.fields:
            return None
        self.fields[NAME].widget.attrs["form"] = self.form_id
        return self[NAME]

    @property
    def is_ordered(self) -> bool:
        return self.sorts and SORT in self.fields

    def _facet(self, field: BoundField) -> Facet:
        name = field.name
        if name == SORT:
            chosen = self.cleaned_data.get(SORT) or field.field.choices[0][0]  # type: ignore[attr-defined]
            choices = field.field.choices  # type: ignore[attr-defined]
            return Facet(field, [Option(value, str(label), None, value == chosen) for value, label in choices])
        left, now = self.left(name), self.chosen.get(name, "")
        if isinstance(field.field, forms.BooleanField):
            return Facet(field, [], Option(TICKED, str(field.label), left.get(TICKED, 0), bool(now)))
        return Facet(
            field,
            [
                Option(value, str(label), left.get(value, 0) if value else None, value == now)
                for value, label in field.field.choices  # type: ignore[attr-defined]
            ],
        )

    @property
    def chosen(self) -> dict[str, str]:
        """Valid choices only, without the order and what is typed."""
        besides = (SORT, NAME)
        found: dict[str, Any] = {
            name: value for name, value in self.cleaned_data.items() if value and name not in besides
        }
        return {name: TICKED if value is True else value for name, value in found.items()}

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What is chosen, as a key of what is made of it."""
        return tuple(sorted(self.chosen.items()))

    @property
    def query(self) -> str:
        """What is chosen, as the end of an address without its question mark; the same in every language."""
        beside = {name: self.cleaned_data[name] for name in (NAME, SORT) if self.cleaned_data.get(name)}
        return urlencode(self.chosen | beside)

    @property
    def active(self) -> int:
        return len(self.chosen) + bool(self.cleaned_data.get(NAME))

    @property
    def has_faults(self) -> bool:
        return bool(self.errors)

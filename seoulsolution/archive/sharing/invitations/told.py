"""What was typed on the page of an invitation: cleaned of what is no text, and nothing of it lost."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

# Rows of one kind; as many empty ones are offered below those that are filled in.
MOST_ROWS, EMPTY_ROWS = 20, 2
# Signs that turn the direction of what stands after them.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def as_text(value: str) -> str:
    """Without control characters; lines end with one sign, as everywhere in the archive."""
    lines = TURNING.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept)


class Rows:
    """The rows of one kind: those that were filled in, in their order, and some empty ones."""

    def __init__(
        self,
        name: str,
        kind: type[forms.ModelForm],
        *,
        posted: Mapping[str, str] | None = None,
        kept: Iterable[Mapping[str, str]] = (),
        more: bool = False,
    ) -> None:
        self.name, self.kind, self.posted = name, kind, posted
        empty = 2 * EMPTY_ROWS if more else EMPTY_ROWS
        if posted is None:
            rows = list(kept)[:MOST_ROWS]
            rows += [{}] * min(empty, MOST_ROWS - len(rows))
            self.forms = [self._form(number, initial=row) for number, row in enumerate(rows)]
            return
        # Rows that were left empty are closed up, so that a fault is told at the row that is shown.
        filled = [row for row in map(self._typed, range(MOST_ROWS)) if any(row.values())]
        data = {f"{name}-{number}-{key}": value for number, row in enumerate(filled) for key, value in row.items()}
        number_of_rows = min(len(filled) + empty, MOST_ROWS)
        self.forms = [self._form(number, data=data) for number in range(number_of_rows)]

    def _form(self, number: int, **given: Any) -> forms.ModelForm:
        return self.kind(prefix=f"{self.name}-{number}", empty_permitted=True, use_required_attribute=False, **given)

    def _typed(self, number: int) -> dict[str, str]:
        posted = self.posted or {}
        return {key: posted.get(f"{self.name}-{number}-{key}", "") for key in self.kind.base_fields}

    @property
    def filled(self) -> list[forms.ModelForm]:
        return [form for form in self.forms if form.has_changed()]

    @property
    def may_have_more(self) -> bool:
        return len(self.forms) < MOST_ROWS

    def is_valid(self) -> bool:
        return not [form for form in self.filled if not form.is_valid()]

    def typed(self) -> list[dict[str, str]]:
        """What is kept of a draft."""
        return [{key: str(form[key].value() or "") for key in form.fields} for form in self.filled]

    def instances(self) -> list[Any]:
        return [form.instance for form in self.filled]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody has handed in. `office`: whom readers are told. `written_in`: code of the language."""

    office: str
    written_in: str
    reply: str = ""
    line: str = ""
    outcome: str = ""
    reason: str = ""
    advice: str = ""
    # Of a record: its adaptations, difficulties and results, by what the record calls them.
    rows: dict[str, list[Any]] = field(default_factory=dict)

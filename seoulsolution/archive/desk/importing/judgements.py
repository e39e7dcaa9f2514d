"""What is found of a row: what it would change, what is wrong with it, and the verdict."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from seoulsolution.core.numbers import format_number

from .columns import ID, Column
from .facts import Vocabulary
from .models import Verdict
from .state import Entry
from .tables import RowTable, Table

Cells = dict[str, str]


@dataclass(frozen=True)
class Change:
    """A column whose value would be another. `value`: as its kind reads it."""

    column: Column
    before: str
    after: str
    value: Any


@dataclass
class Judgement:
    """`faults`: (name of the column, message). `refusals`: what is not about a cell. `notices`: what is left out.

    `entry`: what is there already. `whole`: the page that has a row, or will have it. `parent`: the page below which a
    new one will stand.
    """

    table: Table
    cells: Cells
    vocabulary: Vocabulary
    parent: Any = None
    whole: Entry | None = None
    entry: Entry | None = None
    verdict: Verdict = Verdict.UNCHANGED
    changes: list[Change] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    # Of each changed column in another language: a text for every passage of the original.
    texts: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def fault(self, name: str, message: str) -> None:
        self.faults.append((name, message))

    def faults_of(self, name: str) -> list[str]:
        return [message for column, message in self.faults if column == name]

    @property
    def id(self) -> str:
        return self.cells.get(ID, "")

    @property
    def title(self) -> str:
        """What it is called in the file, or else in the archive; rows by their page and what makes them differ."""
        words = [kind.field for kind in self.table.words[:1]] or [self.table.facts[0].field]
        columns = [column for name in self.table.same or words if (column := self.table.source_column(name))]
        names = [column.name for column in columns]
        if isinstance(self.table, RowTable) and self.table.page_column:
            names.insert(0, self.table.page_column)
        return " · ".join(said for name in names if (said := self._said(name)))

    @property
    def told_cells(self) -> str:
        """What stands in its cells, one beside the other; what is chosen from a list by its label."""
        said = [self._called(column) for column in self.table.columns.values() if column.fact or column.words]
        return " · ".join(text for text in said if text)

    def _called(self, column: Column) -> str:
        text = self.cells.get(column.name, "")
        if isinstance(value := self.values.get(column.name), Decimal):
            return format_number(value)
        return column.fact.choices(self.vocabulary).get(text, text) if column.fact else text

    @property
    def told_id(self) -> str:
        """Where it tells people something: that of a row is only for the import."""
        is_for_people = not isinstance(self.table, RowTable) or self.table.has_own_ids
        return self.id if is_for_people else ""

    def _said(self, name: str) -> str:
        return self.cells.get(name) or (self.entry.cells.get(name, "") if self.entry else "")

    @property
    def named_faults(self) -> list[tuple[str, str]]:
        """(label of the column, message)."""
        return [(self.table.columns[name].label, message) for name, message in self.faults]

    @property
    def own_changes(self) -> list[Change]:
        """Of the page in the city's language."""
        return [change for change in self.changes if change.column.is_source]

    def changes_in(self, language: str) -> list[Change]:
        return [change for change in self.changes if change.column.language == language]

    @property
    def languages(self) -> list[str]:
        """Of the translations that would change."""
        found = (change.column.language for change in self.changes if not change.column.is_source)
        return list(dict.fromkeys(found))


def content_of(found: Judgement) -> dict[str, Any]:
    """What is there already of what the row tells; nothing where it is new."""
    if found.entry is None:
        return {}
    return found.table.part_of(found.entry.original.content, found.entry.part)

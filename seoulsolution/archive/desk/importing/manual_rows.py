"""Rows of the tables of a manual from Word: judged for the policy that the manual is, which may not be there yet."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ...loading.faults import WrongValueError
from .columns import ID
from .judgements import Cells, Judgement
from .models import MANUAL, ImportRow, MaterialImport
from .tables import RowTable
from .verdicts import Judge


def judge_manual(material: MaterialImport, rows: Sequence[ImportRow], *, by: Any) -> list[Judgement]:
    """In the order of `rows`. Rows that say the same are told apart by their order, so all of a table are judged."""
    manual = next((row for row in rows if row.number == MANUAL), None) or material.rows.get(number=MANUAL)
    found = {}
    for kind in dict.fromkeys(row.kind for row in rows):
        if not kind:
            found[MANUAL] = Judge(manual.table, by, [manual.cells], Counter()).judge(manual.cells)
            continue
        of_it = sorted(material.rows.filter(kind=kind), key=lambda row: (row.is_left_out, row.number))
        table = of_it[0].table
        cells = [{table.whole: manual.cells[ID], **row.cells} for row in of_it]
        judged = judge_rows_of_manual(table, cells, by=by)
        found |= {row.number: judgement for row, judgement in zip(of_it, judged, strict=True)}
    return [found[row.number] for row in rows]


def judge_rows_of_manual(table: Any, rows: Sequence[Cells], *, by: Any) -> list[Judgement]:
    judge = ManualRowsJudge(table, by, rows, Counter())
    return [judge.judge(cells) for cells in rows]


class ManualRowsJudge(Judge):
    """Of rows without ids. What is wrong with the policy is said of the manual, not of each row."""

    table: RowTable

    def __init__(self, table: RowTable, user: Any, rows: Sequence[Cells], counts: Counter[str]) -> None:
        super().__init__(table, user, rows, counts)
        self.given: set[str] = set()

    def judge(self, cells: Cells) -> Judgement:
        own = self._like(cells)
        self.given.add(own)
        return super().judge({**cells, ID: own})

    def _like(self, cells: Cells) -> str:
        """The id of the row of the policy that is meant: a manual that is brought again tells of the same rows."""
        said = {name: shown for name, text in cells.items() if (shown := self._as_shown(name, text)) is not None}
        needed = [self.table.names.get(name, name) for name in self.table.needed]
        called = [column.name for name in needed if (column := self.table.source_column(name))]
        alike = [
            entry
            for entry in self.archive.entries.values()
            if entry.cells[ID] not in self.given and all(entry.cells[name] == said.get(name) for name in called)
        ]
        same = [entry for entry in alike if all(entry.cells[name] == text for name, text in said.items())]
        found = same[:1] or (alike if len(alike) == 1 else [])
        return found[0].cells[ID] if found else ""

    def _as_shown(self, name: str, text: str) -> str | None:
        """A cell as the archive would say it; None where it has no value."""
        column = self.table.columns[name]
        if column.fact is None and column.words is None:
            return None
        try:
            return self._shown(column, self._value(column, text))
        except WrongValueError:
            return None

    def _read(self, found: Judgement) -> None:
        super()._read(found)
        found.faults = [(name, message) for name, message in found.faults if name != self.table.page_column]

    def _check_place(self, found: Judgement) -> None:
        if found.whole is not None:
            super()._check_place(found)

"""What there is as a table that the import takes back, and what each column of it takes."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from seoulsolution.core import spreadsheets

from .columns import Column
from .facts import Codes, Lines, Named, Reference, Single
from .limits import MOST_ROWS
from .state import Archive
from .tables import Table
from .words import Narrative, Plain, Rows


def exported(table: Table, user: Any, *, area: str = "", drafts: bool = False) -> list[dict[str, str]]:
    """Cells of everything that the person may see, in the order of areas and ids.

    `area`: only what is of it, where the table knows areas.
    """
    pages = table.originals().order_by("slug")
    if any(fact.field == "area" for fact in table.facts):
        pages = pages.order_by("area__order", "slug")
        if area:
            pages = pages.filter(area__slug=area)
    wholes = list(pages.values_list("slug", flat=True)) if table.whole else [""]
    rows = []
    for start in range(0, len(wholes), MOST_ROWS):
        part = wholes[start : start + MOST_ROWS]
        entries: dict[str, list[dict[str, str]]] = {}
        for entry in Archive.read(table, user, part, drafts=drafts).entries.values():
            entries.setdefault(table.whole_of(entry.cells), []).append(entry.cells)
        rows += [cells for whole in part for cells in entries.get(whole, [])]
    return rows


def as_csv(table: Table, rows: Iterable[dict[str, str]]) -> bytes:
    """As CSV, with the headings of the template."""
    headings = [column.heading for column in table.columns.values()]
    return spreadsheets.as_csv([headings, *([row.get(name, "") for name in table.columns] for row in rows)])


def explanation(column: Column) -> str:
    """What an editor writes into the column."""
    if column.name == "version":
        return _("Comes with an export; leave it as it is. Empty: what you write replaces what is there.")
    if column.words:
        return _of_words(column)
    if isinstance(column.fact, Single) and column.fact.labels is not None:
        return ", ".join(f"{choice.value} ({choice.label})" for choice in column.fact.labels)
    return str(column.hint or _of_fact(column) or column.help_text).strip()


def _of_fact(column: Column) -> str:
    if column.name == "id":
        return _("Small letters, digits and hyphens; part of the address. The same id means the same.")
    if isinstance(column.fact, Reference):
        return _("The id or the name, as the archive has it.")
    if isinstance(column.fact, Named):
        return _("Ids or names, parted by semicolons.")
    if isinstance(column.fact, Lines):
        return _("One on each line: a web address, or title, publisher and date.")
    if isinstance(column.fact, Codes):
        return _("Codes of ISO 639, parted by spaces: ko en.")
    return ""


def _of_words(column: Column) -> str:
    found = str(column.hint or column.help_text)
    if isinstance(column.words, Rows):
        if column.words.mark == ";":
            found = _("Parted by semicolons.")
        elif column.words.facts_of:
            found = _("One on each line: “2004: what happened”.")
        else:
            found = _("One on each line: “difficulty → solution”.")
    elif isinstance(column.words, Narrative):
        found = _(
            "Paragraphs parted by an empty line; “# ” begins a heading, “• ” a point of a list. <b>, <i> and "
            '<a href="https://…"> may be used.'
        )
    if not column.is_source and not isinstance(column.words, Plain):
        found = _("{text} As many passages as in the original, “[…]” where one is not translated.").format(text=found)
    return found.strip()

"""A table as a workbook of Excel, and the empty form of it.

Loads openpyxl, which takes longer than everything else of the admin together: to be imported where it is needed.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .exporting import explanation
from .facts import Reference, Terms, Vocabulary
from .limits import LONGEST_IN_EXCEL, MOST_ROWS, TOO_LONG
from .tables import Table

WIDTHS = {True: 60, False: 18}


# Characters of a sheet's name that Excel does not take, and how many it takes.
NOT_IN_NAMES = str.maketrans("", "", r"[]:*?/\\")
LONGEST_NAME = 31


def as_xlsx(table: Table, rows: Iterable[dict[str, str]]) -> bytes:
    """A sheet of the table, and one that says what each column takes. Every cell is text, whatever it begins with."""
    vocabulary = Vocabulary.read()
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.title.translate(NOT_IN_NAMES)[:LONGEST_NAME])
    for number, column in enumerate(table.columns.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[column.is_long]
    sheet.freeze_panes = "B2"
    for validation in _choices(table, vocabulary):
        sheet.data_validations.append(validation)
    sheet.append([_cell(sheet, column.heading, bold=True) for column in table.columns.values()])
    for row in rows:
        sheet.append([_cell(sheet, row.get(name, "")) for name in table.columns])
    _explain(book, table, vocabulary)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell = WriteOnlyCell(sheet, text if len(text) <= LONGEST_IN_EXCEL else TOO_LONG)
    # Openpyxl takes a text that begins with "=" for a formula.
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _choices(table: Table, vocabulary: Vocabulary) -> Iterable[DataValidation]:
    """Lists to choose from, where they are short enough for Excel."""
    for number, column in enumerate(table.columns.values(), start=1):
        values = _codes(column.fact, vocabulary)
        listed = ",".join(values)
        if values and len(listed) <= 250:
            letter = get_column_letter(number)
            validation = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
            validation.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
            yield validation


def _codes(fact: Any, vocabulary: Vocabulary) -> list[str]:
    if isinstance(fact, Reference):
        return [] if fact.are_many else list(fact.terms(vocabulary).pks)
    labels = getattr(fact, "labels", None)
    return list(labels.values) if labels is not None else []


def _explain(book: Workbook, table: Table, vocabulary: Vocabulary) -> None:
    sheet = book.create_sheet(_("How to fill it in"))
    for letter, width in (("A", 44), ("B", 14), ("C", 100)):
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, text, bold=True) for text in (_("Column"), _("Needed"), _("What goes there"))])
    for column in table.columns.values():
        needed = _("for something new") if column.is_required else ""
        sheet.append([_cell(sheet, text) for text in (column.heading, needed, explanation(column))])
    for column in table.columns.values():
        if isinstance(column.fact, Reference) and not column.fact.are_many:
            _list_terms(sheet, column.label, column.fact.terms(vocabulary))


def _list_terms(sheet: Any, title: str, terms: Terms) -> None:
    sheet.append([])
    sheet.append([_cell(sheet, title, bold=True)])
    for slug, name in terms.names.items():
        area = terms.areas.get(slug, "")
        sheet.append([_cell(sheet, slug), _cell(sheet, area), _cell(sheet, name)])

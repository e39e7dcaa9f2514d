"""Policies as a table that the import takes back: CSV and XLSX, and the empty form of it."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from seoulsolution.core.claims import Confidence

from ...policies.models import PolicyPage, Status
from .columns import Column, columns
from .facts import Terms, Vocabulary
from .limits import MOST_ROWS
from .state import Archive, originals

RUNS = re.compile(r"'*[=+\-@\t\r]")
# What a cell of Excel holds. A longer text is told by a sign that the import takes for “leave it as it is”.
LONGEST_IN_EXCEL = 32_767
TOO_LONG = "[[too long for Excel]]"
WIDTHS = {True: 60, False: 18}
Table = Iterable[Sequence[str]]


def exported(user: Any, *, area: str = "", drafts: bool = False) -> list[dict[str, str]]:
    """Cells of every policy that the person may see, in the order of areas and ids."""
    pages = originals().order_by("area__order", "slug")
    if area:
        pages = pages.filter(area__slug=area)
    slugs = list(pages.values_list("slug", flat=True))
    rows = []
    for start in range(0, len(slugs), MOST_ROWS):
        part = slugs[start : start + MOST_ROWS]
        policies = Archive.read(user, part, drafts=drafts).policies
        rows += [policies[slug].cells for slug in part if slug in policies]
    return rows


def as_csv(rows: Iterable[dict[str, str]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it. What Excel would run begins with an apostrophe."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.heading for column in columns().values()])
    for row in rows:
        writer.writerow([disarmed(row.get(name, "")) for name in columns()])
    return out.getvalue().encode("utf-8-sig")


def disarmed(text: str) -> str:
    return f"'{text}" if RUNS.match(text) else text


def as_xlsx(rows: Iterable[dict[str, str]]) -> bytes:
    """A sheet of policies, and one that says what each column takes. Every cell is text, whatever it begins with."""
    vocabulary = Vocabulary.read()
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Policies"))
    for number, column in enumerate(columns().values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[column.is_long]
    sheet.freeze_panes = "B2"
    for validation in _choices(vocabulary):
        sheet.data_validations.append(validation)
    sheet.append([_cell(sheet, column.heading, bold=True) for column in columns().values()])
    for row in rows:
        sheet.append([_cell(sheet, row.get(name, "")) for name in columns()])
    _explain(book, vocabulary)
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


def _choices(vocabulary: Vocabulary) -> Iterable[DataValidation]:
    """Lists to choose from, where they are short enough for Excel."""
    names = list(columns())
    for name, values in (
        ("area", list(vocabulary.areas.pks)),
        ("status", list(Status.values)),
        ("confidence", list(Confidence.values)),
    ):
        listed = ",".join(values)
        if len(listed) <= 250:
            letter = get_column_letter(names.index(name) + 1)
            validation = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
            validation.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
            yield validation


def _explain(book: Workbook, vocabulary: Vocabulary) -> None:
    sheet = book.create_sheet(_("How to fill it in"))
    for letter, width in (("A", 44), ("B", 14), ("C", 100)):
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, text, bold=True) for text in (_("Column"), _("Needed"), _("What goes there"))])
    for column in columns().values():
        needed = _("for a new policy") if column.is_required else ""
        sheet.append([_cell(sheet, text) for text in (column.heading, needed, explanation(column))])
    for title, terms in ((_("Areas"), vocabulary.areas), (_("Topics"), vocabulary.topics)):
        _list_terms(sheet, title, terms)


def _list_terms(sheet: Any, title: str, terms: Terms) -> None:
    sheet.append([])
    sheet.append([_cell(sheet, title, bold=True)])
    for slug, name in terms.names.items():
        area = terms.areas.get(slug, "")
        sheet.append([_cell(sheet, slug), _cell(sheet, area), _cell(sheet, name)])


def explanation(column: Column) -> str:
    """What an editor writes into the column."""
    kind = type(column.words).__name__
    found = {
        "id": _("Small letters, digits and hyphens; part of the address. The same id means the same policy."),
        "version": _("Comes with an export; leave it as it is. Empty: what you write replaces what is there."),
        "area": _("The id or the name of an area."),
        "topic": _("The id or the name of a topic of the area."),
        "status": ", ".join(f"{choice.value} ({choice.label})" for choice in Status),
        "confidence": ", ".join(f"{choice.value} ({choice.label})" for choice in Confidence),
        "sdgs": _("Numbers of goals, parted by semicolons: 9;11;13."),
        "shared_with": _("Ids or names of places, parted by semicolons."),
        "sources": _("One on each line: a web address, or title, publisher and date."),
        "lead_organisation": _("The id or the name of an organisation."),
        "contact_office": _("The id or the name of an organisation."),
        "tags": _("Parted by semicolons."),
        "search_words": str(PolicyPage._meta.get_field("search_words").help_text),
        "milestones": _("One on each line: “2004: what happened”."),
        "difficulties": _("One on each line: “difficulty → solution”."),
    }.get(column.name if not column.words else column.name.removesuffix(f"_{column.language}"), "")
    if kind == "Narrative":
        found = _(
            "Paragraphs parted by an empty line; “# ” begins a heading, “• ” a point of a list. <b>, <i> and "
            '<a href="https://…"> may be used.'
        )
    if column.words and not column.is_source:
        found = _("{text} As many passages as in the original, “[…]” where one is not translated.").format(text=found)
    return found.strip()

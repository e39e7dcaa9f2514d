"""An import before and after it is confirmed: a verdict for each row, cells to correct, confirming and undoing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.models import Page

from seoulsolution.core.differences import Piece, word_differences
from seoulsolution.core.pages import address_of

from ..tables.manuals import OF_POLICIES
from . import actions
from .columns import ID, VERSION, Column
from .exporting import explanation
from .judgements import Judgement
from .menu import areas_to_add
from .models import MANUAL, STOPPING, WRITTEN, ImportRow, MaterialImport, Verdict
from .notices import in_words
from .sections import Section, rows_meant_by, section_columns
from .tables import SnippetTable, Table
from .undoing import NotUndone, is_made, title_of, undo, what_can_be_undone
from .writing import MOST_WRITTEN, NotConfirmed, confirm, judge_rows, keys_of, verdict_counts

PER_PAGE = 50
LEFT_OUT = "left-out"


class ImportView(View):
    """Base of everything about one import: nobody but its owner finds it."""

    material: MaterialImport

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.material = get_object_or_404(MaterialImport.objects.of(request.user), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @property
    def table(self) -> Table:
        return self.material.table

    @property
    def is_open(self) -> bool:
        return self.material.confirmed_at is None

    def closed(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, _("This import was confirmed already."))
        return redirect("desk:import", self.material.pk)


class PreviewView(ImportView):
    """The verdicts, and what may be done with all rows at once."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.is_open:
            return self.done(request)
        if self.material.source == MaterialImport.Source.MANUAL:
            return redirect("desk:import-manual", pk)
        return self.shown(request)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.is_open:
            return self.closed(request)
        if "discard" in request.POST:
            actions.discard(material=self.material, by=request.user)
            messages.success(request, _("The import was discarded. Nothing was written."))
            return redirect("desk:imports")
        if "leave-out" in request.POST:
            number = actions.leave_out_what_stops(material=self.material, by=request.user)
            text = ngettext("%(n)d row is left out.", "%(n)d rows are left out.", number)
            messages.success(request, text % {"n": number})
            return redirect("desk:import", pk)
        try:
            number = confirm(material=self.material, by=request.user)
        except NotConfirmed as error:
            messages.error(request, str(error))
            return self.refused(request)
        messages.success(request, self.told(number))
        return redirect("desk:import", pk)

    def told(self, number: int) -> str:
        """What confirming has done."""
        if isinstance(self.table, SnippetTable):
            text = ngettext(
                "%(n)d row was written. Readers see it.", "%(n)d rows were written. Readers see them.", number
            )
            return text % {"n": number}
        text = ngettext("A draft was made of %(n)d row.", "Drafts were made of %(n)d rows.", number)
        return text % {"n": number} + " " + _("Nothing is published.")

    def refused(self, request: HttpRequest) -> HttpResponse:
        """What was asked was not done: the rows as they are now."""
        if self.material.source == MaterialImport.Source.MANUAL:
            return redirect("desk:import-manual", self.material.pk)
        return self.shown(request, status=409)

    def shown(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        counts = verdict_counts(self.material)
        chosen = request.GET.get("verdict", "") or _first_of_interest(counts)
        page = Paginator(self.rows(chosen), PER_PAGE).get_page(request.GET.get("p"))
        rows = list(page)
        found = judge_rows(self.material, rows, by=request.user, counts=keys_of(self.material))
        judged = list(zip(rows, found, strict=True))
        number = sum(counts[verdict] for verdict in WRITTEN)
        context = {
            "material": self.material,
            "is_public": isinstance(self.table, SnippetTable),
            "notices": in_words(self.material.notices),
            "counts": [(Verdict(name), count) for name, count in counts.items()],
            "left_out": self.material.rows.filter(is_left_out=True).count(),
            "chosen": chosen,
            "page": page,
            "judged": judged,
            "writes": number,
            "most_written": MOST_WRITTEN if number > MOST_WRITTEN else 0,
            "stopping": sum(counts[verdict] for verdict in STOPPING),
        }
        return render(request, "desk/importing/preview.html", context, status=status)

    def rows(self, chosen: str) -> QuerySet[ImportRow]:
        rows = self.material.rows.all()
        if chosen == LEFT_OUT:
            return rows.filter(is_left_out=True)
        return rows.filter(is_left_out=False, verdict=chosen) if chosen in Verdict.values else rows

    def done(self, request: HttpRequest) -> HttpResponse:
        """What confirming has made."""
        page = Paginator(self.material.rows.exclude(done=None), PER_PAGE).get_page(request.GET.get("p"))
        rows = list(page)
        pages = Page.objects.select_related("locale").in_bulk({key for row in rows for key in _pages_of(row)})
        context = {
            "material": self.material,
            "is_public": isinstance(self.table, SnippetTable),
            "page": page,
            "made": [(row, [pages[key] for key in _pages_of(row) if key in pages]) for row in rows],
        }
        return render(request, "desk/importing/done.html", context)


class UndoView(PreviewView):
    """Asks whether what an import has made is to be taken back, and takes it back."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.asked(request)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            number = undo(material=self.material, by=request.user, partly="partly" in request.POST)
        except NotUndone:
            messages.error(request, _("The import was not undone."))
            return self.asked(request, status=409)
        text = ngettext(
            "What was written to %(n)d page was undone.", "What was written to %(n)d pages was undone.", number
        )
        if isinstance(self.table, SnippetTable):
            text = ngettext("%(n)d row was undone.", "%(n)d rows were undone.", number)
        messages.success(request, text % {"n": number})
        return redirect("desk:import", pk)

    def asked(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        """What would be undone, and what would not."""
        rows, kept = what_can_be_undone(material=self.material, by=request.user)
        if status == 200 and not rows and not kept:
            return redirect("desk:import", self.material.pk)
        context = {
            "material": self.material,
            "rows": [(title_of(row), is_made(row)) for row in rows],
            "kept": kept,
            "is_public": isinstance(self.table, SnippetTable),
        }
        return render(request, "desk/importing/undo.html", context, status=status)


def grouped(judged: Mapping[ImportRow, Judgement]) -> list[tuple[Table, list[tuple[ImportRow, Judgement]]]]:
    """By their tables, in the order of the document."""
    return [(table, list(rows)) for table, rows in groupby(judged.items(), key=lambda one: one[0].table)]


def _pages_of(row: ImportRow) -> list[int]:
    done: dict[str, Any] = row.done or {}
    if "snippets" in done:
        return []
    return [done["page"], *(one["page"] for one in done["translations"].values())]


def _first_of_interest(counts: Mapping[str, int]) -> str:
    """What stands in the way comes first, then what would be written."""
    order = [*STOPPING, *WRITTEN, Verdict.UNCHANGED]
    return next((verdict.value for verdict in order if counts[verdict]), LEFT_OUT)


@dataclass(slots=True)
class Box:
    """A cell on the page of a row. `differences`: to what is there now.

    `choices`: values and what they are called, where one of few is chosen; `chosen`: the one that `text` means.
    """

    column: Column
    text: str
    faults: list[str]
    is_given: bool
    differences: list[Piece] = field(default_factory=list)
    choices: dict[str, str] = field(default_factory=dict)
    chosen: str = ""

    @property
    def help_text(self) -> str:
        return explanation(self.column)

    @property
    def lines(self) -> int:
        return min(max(2, len(self.text) // 60 + self.text.count("\n") + 1), 16) if self.column.is_long else 1


class RowView(ImportView):
    """The cells of one row, to be corrected."""

    @property
    def table(self) -> Table:
        return self.row.table

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.row = get_object_or_404(
            ImportRow,
            material__in=MaterialImport.objects.of(request.user),
            material=kwargs["pk"],
            number=kwargs["number"],
        )
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        return self.shown(request) if self.is_open else self.closed(request)

    def post(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        if not self.is_open:
            return self.closed(request)
        cells = {name: text for name in self.table.columns if (text := request.POST.get(name)) is not None}
        # A column that the file does not have stays away as long as nothing is written into it.
        cells = {name: text for name, text in cells.items() if text.strip() or name in self.row.cells}
        actions.correct_row(row=self.row, cells=cells, is_left_out="left-out" in request.POST, by=request.user)
        if self.row.verdict in STOPPING and not self.row.is_left_out:
            messages.warning(request, _("What you wrote is kept, but the row cannot be imported yet."))
            return redirect("desk:import-row", pk, number)
        messages.success(request, _("The row is kept."))
        return redirect("desk:import", pk)

    def shown(self, request: HttpRequest) -> HttpResponse:
        judgement = judge_rows(self.material, [self.row], by=request.user, counts=keys_of(self.material))[0]
        boxes = self.boxes(judgement)
        context = {
            "material": self.material,
            "row": self.row,
            "judgement": judgement,
            "given": [box for box in boxes if box.is_given or box.faults],
            "others": [box for box in boxes if not box.is_given and not box.faults],
        }
        return render(request, "desk/importing/row.html", context)

    def boxes(self, judgement: Judgement) -> list[Box]:
        """Which policy a row of a manual belongs to is said of the manual."""
        said = (self.table.whole, ID, VERSION) if self.row.kind else ()
        return [self.box(column, judgement) for name, column in self.table.columns.items() if name not in said]

    def box(self, column: Column, judgement: Judgement) -> Box:
        name, text = column.name, self.row.cells.get(column.name, "")
        box = Box(column, text, judgement.faults_of(name), is_given=name in self.row.cells)
        for change in judgement.changes:
            if change.column.name == name and change.before:
                box.differences = word_differences(change.before, change.after)
        if column.fact:
            box.choices = column.fact.choices(judgement.vocabulary)
            # What is wrong has no value, and is not always one that could be written.
            box.chosen = column.fact.written(judgement.values[name]) if name in judgement.values else text
        return box


class ManualView(RowView):
    """A manual from Word: which policy it is, and what becomes of each of its sections."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, number=MANUAL, **kwargs)

    def post(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        if not self.is_open:
            return self.closed(request)
        described = {name: request.POST.get(name, "").strip() for name in self.described}
        actions.place_sections(
            row=self.row,
            sections=self.posted_sections(request.POST),
            described=described,
            left_out={int(number) for number in request.POST.getlist("left-out") if number.isdecimal()},
            by=request.user,
        )
        if "confirm" in request.POST:
            return self.confirmed(request)
        if self.material.rows.filter(is_left_out=False, verdict__in=STOPPING).exists():
            messages.warning(request, _("What you wrote is kept, but the manual cannot be imported yet."))
        else:
            messages.success(request, _("The sections are kept. Nothing is written yet."))
        return redirect("desk:import-manual", pk)

    def confirmed(self, request: HttpRequest) -> HttpResponse:
        try:
            confirm(material=self.material, by=request.user)
        except NotConfirmed as error:
            messages.error(request, str(error))
            return self.shown(request, status=409)
        messages.success(request, _("A draft was made of the manual.") + " " + _("Nothing is published."))
        self.tell_what_was_left(request)
        return redirect("desk:import", self.material.pk)

    def tell_what_was_left(self, request: HttpRequest) -> None:
        left = [one["heading"] or "–" for one in self.row.sections if one["text"].strip() and not one["column"]]
        if left:
            text = _("Not in the draft, because they have no place in it: %(headings)s.")
            messages.warning(request, text % {"headings": ", ".join(left)})
        if number := self.material.rows.filter(is_left_out=True).count():
            rows = ngettext("%(n)d row of a table was left out.", "%(n)d rows of tables were left out.", number)
            messages.warning(request, rows % {"n": number})

    def box(self, column: Column, judgement: Judgement) -> Box:
        """As of a row; the areas are those to which this person may add policies.

        What nobody has filled in yet is no fault.
        """
        box = super().box(column, judgement)
        if self.request.method == "GET" and not any(self.row.cells.get(name) for name in (ID, "area")):
            box.faults = []
        if column.name == ID and not box.text:
            box.text = self.likely_id(judgement)
        if column.name == "area":
            box.choices = {page.area.slug: box.choices[page.area.slug] for page in areas_to_add(self.request.user)}
            if len(box.choices) == 1 and not box.text:
                box.chosen = next(iter(box.choices))
        return box

    def likely_id(self, judgement: Judgement) -> str:
        """Of the policy that is called like the document, else one made from its title as the editor makes them."""
        title = self.row.cells.get(f"title_{settings.LANGUAGE_CODE}", "")
        called = judgement.vocabulary.policies.called.get(title.casefold(), set())
        return min(called) if called else address_of(title) if title else ""

    @property
    def described(self) -> tuple[str, ...]:
        code = settings.LANGUAGE_CODE
        return (ID, "area", f"title_{code}", f"one_line_{code}")

    def posted_sections(self, posted: Mapping[str, str]) -> list[Section]:
        """As many sections as the document has; what is not posted stays as it is."""
        return [
            {
                "heading": section["heading"],
                "column": posted.get(f"column-{number}", section["column"]),
                "text": posted.get(f"text-{number}", section["text"]).replace("\r\n", "\n"),
            }
            for number, section in enumerate(self.row.sections)
        ]

    def can_confirm(self, judgement: Judgement, judged: Mapping[ImportRow, Judgement]) -> bool:
        told = [one.verdict for row, one in judged.items() if not row.is_left_out]
        verdicts = [judgement.verdict, *told]
        return any(one in WRITTEN for one in verdicts) and not any(one in STOPPING for one in verdicts)

    def rows_meant_by(self, section: Section) -> tuple[Table | None, bool]:
        """(what the section tells in rows, whether its table was read as such).

        One that has a column of its own has to be brought in nowhere else.
        """
        column = self.table.columns.get(section["column"])
        meant = next((one for one in OF_POLICIES if column and one.relation == column.field), None)
        meant = meant or (None if column else rows_meant_by(section["heading"]))
        is_told = meant is not None and self.material.rows.filter(kind=meant.name).exists()
        return (None if column and not is_told else meant), is_told

    def lacking(self, judgement: Judgement) -> list[Column]:
        """The parts of a manual that neither the document, in a section or a table, nor the policy has."""
        placed = {section["column"] for section in self.row.sections if section["text"].strip()}
        known = judgement.entry.cells if judgement.entry else {}
        kinds = self.material.rows.filter(is_left_out=False).values_list("kind", flat=True)
        told = {table.relation for table in OF_POLICIES if table.name in set(kinds)}
        columns = [self.table.columns[name] for name in section_columns() if name not in placed and not known.get(name)]
        return [column for column in columns if column.field not in told]

    def shown(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        rows = list(self.material.rows.all())
        judged = dict(zip(rows, judge_rows(self.material, rows, by=request.user), strict=True))
        judgement = judged.pop(self.row)
        context = {
            "material": self.material,
            "told": grouped(judged),
            "notices": in_words(self.material.notices),
            "row": self.row,
            "judgement": judgement,
            "is_new": judgement.entry is None,
            "described": [self.box(self.table.columns[name], judgement) for name in self.described],
            "sections": [
                (
                    section,
                    judgement.faults_of(section["column"]),
                    max(3, min(14, len(section["text"]) // 60 + 2)),
                    *self.rows_meant_by(section),
                )
                for section in self.row.sections
            ],
            "columns": [self.table.columns[name] for name in section_columns()],
            "lacking": self.lacking(judgement),
            "changes": [change for change in judgement.changes if change.column.name not in (VERSION, ID)],
            "can_confirm": self.can_confirm(judgement, judged),
        }
        return render(request, "desk/importing/manual.html", context, status=status)

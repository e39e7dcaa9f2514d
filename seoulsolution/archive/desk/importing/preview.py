"""An import before and after it is confirmed: a verdict for each row, cells to correct, confirming and undoing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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

from . import actions
from .columns import ID, VERSION, Column
from .exporting import explanation
from .judgements import Judgement
from .models import STOPPING, WRITTEN, ImportRow, MaterialImport, Verdict
from .notices import in_words
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

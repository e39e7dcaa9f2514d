"""The preview of a manual from Word: which policy it is, what becomes of each section, and the rows of its tables."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from seoulsolution.core.pages import address_of

from ..tables.manuals import OF_POLICIES
from . import actions
from .columns import ID, VERSION, Column
from .judgements import Judgement
from .menu import areas_to_add
from .models import MANUAL, STOPPING, WRITTEN, ImportRow
from .notices import in_words
from .preview import Box, RowView
from .sections import Section, rows_meant_by, section_columns
from .tables import Table
from .writing import NotConfirmed, confirm, judge_rows


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


def grouped(judged: Mapping[ImportRow, Judgement]) -> list[tuple[Table, list[tuple[ImportRow, Judgement]]]]:
    """By their tables, in the order of the document."""
    return [(table, list(rows)) for table, rows in groupby(judged.items(), key=lambda one: one[0].table)]

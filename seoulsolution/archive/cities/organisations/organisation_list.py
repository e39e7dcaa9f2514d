"""The list of organisations: counted once for all filters, read a part at a time."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.counted_lists import CellFilter, part_of
from seoulsolution.core.list_filters import TICKED
from seoulsolution.core.statements import kept
from seoulsolution.core.vocabulary import OrganisationKind

from .listed import ORGANISATION, SEAT, in_language, organisation_lines, organisations_elsewhere
from .models import OrganisationsPage

SORTS = [("name", _("By name")), ("kind", _("By kind"))]
ORDERS = {"name": ["name", "pk"], "kind": ["kind", "name", "pk"]}


class Cell(NamedTuple):
    """`seat`: id of the place, empty where none is known. `partner`: TICKED or empty."""

    kind: str
    seat: str
    seat_name: str
    partner: str
    number: int


@kept
def _cells(language: str) -> QuerySet[Any]:
    groups = ("kind", "seat__slug", "seat__name", "is_partner")
    return in_language(language).order_by().values_list(*groups).annotate(number=Count("pk"))


def cells(language: str) -> list[Cell]:
    return [
        Cell(kind, seat or "", name or "", TICKED if is_partner else "", number)
        for kind, seat, name, is_partner, number in _cells(language=language)
    ]


class OrganisationFilter(CellFilter):
    class Meta:
        """As in `ListFilter`."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    seat = forms.ChoiceField(label=_("Seat"), required=False)
    partner = forms.BooleanField(label=_("Partners of the archive only"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, data: Mapping[str, Any], counted: list[Cell]) -> None:
        super().__init__(data, counted)
        kinds = {cell.kind for cell in counted}
        self.offer("kind", [(kind.value, str(kind.label)) for kind in OrganisationKind if kind in kinds])
        seats = {(cell.seat, cell.seat_name) for cell in counted if cell.seat}
        self.offer("seat", sorted(seats, key=lambda pair: pair[1]))
        self.full_clean()

    def organisations(self, language: str) -> QuerySet[Any]:
        columns = {"kind": "kind", "seat": "seat__slug"}
        found = in_language(language).filter(**{columns[n]: v for n, v in self.chosen.items() if n in columns})
        if "partner" in self.chosen:
            found = found.filter(is_partner=True)
        order = ORDERS[self.cleaned_data.get("sort") or "name"]
        return found.order_by(*order).values_list(*ORGANISATION, *SEAT)


def context(page: OrganisationsPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    filters = OrganisationFilter(data, cells(language))
    results = part_of(filters.organisations(language), filters, data)
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "query": filters.query,
        "results": results,
        "organisations": organisation_lines(results.object_list),
        "found": filters.found,
        "total": filters.total,
        "elsewhere": organisations_elsewhere(language),
    }

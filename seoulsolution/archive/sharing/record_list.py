"""The list of adopters' records: counted once for all filters, read a part at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.choices import label_of
from seoulsolution.core.counted_lists import CellFilter, part_of
from seoulsolution.core.other_languages import pages_elsewhere
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import Parts, kept, kept_parts
from seoulsolution.core.visibility import ArchiveQuerySet

from .entries import outcomes_entry
from .lineage import outcomes_of_records
from .outcomes import Outcome
from .outcomes_told import OutcomeTold
from .records import AdopterRecordPage, AdopterRecordsPage, WrittenBy

RECORD = (
    *("translation_key", "title", "line", "url_path", "outcome", "written_by", "disputed"),
    *("place__slug", "place__name", "place__country__name"),
)
SORTS = [("place", _("By place")), ("outcome", _("By what became of it")), ("newest", _("Published last"))]
ORDERS: dict[str, list[Any]] = {
    "place": ["place__name", "title", "pk"],
    "outcome": ["outcome", "place__name", "pk"],
    "newest": [F("first_published_at").desc(nulls_last=True), "title", "pk"],
}


class Cell(NamedTuple):
    outcome: str
    country: str
    country_name: str
    written_by: str
    number: int


def _of_language(language: str) -> ArchiveQuerySet:
    return AdopterRecordPage.objects.published().translated().in_language(language)


@kept
def _cells(language: str) -> QuerySet[Any]:
    country = Coalesce("place__country__slug", "place__slug")
    name = Coalesce("place__country__name", "place__name")
    groups = ("outcome", country, name, "written_by")
    return _of_language(language).order_by().values_list(*groups).annotate(number=Count("pk"))


class RecordFilter(CellFilter):
    class Meta:
        """As in `ListFilter`."""

    outcome = forms.ChoiceField(label=_("What became of it"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    written_by = forms.ChoiceField(label=_("Who wrote it"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, data: Mapping[str, Any], cells: list[Cell]) -> None:
        super().__init__(data, cells)
        outcomes, authors = {cell.outcome for cell in cells}, {cell.written_by for cell in cells}
        self.offer("outcome", [(one.value, str(one.label)) for one in Outcome if one in outcomes])
        countries = {(cell.country, cell.country_name) for cell in cells}
        self.offer("country", sorted(countries, key=lambda pair: pair[1]))
        self.offer("written_by", [(one.value, str(one.label)) for one in WrittenBy if one in authors])
        self.full_clean()

    def records(self, language: str) -> Parts:
        """The columns of RECORD of what is chosen, in the chosen order."""
        return _records(language, self.choices, self.cleaned_data.get("sort") or "place")


@kept_parts
def _records(language: str, choices: Iterable[tuple[str, str]], order: str) -> QuerySet[Any]:
    found = _of_language(language).filter(_chosen(dict(choices)))
    return found.order_by(*ORDERS[order]).values_list(*RECORD, named=True)


def _chosen(chosen: Mapping[str, str]) -> Q:
    found = Q(**{name: value for name, value in chosen.items() if name in ("outcome", "written_by")})
    if "country" in chosen:
        country = chosen["country"]
        found &= Q(place__country__slug=country) | Q(place__slug=country, place__country=None)
    return found


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record in a list. `outcomes`: what each account of the same work says became of it."""

    title: str
    line: str
    url: str | None
    outcome: str
    written_by: str
    place: PlaceName
    is_disputed: bool
    outcomes: tuple[OutcomeTold, ...]

    @property
    def outcomes_apart(self) -> SafeString:
        """As HTML; nothing where they agree."""
        return outcomes_entry(self.outcomes)

    def get_outcome_display(self) -> str:
        return label_of(Outcome, self.outcome)

    @property
    def is_by_the_city(self) -> bool:
        return self.written_by == WrittenBy.CITY


def record_lines(rows: Iterable[Any], language: str) -> list[RecordLine]:
    """`rows`: named, with the columns of RECORD; one query for what became of what they tell of."""
    addresses, records = Addresses(), list(rows)
    told = outcomes_of_records([row.translation_key for row in records], language)
    return [
        RecordLine(
            row.title,
            row.line,
            (url := addresses.url(row.url_path)),
            row.outcome,
            row.written_by,
            PlaceName(row.place__slug, row.place__name, row.place__country__name or ""),
            bool(row.disputed),
            tuple(told.get(url, ())),
        )
        for row in records
    ]


def context(page: AdopterRecordsPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    filters = RecordFilter(data, [Cell(*row) for row in _cells(language=language)])
    results = part_of(filters.records(language), filters, data)
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "query": filters.query,
        "results": results,
        "records": record_lines(results.object_list, language),
        "found": filters.found,
        "total": filters.total,
        "elsewhere": pages_elsewhere(AdopterRecordPage, language),
    }

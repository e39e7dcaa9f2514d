"""The cities to which the home of the archive is bound: drawn by years, on the map, and told one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seoulsolution.core.charts import StripItem, decade_strip
from seoulsolution.core.charts.world import Spot
from seoulsolution.core.choices import label_of
from seoulsolution.core.counted_lists import CellFilter
from seoulsolution.core.partial_dates import format_partial_date, year_of
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept
from seoulsolution.core.world_maps import Layer, WorldMap, world_map

from ..policies.lines import policies_by_id
from ..policies.marks import Mark, SourceList
from .kinds import RelationKind
from .models import CityPage, RelationsPage
from .rows import CityRelation

COLUMNS = (
    *("pk", "kind", "since", "ended", "document", "note", "basis", "source", "confidence", "disputed"),
    *("page__title", "page__url_path", "page__slug", "page__place__country__name"),
    *("page__place__latitude", "page__place__longitude"),
)
ENDED = "ended"
# The axis of years ends here, or where the latest relation begins.
LAST_YEAR = 2025
SORTS = [
    ("oldest", gettext_lazy("Oldest first")),
    ("newest", gettext_lazy("Newest first")),
    ("name", gettext_lazy("By name")),
]


@dataclass(slots=True)
class Relation:
    """A relation as readers see it. `year`: 0 where it is not known; `since`, `ended`: as they are told."""

    pk: int
    agreed: str
    year: int
    dated: str
    since: str
    ended: str
    document: str
    note: str
    city: PlaceName
    url: str | None
    latitude: Decimal | None
    longitude: Decimal | None
    mark: Mark
    number: int = 1

    @property
    def kind(self) -> str:
        """What it is now: what was agreed, or ENDED, so that the kinds are as many here as in the list of cities."""
        return ENDED if self.ended else self.agreed

    @property
    def kind_label(self) -> str:
        return label_of(RelationKind, self.agreed)


@kept
def _relations(language: str) -> QuerySet[Any]:
    cities = CityPage.objects.published().translated().in_language(language)
    found = CityRelation.objects.filter(page__in=cities.order_by().values("pk"))
    return found.order_by("page__title", "pk").values_list(*COLUMNS, named=True)


@kept
def _home(language: str) -> QuerySet[Any]:
    cities = CityPage.objects.published().translated().in_language(language)
    home = cities.filter(place__is_home=True, place__latitude__isnull=False).order_by("pk")
    return home.values_list("title", "place__longitude", "place__latitude", "place__slug", "url_path")


class RelationFilter(CellFilter):
    class Meta:
        """As in `ListFilter`."""

    kind = forms.ChoiceField(label=gettext_lazy("Relation"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Order"), required=False, choices=SORTS)

    def __init__(self, data: Mapping[str, Any], relations: list[Relation]) -> None:
        super().__init__(data, relations)
        known = {relation.kind for relation in relations}
        kinds = [(kind.value, str(kind.label)) for kind in RelationKind]
        self.offer("kind", [pair for pair in [*kinds, (ENDED, str(gettext_lazy("Ended")))] if pair[0] in known])
        self.full_clean()

    def relations(self) -> list[Relation]:
        """What is chosen, in the chosen order."""
        chosen: list[Any] = list(self._matching())
        order = self.cleaned_data.get("sort") or "oldest"
        if order == "name":
            return chosen
        return sorted(chosen, key=lambda relation: relation.dated, reverse=order == "newest")


def context(page: RelationsPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    sources = SourceList()
    filters = RelationFilter(data, _told(_relations(language=language), sources))
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, language))
    chosen = filters.relations()
    dated = [relation for relation in chosen if relation.year]
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "found": filters.found,
        "total": filters.total,
        "dated": dated,
        "undated": [relation for relation in chosen if not relation.year],
        "strip_wide": _strip(dated, narrow=False),
        "strip_narrow": _strip(dated, narrow=True),
        "map": _map(chosen, _home(language=language)),
        "sources": sources,
    }


def _told(rows: Iterable[Any], sources: SourceList) -> list[Relation]:
    addresses = Addresses()
    return [
        Relation(
            row.pk,
            row.kind,
            year_of(row.since) if row.since else 0,
            row.since,
            format_partial_date(row.since) if row.since else "",
            format_partial_date(row.ended) if row.ended else "",
            row.document,
            row.note,
            PlaceName(row.page__slug, row.page__title, row.page__place__country__name or ""),
            addresses.url(row.page__url_path),
            row.page__place__latitude,
            row.page__place__longitude,
            sources.mark(row),
        )
        for row in rows
    ]


def _strip(relations: list[Relation], *, narrow: bool) -> SafeString:
    """A filled dot is a sister city; a dot leads to its line in the list."""
    items = [
        StripItem(relation.city.name, relation.year, f"#relation-{relation.pk}", relation.agreed == RelationKind.SISTER)
        for relation in relations
    ]
    last = max([LAST_YEAR, *(item.year for item in items)])
    name = "relations-narrow" if narrow else "relations-wide"
    return decade_strip(items, id=name, title=_("When the relations began"), narrow=narrow, end=last)


def _map(relations: list[Relation], home: Iterable[tuple[str, Decimal, Decimal, str, str]]) -> WorldMap:
    """Where the cities are, without those whose relation has ended, and the one to which they are bound."""
    spots: dict[str, list[Spot]] = {kind: [] for kind in reversed(RelationKind.values)}
    for one in relations:
        if one.latitude is not None and one.longitude is not None and not one.ended:
            spots[one.agreed].append(Spot(one.city.name, one.longitude, one.latitude, 1, one.city.slug))
    urls = {relation.city.slug: relation.url for relation in relations}
    addresses, homes = Addresses(), []
    for name, longitude, latitude, slug, url_path in home:
        homes.append(Spot(name, longitude, latitude, 1, slug))
        urls[slug] = addresses.url(url_path)
    layers = [Layer(kind, those, "#since") for kind, those in spots.items()]
    return world_map([*layers, Layer("home", homes, "#since", is_named=True)], urls)

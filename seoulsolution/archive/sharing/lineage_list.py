"""The page of the whole lineage: every transfer, and every project that none of them names, as a reader narrows it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.db.models import BooleanField, CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.counted_lists import LONG_ENTRIES, CellFilter, part_of
from seoulsolution.core.naming import site_name
from seoulsolution.core.places import Place
from seoulsolution.core.statements import Parts, kept, kept_parts
from seoulsolution.core.vocabulary import PolicyArea

from ..policies.edges import published_versions
from ..policies.lines import policies_by_id
from ..policies.marks import SourceList, Title
from .lineage import Passage, passages, without_unknown_money
from .lineage_rows import PROJECT, TRANSFER, of_listed, transfers_in, untold_projects
from .models import LineagePage, ProjectKind, ProjectStatus
from .money import Money
from .outcomes import Channel, Outcome

GIVEN, TAKEN, OTHERS = "given", "taken", "others"
# What a project is in the words of a transfer.
CHANNEL_OF = {
    ProjectKind.CONSULTING: Channel.CONSULTING,
    ProjectKind.FEASIBILITY_STUDY: Channel.CONSULTING,
    ProjectKind.MASTER_PLAN: Channel.CONSULTING,
    ProjectKind.SYSTEM_BUILD: Channel.CONTRACT,
    ProjectKind.FACILITY_IMPROVEMENT: Channel.CONTRACT,
    ProjectKind.TRAINING: Channel.TRAINING,
    ProjectKind.FINANCING: Channel.LOAN,
}
STATUS_OF = {
    ProjectStatus.PROPOSED: Outcome.PLANNED,
    ProjectStatus.AGREED: Outcome.PLANNED,
    ProjectStatus.UNDER_WAY: Outcome.PLANNED,
    ProjectStatus.COMPLETED: Outcome.UNKNOWN,
    ProjectStatus.STALLED: Outcome.STALLED,
    ProjectStatus.ABANDONED: Outcome.ABANDONED,
    ProjectStatus.UNKNOWN: Outcome.UNKNOWN,
}


class Cell(NamedTuple):
    direction: str
    area: str
    channel: str
    status: str
    number: int


@kept
def _transfer_cells(language: str) -> QuerySet[Any]:
    groups = (_is_home("from"), _is_home("to"), "policy__area__slug", "channel", "status")
    return transfers_in(language).values_list(*groups).annotate(number=Count("pk"))


def _is_home(side: str) -> Coalesce:
    return Coalesce(F(f"{side}_place__is_home"), Value(False), output_field=BooleanField())


@kept
def _project_cells(language: str) -> QuerySet[Any]:
    return untold_projects(language).values_list("area__slug", "kind", "status").annotate(number=Count("pk"))


@kept
def _areas(language: str) -> QuerySet[Any]:
    areas = PolicyArea.objects.filter(locale__language_code=language).order_by("order", "slug")
    return areas.values_list("slug", "name")


@kept
def _home(language: str) -> QuerySet[Any]:
    return Place.objects.filter(is_home=True, locale__language_code=language).order_by("pk").values_list("name")[:1]


def directions(language: str) -> list[tuple[str, str]]:
    """The directions in words, with the name of the home of the archive; one query."""
    home = next((name for (name,) in _home(language=language)), None) or site_name()
    return [
        (GIVEN, gettext("From %(place)s") % {"place": home}),
        (TAKEN, gettext("To %(place)s") % {"place": home}),
        (OTHERS, gettext("Between others")),
    ]


def _direction(gives: bool, takes: bool) -> str:
    return GIVEN if gives and not takes else TAKEN if takes and not gives else OTHERS


def cells(language: str) -> list[Cell]:
    """Everything counted; two queries."""
    found = [
        Cell(_direction(gives, takes), area or "", channel, status, number)
        for gives, takes, area, channel, status, number in _transfer_cells(language=language)
    ]
    found += [
        Cell(GIVEN, area, CHANNEL_OF[ProjectKind(kind)], STATUS_OF[ProjectStatus(status)], number)
        for area, kind, status, number in _project_cells(language=language)
    ]
    return found


class LineageFilter(CellFilter):
    class Meta:
        """As in `ListFilter`."""

    direction = forms.ChoiceField(label=_("Direction"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    status = forms.ChoiceField(label=_("What became of it"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        counted: list[Cell],
        areas: list[tuple[str, str]],
        ways: list[tuple[str, str]],
    ) -> None:
        """`areas`, `ways`: the choices of the area and of the direction, in words."""
        super().__init__(data, counted)
        known = {name: {getattr(cell, name) for cell in counted} for name in ("direction", "area", "channel", "status")}
        self.offer("direction", [(value, label) for value, label in ways if value in known["direction"]])
        self.offer("area", [(slug, name) for slug, name in areas if slug in known["area"]])
        self.offer("channel", [(one.value, str(one.label)) for one in Channel if one in known["channel"]])
        self.offer("status", [(one.value, str(one.label)) for one in Outcome if one in known["status"]])
        self.full_clean()

    def rows(self, language: str) -> Parts:
        """(sort as in `Row`, key, what, first year), the newest first."""
        return _rows(language, self.choices)


@kept_parts
def _rows(language: str, choices: Iterable[tuple[str, str]]) -> QuerySet[Any]:
    chosen = dict(choices)
    transfers = transfers_in(language).filter(_of_transfers(chosen))
    projects = untold_projects(language).filter(_of_projects(chosen))
    found = transfers.values_list(Value(TRANSFER, CharField()), "pk", "what", "year_from").union(
        projects.values_list(Value(PROJECT, CharField()), "pk", "title", "year_started"), all=True
    )
    return found.order_by(F("year_from").desc(nulls_last=True), "what", "pk")


def _of_transfers(chosen: Mapping[str, str]) -> Q:
    found = Q(**{name: chosen[name] for name in ("channel", "status") if name in chosen})
    if "area" in chosen:
        found &= Q(policy__area__slug=chosen["area"])
    gives, takes = Q(from_place__is_home=True), Q(to_place__is_home=True)
    if "direction" in chosen:
        found &= {GIVEN: gives & ~takes, TAKEN: takes & ~gives, OTHERS: ~gives & ~takes}[chosen["direction"]]
    return found


def _of_projects(chosen: Mapping[str, str]) -> Q:
    found = Q(area__slug=chosen["area"]) if "area" in chosen else Q()
    if "channel" in chosen:
        found &= Q(kind__in=[kind.value for kind, channel in CHANNEL_OF.items() if channel == chosen["channel"]])
    if "status" in chosen:
        found &= Q(status__in=[one.value for one, status in STATUS_OF.items() if status == chosen["status"]])
    if chosen.get("direction", GIVEN) != GIVEN:
        found &= Q(pk__in=[])
    return found


def claims_of(told: Iterable[Passage]) -> Iterator[Passage | Money]:
    """Each passage, and after it what is told of its money."""
    for passage in told:
        yield passage
        yield from passage.paid.told if passage.paid else ()


def mark_all(
    told: list[Passage], sources: SourceList, language: str, *, known: Mapping[str, Title] | None = None
) -> None:
    """Give each and its money their marks; `sources` collects what they rest on. `known`: policies by id; the others
    whose sources are meant cost a query.
    """
    for claim in claims_of(told):
        claim.mark = sources.mark(claim)
    found = dict(known or {})
    if missing := sources.policy_ids() - found.keys():
        found |= policies_by_id(missing, language)
    sources.resolve_policies(found)


def name_policies(told: list[Passage], language: str) -> None:
    """Give each the policy that it carried, where that is public; one query."""
    keys = {passage.policy for passage in told if passage.policy}
    policies = published_versions(keys, language) if keys else {}
    for passage in told:
        passage.carried = policies.get(passage.policy) if passage.policy else None


def _passages(listed: list[tuple[str, int, str, int | None]], language: str) -> list[Passage]:
    """What is `listed`, with what the register and adopters' records tell of it, and whose money it was; one query."""
    transfers = [key for sort, key, *_rest in listed if sort == TRANSFER]
    projects = [key for sort, key, *_rest in listed if sort == PROJECT]
    found = of_listed(transfers=transfers, projects=projects, language=language) if listed else []
    return without_unknown_money(passages(found, newest_first=True, with_payers=True))


def context(page: LineagePage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    filters = LineageFilter(data, cells(language), _areas(language=language), directions(language))
    results = part_of(filters.rows(language), filters, data, LONG_ENTRIES)
    told = _passages(list(results.object_list), language)
    sources = SourceList(numbered=False)
    mark_all(told, sources, language)
    name_policies(told, language)
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "query": filters.query,
        "results": results,
        "passages": told,
        "found": filters.found,
        "total": filters.total,
        "sources": sources,
    }

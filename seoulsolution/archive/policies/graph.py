"""The graph of policies: what one needed, led to, replaced, and what stands beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.charts import Arc, arc_diagram

from .evidence import PolicyRelation
from .models import AreaPage, PolicyPage

Kind = PolicyRelation.Kind

# The height of a row beside the arcs, in rem; the style sheet has the same number.
ROW_HEIGHT_REM = 7.2

TITLES = {
    "before": _("What it needed first"),
    "after": _("What it led to"),
    "replaced": _("What it replaced"),
    "replaced_by": _("What replaced it"),
    "beside": _("What stands beside it"),
}
GROUP_OF = {  # (kind, is the policy of the page the one that the edge starts from?)
    (Kind.NEEDED, True): "before",
    (Kind.LED_TO, False): "before",
    (Kind.LED_TO, True): "after",
    (Kind.NEEDED, False): "after",
    (Kind.REPLACED, True): "replaced",
    (Kind.REPLACED, False): "replaced_by",
    (Kind.COMPLEMENTS, True): "beside",
    (Kind.COMPLEMENTS, False): "beside",
}


@dataclass
class Relative:
    """Another policy as seen from one: `relation` carries note, source and confidence."""

    policy: PolicyPage
    relation: PolicyRelation


@dataclass
class RelationGroup:
    key: str
    title: str
    relatives: list[Relative] = field(default_factory=list)


@dataclass(frozen=True)
class Edge:
    """`policy` needed, led to, replaced or stands beside `other`; both in the reader's language if possible."""

    policy: PolicyPage
    other: PolicyPage
    relation: PolicyRelation


def published_versions(keys: Iterable[object], language: str) -> dict[object, PolicyPage]:
    """Published policies by translation key: in `language` where there is one, else in any other."""
    versions = PolicyPage.objects.published().filter(translation_key__in=set(keys)).for_lists()
    found: dict[object, PolicyPage] = {}
    for policy in versions:
        if policy.translation_key not in found or (policy.locale.language_code == language and policy.is_translated):
            found[policy.translation_key] = policy
    return found


def read_edges(language: str, condition: Q) -> list[Edge]:
    """Edges of `language` that fulfil `condition`, both ends published; two queries."""
    relations = list(
        PolicyRelation.objects.filter(condition, locale__language_code=language, page__live=True)
        .annotate(from_key=F("page__translation_key"), to_key=F("to__translation_key"))
        .order_by("page__year_started", "sort_order", "pk")
    )
    keys = [key for r in relations for key in (r.from_key, r.to_key)]
    versions = published_versions(keys, language) if keys else {}
    return [
        Edge(versions[r.from_key], versions[r.to_key], r)
        for r in relations
        if r.from_key in versions and r.to_key in versions
    ]


def relation_groups(page: PolicyPage) -> list[RelationGroup]:
    """Related policies of `page`, grouped by what they are to it, earliest first."""
    key = page.translation_key
    groups = {name: RelationGroup(name, str(title)) for name, title in TITLES.items()}
    for edge in read_edges(page.locale.language_code, Q(page=page) | Q(to__translation_key=key)):
        outgoing = edge.policy.translation_key == key
        group = groups[GROUP_OF[Kind(edge.relation.kind), outgoing]]
        other = edge.other if outgoing else edge.policy
        if all(relative.policy.pk != other.pk for relative in group.relatives):
            group.relatives.append(Relative(other, edge.relation))
    for group in groups.values():
        group.relatives.sort(key=lambda relative: relative.policy.year_started or 0)
    return [group for group in groups.values() if group.relatives]


@dataclass
class OrderRow:
    """A row of the picture of an area: a policy, and what it needed first."""

    policy: PolicyPage
    before: list[Relative] = field(default_factory=list)


@dataclass
class Order:
    """In which order the policies of an area were built on each other."""

    rows: list[OrderRow]
    picture: SafeString


def steps_within_a_year(pairs: list[tuple[PolicyPage, PolicyPage]]) -> dict[object, int]:
    """How many policies of its own year a policy builds on, one upon the other, from (first, second) pairs.

    Policies of one year are shown in this order. Pairs that go round in a circle stop at the circle.
    """
    same_year = [(a.translation_key, b.translation_key) for a, b in pairs if a.year_started == b.year_started]
    steps: dict[object, int] = {}
    for _round in range(len(same_year)):
        moved = False
        for first, second in same_year:
            if steps.get(second, 0) < steps.get(first, 0) + 1 <= len(same_year):
                steps[second] = steps.get(first, 0) + 1
                moved = True
        if not moved:
            break
    return steps


def area_order(page: AreaPage, policies: list[PolicyPage]) -> Order | None:
    """The order among `policies` (of one area, one language), those with a relation only."""
    own = {policy.translation_key for policy in policies}
    ends = Q(page__in=[policy.pk for policy in policies]) | Q(to__translation_key__in=own)
    edges = read_edges(page.locale.language_code, ends)
    before: dict[object, list[Relative]] = {}
    arcs: list[tuple[PolicyPage, PolicyPage, str]] = []
    for edge in edges:
        kind = Kind(edge.relation.kind)
        first, second = (edge.policy, edge.other) if kind == Kind.LED_TO else (edge.other, edge.policy)
        known = before.setdefault(second.translation_key, [])
        if kind != Kind.COMPLEMENTS and all(relative.policy.pk != first.pk for relative in known):
            known.append(Relative(first, edge.relation))
        arcs.append((first, second, kind.value))
    inside = [(a, b, kind) for a, b, kind in arcs if a.translation_key in own and b.translation_key in own]
    shown = {end.translation_key for a, b, _kind in inside for end in (a, b)}
    steps = steps_within_a_year([(a, b) for a, b, kind in inside if kind != Kind.COMPLEMENTS])
    rows = [
        OrderRow(policy, before.get(policy.translation_key, []))
        for policy in sorted(policies, key=lambda p: (p.year_started or 0, steps.get(p.translation_key, 0), p.title))
        if policy.translation_key in shown
    ]
    if not rows:
        return None
    place = {row.policy.translation_key: index for index, row in enumerate(rows)}
    picture = arc_diagram(
        len(rows),
        [
            Arc(place[a.translation_key], place[b.translation_key], kind)  # type: ignore[arg-type]
            for a, b, kind in inside
        ],
        row_height_rem=ROW_HEIGHT_REM,
        area=page.area.hue,
    )
    return Order(rows, picture)

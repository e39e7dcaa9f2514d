"""The graph of policies: what one needed, led to, replaced, and what stands beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.charts import Arc, legend_key

from . import drawings
from .edges import Relation, read_edges
from .evidence import PolicyRelation
from .lines import PolicyLine
from .models import AreaPage, PolicyPage

Kind = PolicyRelation.Kind

TITLES = {
    "before": _("What it needed first"),
    "grew_out_of": _("What it grew out of"),
    "after": _("What it led to"),
    "replaced": _("What it replaced"),
    "replaced_by": _("What replaced it"),
    "beside": _("What stands beside it"),
}
# What came before a policy, as the picture of an area draws it and its rows say it; what says more stands first.
BEFORE = {Kind.NEEDED: _("needed"), Kind.REPLACED: _("replaced"), Kind.LED_TO: _("grew out of")}
GROUP_OF = {  # (kind, is the policy of the page the one that the edge starts from?)
    (Kind.NEEDED, True): "before",
    (Kind.LED_TO, False): "grew_out_of",
    (Kind.LED_TO, True): "after",
    (Kind.NEEDED, False): "after",
    (Kind.REPLACED, True): "replaced",
    (Kind.REPLACED, False): "replaced_by",
    (Kind.COMPLEMENTS, True): "beside",
    (Kind.COMPLEMENTS, False): "beside",
}


# Where a policy stands that is several of these: in the group that says most.
TELLING = ("replaced", "replaced_by", "before", "after", "grew_out_of", "beside")


@dataclass
class Relative:
    """Another policy as seen from one: each of `relations` carries note, source and confidence."""

    policy: PolicyLine
    relations: list[Relation]

    @property
    def told(self) -> list[tuple[Relation, bool]]:
        """Each with whether its mark stands behind it: once where several have the same."""
        following = [*(relation.mark for relation in self.relations[1:]), None]
        return [(one, one.mark != mark) for one, mark in zip(self.relations, following, strict=True)]


@dataclass
class RelationGroup:
    key: str
    title: str
    relatives: list[Relative] = field(default_factory=list)


def relation_groups(page: PolicyPage) -> list[RelationGroup]:
    """Related policies of `page`, grouped by what they are to it, earliest first; each stands once."""
    key = page.translation_key
    found: dict[int, list[tuple[str, PolicyLine, Relation]]] = {}
    for edge in read_edges(page.locale.language_code, [key]):
        outgoing = edge.policy.translation_key == key
        other = edge.other if outgoing else edge.policy
        kind = GROUP_OF[Kind(edge.relation.kind), outgoing]
        found.setdefault(other.pk, []).append((kind, other, edge.relation))
    groups = {name: RelationGroup(name, str(title)) for name, title in TITLES.items()}
    for said in found.values():
        said.sort(key=lambda one: TELLING.index(one[0]))
        kind, other, _relation = said[0]
        groups[kind].relatives.append(Relative(other, _distinct(relation for _kind, _other, relation in said)))
    for group in groups.values():
        group.relatives.sort(key=lambda relative: relative.policy.year_started or 0)
    return [group for group in groups.values() if group.relatives]


def _distinct(relations: Iterable[Relation]) -> list[Relation]:
    """What is said of two policies, once each; what has no words of its own only where nothing else is said."""
    each = list({relation.note: relation for relation in reversed(list(relations))}.values())[::-1]
    return [relation for relation in each if relation.note] or each[:1]


@dataclass(frozen=True)
class Earlier:
    """A policy that another was built on: how, and whether it belongs to another area and is no row of the picture."""

    policy: PolicyLine
    kind: str
    elsewhere: bool

    @property
    def word(self) -> str:
        return str(BEFORE[Kind(self.kind)])


@dataclass(frozen=True)
class OrderRow:
    """A row of the picture of an area: a policy, what it was built on, and its piece of the drawing."""

    policy: PolicyLine
    before: list[Earlier]
    picture: SafeString


@dataclass(frozen=True)
class Order:
    """In which order the policies of an area were built on each other, and the signs that the picture uses."""

    rows: list[OrderRow]
    lanes: int
    signs: list[tuple[SafeString, str]]


def steps_within_a_year(pairs: list[tuple[PolicyLine, PolicyLine]]) -> dict[UUID, int]:
    """How many policies of its own year a policy builds on, one upon the other, from (first, second) pairs.

    Policies of one year are shown in this order. Pairs that go round in a circle stop at the circle.
    """
    same_year = [(a.translation_key, b.translation_key) for a, b in pairs if a.year_started == b.year_started]
    steps: dict[UUID, int] = {}
    for _round in range(len(same_year)):
        moved = False
        for first, second in same_year:
            if steps.get(second, 0) < steps.get(first, 0) + 1 <= len(same_year):
                steps[second] = steps.get(first, 0) + 1
                moved = True
        if not moved:
            break
    return steps


def earlier_policies(page: AreaPage, policies: list[PolicyLine]) -> dict[UUID, list[Earlier]]:
    """What each of `policies` was built on, by its translation key: kind by kind, earliest first.

    Where two policies stand to each other in more than one way, the one that says most is kept.
    """
    own = {policy.translation_key for policy in policies}
    found: dict[UUID, dict[UUID, Earlier]] = {}
    edges = [
        edge for edge in read_edges(page.locale.language_code, own, known=policies) if edge.relation.kind in BEFORE
    ]
    for edge in sorted(edges, key=lambda edge: list(BEFORE).index(Kind(edge.relation.kind))):
        kind = Kind(edge.relation.kind)
        first, second = (edge.policy, edge.other) if kind == Kind.LED_TO else (edge.other, edge.policy)
        if second.translation_key in own and first.translation_key != second.translation_key:
            elsewhere = first.translation_key not in own
            found.setdefault(second.translation_key, {}).setdefault(
                first.translation_key, Earlier(first, kind.value, elsewhere)
            )
    return {
        key: sorted(
            earlier.values(),
            key=lambda e: (list(BEFORE).index(Kind(e.kind)), e.policy.year_started or 0, e.policy.title),
        )
        for key, earlier in found.items()
    }


def area_order(page: AreaPage, policies: list[PolicyLine]) -> Order | None:
    """The order among `policies` (of one area, one language): those that were built on others, and those others."""
    before = earlier_policies(page, policies)
    key_of = {policy.translation_key: policy for policy in policies}
    pairs = [
        (earlier.policy, key_of[key]) for key, found in before.items() for earlier in found if not earlier.elsewhere
    ]
    shown = before.keys() | {first.translation_key for first, _second in pairs}
    if not shown:
        return None
    steps = steps_within_a_year(pairs)
    order = sorted(
        (policy for policy in policies if policy.translation_key in shown),
        key=lambda p: (p.year_started or 0, steps.get(p.translation_key, 0), p.title),
    )
    place = {policy.translation_key: index for index, policy in enumerate(order)}
    arcs = [
        Arc(place[earlier.policy.translation_key], place[key], earlier.kind)  # type: ignore[arg-type]
        for key, found in before.items()
        for earlier in found
        if not earlier.elsewhere
    ]
    from_elsewhere = {place[key] for key, found in before.items() if any(earlier.elsewhere for earlier in found)}
    drawn = drawings.lanes(len(order), tuple(arcs), frozenset(from_elsewhere), page.area.hue)
    rows = [
        OrderRow(policy, before.get(policy.translation_key, []), piece)
        for policy, piece in zip(order, drawn.pieces, strict=True)
    ]
    kinds = {arc.kind for arc in arcs}
    signs = [
        (legend_key(kind.value, area=page.area.hue), str(word)) for kind, word in BEFORE.items() if kind.value in kinds
    ]
    if from_elsewhere:
        signs.append((legend_key("elsewhere"), gettext("from another area")))
    return Order(rows, drawn.lanes, signs)

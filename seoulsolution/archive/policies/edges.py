"""The edges of the graph of policies: which one needed, led to, replaced or stands beside which."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from seoulsolution.core.statements import kept

from .evidence import PolicyRelation
from .lines import PolicyLine, policy_versions
from .marks import Mark


@dataclass(slots=True)
class Relation:
    """What an edge says of itself: its kind, a note and its claim. `mark` is set by what shows it."""

    kind: str
    note: str
    basis: str
    source: str
    confidence: str
    disputed: str
    mark: Mark = field(init=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Edge:
    """`policy` needed, led to, replaced or stands beside `other`; both in the reader's language if possible."""

    policy: PolicyLine
    other: PolicyLine
    relation: Relation


@kept
def _relations(language: str, keys: list[UUID]) -> QuerySet[Any]:
    ends = Q(page__translation_key__in=keys) | Q(to__translation_key__in=keys)
    return (
        PolicyRelation.objects.filter(ends, locale__language_code=language, page__live=True)
        .order_by("page__year_started", "sort_order", "pk")
        .values_list(
            *("page__translation_key", "to__translation_key", "kind", "note"),
            *("basis", "source", "confidence", "disputed"),
        )
    )


def published_versions(keys: Iterable[UUID], language: str) -> dict[UUID, PolicyLine]:
    """Published policies by translation key: in `language` where there is one, else in any other."""
    found: dict[UUID, PolicyLine] = {}
    for policy in policy_versions(set(keys)):
        if policy.translation_key not in found or (policy.locale.language_code == language and policy.is_translated):
            found[policy.translation_key] = policy
    return found


def read_edges(language: str, keys: Iterable[UUID], *, known: Iterable[PolicyLine] = ()) -> list[Edge]:
    """Edges of `language` with one of the policies `keys` at an end, both ends published; two queries.

    `known`: published policies in `language` that have been read already.
    """
    rows = _relations(language=language, keys=list(keys))
    versions = {policy.translation_key: policy for policy in known}
    versions |= published_versions({key for row in rows for key in row[:2]} - versions.keys(), language)
    return [
        Edge(versions[start], versions[end], Relation(*columns))
        for start, end, *columns in rows
        if start in versions and end in versions
    ]

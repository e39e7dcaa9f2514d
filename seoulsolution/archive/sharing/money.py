"""Whose money projects were, in words: who paid, and by what."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from seoulsolution.core.statements import kept

from .lineage import Passage
from .lineage_rows import projects_in
from .rows import ProjectFunding, ProjectPartner

FUNDER, FUNDING = "funder", "funding"
# A contract says how much it was, and nothing of where the money came from.
CONTRACT = ProjectFunding.Kind.CONTRACT


@kept
def _payers(keys: list[UUID], language: str) -> QuerySet[Any]:
    pages = projects_in(language).filter(translation_key__in=keys).values("pk")
    funders = ProjectPartner.objects.filter(page__in=pages, role=ProjectPartner.Role.FUNDER).order_by()
    funding = ProjectFunding.objects.filter(page__in=pages).exclude(kind=CONTRACT).order_by()
    key = "page__translation_key"
    return funders.values_list(Value(FUNDER, output_field=CharField()), key, "sort_order", "name").union(
        funding.values_list(Value(FUNDING, output_field=CharField()), key, "sort_order", "what"), all=True
    )


def name_payers(told: list[Passage], language: str) -> None:
    """Give each the names of who paid for its project, or what the money was where nobody is named; one query."""
    keys = {passage.project for passage in told if passage.project}
    found: dict[tuple[UUID, str], list[tuple[int, str]]] = defaultdict(list)
    for sort, key, order, words in _payers(keys=list(keys), language=language) if keys else []:
        found[key, sort].append((order or 0, words))
    for passage in told:
        if passage.project:
            payers = found.get((passage.project, FUNDER)) or found.get((passage.project, FUNDING), [])
            passage.payers = list(dict.fromkeys(words for _order, words in sorted(payers)))

"""The child rows of a policy page, from the records of its files."""

from collections.abc import Iterable
from typing import Any

from ..policies import evidence
from ..policies.models import PolicyPage
from . import outline, shapes
from .drafts import RowMaker, Rows, claim, result_values
from .shelf import Shelf


def policy_rows(
    maker: RowMaker,
    policy: shapes.Policy,
    manual: shapes.Manual | None,
    relations: Iterable[shapes.Relation],
    shelf: Shelf,
) -> Rows:
    """Every child row of a policy by the name of its relation."""
    rows: Rows = {
        "goals": [
            maker.make(evidence.PolicyGoal, "goals", goal, order, goal=goal) for order, goal in enumerate(policy.sdgs)
        ],
        "keywords": [
            maker.make(evidence.PolicyKeyword, "keywords", order, order, word=word)
            for order, word in enumerate(policy.tags[maker.language])
        ],
        "places": [
            maker.make(
                evidence.PolicyPlace, "places", place, order, place=shelf.snippet(outline.PLACE, place, maker.language)
            )
            for order, place in enumerate(policy.shared_with)
        ],
        "readings": [
            maker.make(
                evidence.PolicyReading,
                "readings",
                reference,
                order,
                reference=reference,
                is_further_reading=further,
            )
            for order, (reference, further) in enumerate(readings(policy, manual).items())
        ],
        "relations": [
            _relation(maker, order, item, to)
            for order, item in enumerate(relations)
            if (to := shelf.policy(item.to_id))
        ],
    }
    return rows | (_manual_rows(maker, manual) if manual else {name: [] for name in MANUAL_ROWS})


def readings(policy: shapes.Policy, manual: shapes.Manual | None) -> dict[str, bool]:
    """Sources of the policy in their order, and whether each is further reading."""
    further = set(manual.further_reading) if manual else set(policy.sources)
    found = dict.fromkeys(policy.sources) | dict.fromkeys(manual.further_reading if manual else ())
    return {reference: reference in further for reference in found}


def _relation(maker: RowMaker, order: int, item: shapes.Relation, to: PolicyPage) -> Any:
    return maker.make(
        evidence.PolicyRelation,
        "relations",
        f"{item.kind} {item.to_id}",
        order,
        to=to,
        kind=item.kind,
        note=item.note,
        **claim(item),
    )


# Relation of the page: attribute of the manual, model, and the columns with the attributes of a record.
MANUAL_ROWS: dict[str, tuple[str, type[Any], dict[str, str]]] = {
    "milestones": ("milestones", evidence.Milestone, {"year": "year", "text": "text"}),
    "legal_bases": ("legal_basis", evidence.LegalBasis, {"title": "title", "year": "year"}),
    "costs": (
        "costs",
        evidence.Cost,
        {"what": "what", "amount": "amount", "currency": "currency", "year": "year", "kind": "kind"},
    ),
    "preconditions": ("preconditions", evidence.Precondition, {"kind": "kind", "text": "text", "before": "before"}),
    "difficulties": ("difficulties", evidence.Difficulty, {"problem": "problem", "solution": "solution"}),
    "stakeholders": ("stakeholders", evidence.Stakeholder, {}),
    "results": ("results", evidence.Result, {}),
}


def _manual_rows(maker: RowMaker, manual: shapes.Manual) -> Rows:
    rows: Rows = {
        name: maker.statements(model, name, getattr(manual, attribute), columns)
        for name, (attribute, model, columns) in MANUAL_ROWS.items()
        if columns
    }
    rows["stakeholders"] = [
        maker.make(evidence.Stakeholder, "stakeholders", order, order, who=item.who, role=item.role)
        for order, item in enumerate(manual.stakeholders)
    ]
    rows["results"] = [
        maker.make(evidence.Result, "results", order, order, **result_values(item))
        for order, item in enumerate(manual.results)
    ]
    return rows

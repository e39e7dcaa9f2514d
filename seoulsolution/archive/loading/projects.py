"""The child rows of a project page, from the records of its files."""

from typing import Any

from ..sharing import rows
from . import outline, shapes
from .manuals import RowMaker, Rows
from .shelf import Shelf


def project_rows(maker: RowMaker, project: shapes.Project, also: tuple[Any, ...], shelf: Shelf) -> Rows:
    """Every child row of a project by the name of its relation. `also`: its partners, its funding, its steps."""
    partners, funding, steps = also
    return {
        "policies": [
            maker.make(rows.ProjectPolicy, "policies", key, order, policy=policy)
            for order, key in enumerate(project.policies)
            if (policy := shelf.policy(key))
        ],
        "partners": [_partner(maker, order, partner, shelf) for order, partner in enumerate(partners)],
        "funding": maker.statements(
            rows.ProjectFunding,
            "funding",
            funding,
            {name: name for name in ("kind", "what", "amount", "currency", "year")},
        ),
        "steps": maker.statements(rows.ProjectStep, "steps", steps, {name: name for name in ("stage", "year", "text")}),
    }


def _partner(maker: RowMaker, order: int, partner: shapes.Partner, shelf: Shelf) -> Any:
    organisation = shelf.snippet_or_none(outline.ORGANISATION, partner.organisation_id, maker.language)
    return maker.make(
        rows.ProjectPartner,
        "partners",
        order,
        order,
        role=partner.role,
        name=partner.name,
        organisation=organisation,
    )

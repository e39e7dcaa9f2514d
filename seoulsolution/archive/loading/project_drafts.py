"""The pages of the projects, from the records of their files."""

from typing import Any

from ..sharing import rows
from . import outline, projects
from .drafts import Draft, RowMaker, Rows, row_maker
from .outline import Record
from .shelf import Shelf


def project_draft(record: Record, language: str, shelf: Shelf) -> Draft:
    project: projects.Project = record.shape
    values = {
        "subject": project.subject[language],
        "kind": project.kind,
        "area": shelf.snippet(outline.AREA, project.area_id, language),
        "place": shelf.snippet(outline.PLACE, project.place_id, language),
        "year_started": project.year_started,
        "year_ended": project.year_ended,
        "years_known": project.years,
        "status": project.status,
        "counted": project.counted,
        "note": project.note[language],
        "source": "\n".join(project.sources),
        "confidence": project.confidence,
        "disputed": project.disputed[language],
    }
    return Draft(values, _rows(row_maker(record, language, shelf), project, record.also, shelf))


def _rows(maker: RowMaker, project: projects.Project, also: tuple[Any, ...], shelf: Shelf) -> Rows:
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


def _partner(maker: RowMaker, order: int, partner: projects.Partner, shelf: Shelf) -> Any:
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

"""All that the content files say, in one."""

from dataclasses import dataclass, field

from . import shapes
from .projects import Funding, Partner, Project, Step, Total
from .training import Centre, Fact, Offer, Programme


@dataclass(kw_only=True)
class Content:
    """All content files together."""

    languages: tuple[str, ...]
    areas: list[shapes.Area] = field(default_factory=list)
    topics: list[shapes.Topic] = field(default_factory=list)
    organisations: list[shapes.Organisation] = field(default_factory=list)
    places: list[shapes.Place] = field(default_factory=list)
    terms: list[shapes.Term] = field(default_factory=list)
    policies: list[shapes.Policy] = field(default_factory=list)
    manuals: dict[str, shapes.Manual] = field(default_factory=dict)
    relations: list[shapes.Relation] = field(default_factory=list)
    events: list[shapes.Event] = field(default_factory=list)
    indicators: list[shapes.Indicator] = field(default_factory=list)
    observations: list[shapes.Observation] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    centres: list[Centre] = field(default_factory=list)
    programmes: list[Programme] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    home: shapes.Home | None = None
    about: shapes.Article | None = None
    policy_index: shapes.Section | None = None
    policy_office: shapes.Section | None = None
    sharing: shapes.Section | None = None
    register: shapes.Section | None = None
    training: shapes.Section | None = None
    offers_page: shapes.Section | None = None
    glossary: shapes.Section | None = None

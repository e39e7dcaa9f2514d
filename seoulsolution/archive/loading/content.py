"""All that the content files say, in one."""

from dataclasses import dataclass, field

from . import shapes
from .adopters import AdopterRecord, Transfer
from .cities import City, CityFigure, CityRelation
from .news import News
from .projects import Funding, Partner, Project, Step, Total
from .rankings import CityIndex, Ranking
from .tenders import Tender
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
    transfers: list[Transfer] = field(default_factory=list)
    records: dict[str, AdopterRecord] = field(default_factory=dict)
    cities: list[City] = field(default_factory=list)
    figures: list[CityFigure] = field(default_factory=list)
    agreements: list[CityRelation] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    centres: list[Centre] = field(default_factory=list)
    programmes: list[Programme] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    tenders: list[Tender] = field(default_factory=list)
    indexes: list[CityIndex] = field(default_factory=list)
    rankings: list[Ranking] = field(default_factory=list)
    home: shapes.Home | None = None
    about: shapes.Article | None = None
    policy_index: shapes.Section | None = None
    policy_office: shapes.Section | None = None
    sharing: shapes.Section | None = None
    register: shapes.Section | None = None
    counts: shapes.Section | None = None
    record_list: shapes.Section | None = None
    lineage: shapes.Section | None = None
    map: shapes.Section | None = None
    city_list: shapes.Section | None = None
    likeness: shapes.Section | None = None
    standing: shapes.Section | None = None
    organisation_list: shapes.Section | None = None
    relations_page: shapes.Section | None = None
    tenders_page: shapes.Section | None = None
    newsroom: shapes.Section | None = None
    resources: shapes.Section | None = None
    training: shapes.Section | None = None
    offers_page: shapes.Section | None = None
    glossary: shapes.Section | None = None

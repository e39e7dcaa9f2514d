"""What the content files say, as checked values. No database, no pages."""

from dataclasses import dataclass, field
from decimal import Decimal

# One text in every language, by language code; empty texts where nothing is said.
Text = dict[str, str]
# A list of texts in every language.
Lists = dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A record. Where it stands in the files is no part of what it says."""

    line: int = field(compare=False, default=0)


@dataclass(frozen=True, kw_only=True)
class Statement(Shape):
    """What says where it comes from."""

    basis: str
    sources: tuple[str, ...]
    confidence: str
    disputed: Text


@dataclass(frozen=True, kw_only=True)
class Area(Shape):
    id: str
    name: Text
    description: Text
    icon: str
    order: int


@dataclass(frozen=True, kw_only=True)
class Topic(Shape):
    id: str
    area_id: str
    name: Text


@dataclass(frozen=True, kw_only=True)
class Organisation(Shape):
    id: str
    name: Text
    acronym: str
    kind: str
    website: str
    seat_id: str
    role: Text
    sources: tuple[str, ...]
    confidence: str
    partner: bool
    note: Text


@dataclass(frozen=True, kw_only=True)
class Place(Shape):
    """`country_id` is empty for a country, `code` for everything else. `other_names` are in any language."""

    id: str
    kind: str
    country_id: str
    code: str
    latitude: Decimal | None
    longitude: Decimal | None
    home: bool
    name: Text
    other_names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Term(Shape):
    """`names`: the preferred one first, in each language as many as there are."""

    id: str
    domain: str
    names: Lists
    note: Text


@dataclass(frozen=True, kw_only=True)
class Policy(Shape):
    id: str
    title: Text
    area_id: str
    topic_id: str
    year_started: int | None
    year_ended: int | None
    status: str
    lead_organisation_id: str
    sdgs: tuple[int, ...]
    shared_with: tuple[str, ...]
    tags: Lists
    search_words: Lists
    one_line: Text
    summary: Text
    sources: tuple[str, ...]
    confidence: str
    disputed: Text


@dataclass(frozen=True, kw_only=True)
class Milestone(Statement):
    year: int
    text: Text


@dataclass(frozen=True, kw_only=True)
class Stakeholder(Shape):
    who: Text
    role: Text


@dataclass(frozen=True, kw_only=True)
class LegalBasis(Statement):
    title: Text
    year: int | None


@dataclass(frozen=True, kw_only=True)
class Cost(Statement):
    what: Text
    amount: Decimal
    currency: str
    year: int | None
    kind: str


@dataclass(frozen=True, kw_only=True)
class Precondition(Statement):
    kind: str
    text: Text
    before: Text


@dataclass(frozen=True, kw_only=True)
class Difficulty(Statement):
    problem: Text
    solution: Text


@dataclass(frozen=True, kw_only=True)
class Figure(Shape):
    value: Decimal
    year: int | None
    year_end: int | None
    period: Text


@dataclass(frozen=True, kw_only=True)
class Result(Statement):
    indicator: Text
    unit: Text
    kind: str
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True, kw_only=True)
class Manual(Shape):
    id: str
    background: tuple[Text, ...]
    objectives: tuple[Text, ...]
    milestones: tuple[Milestone, ...]
    expertise: tuple[Text, ...]
    stakeholders: tuple[Stakeholder, ...]
    legal_basis: tuple[LegalBasis, ...]
    costs: tuple[Cost, ...]
    time_needed: Text
    preconditions: tuple[Precondition, ...]
    difficulties: tuple[Difficulty, ...]
    results: tuple[Result, ...]
    success_factors: tuple[Text, ...]
    limiting_factors: tuple[Text, ...]
    for_other_cities: tuple[Text, ...]
    further_reading: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Relation(Statement):
    from_id: str
    to_id: str
    kind: str
    note: Text


@dataclass(frozen=True, kw_only=True)
class Event(Statement):
    id: str
    year: int
    text: Text
    area_id: str


@dataclass(frozen=True, kw_only=True)
class Indicator(Shape):
    id: str
    name: Text
    unit: Text
    area_id: str
    definition: Text
    see_also: str


@dataclass(frozen=True, kw_only=True)
class Observation(Statement):
    indicator_id: str
    year: int
    value: Decimal
    segment: int
    note: Text


@dataclass(frozen=True, kw_only=True)
class Home(Shape):
    title: Text
    introduction: Text
    searches: Lists
    featured: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Passage(Shape):
    heading: Text
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Article(Shape):
    title: Text
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True)
class Section(Shape):
    """A page that gathers others. `curve` is the indicator whose curve stands beside the timeline.

    `organisation_id`: the institute that it is about.
    """

    id: str
    title: Text
    introduction: Text
    curve: str = ""
    organisation_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Sections(Shape):
    policies: Section | None
    policy_office: Section | None
    sharing: Section | None
    projects: Section | None
    counts: Section | None
    records: Section | None
    lineage: Section | None
    map: Section | None
    cities: Section | None
    likeness: Section | None
    standing: Section | None
    organisations: Section | None
    relations: Section | None
    tenders: Section | None
    news: Section | None
    resources: Section | None
    training: Section | None
    offers: Section | None
    glossary: Section | None

"""Which records the content has, in the order in which they can be made, each with its digest."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, is_dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from .content import Content
from .shapes import Shape

# Part of every digest: raise it when the same files are to give other pages.
VERSION = 1
NAMESPACE = UUID("3c1f6f0a-6c1c-5f0f-9a5e-6d2b3a0c7f51")


@dataclass(frozen=True)
class Record:
    """One record. `kind` and `key` name it for good; `shape` and `also` are what it is made of."""

    kind: str
    key: str
    shape: Any
    also: tuple[Any, ...] = ()
    parent: tuple[str, str] | None = None

    @property
    def name(self) -> tuple[str, str]:
        return self.kind, self.key

    @property
    def translation_key(self) -> UUID:
        return key_of(self.kind, self.key)

    def digest(self) -> str:
        """Changes when what the files say about the record changes."""
        return digest_of([VERSION, self.parent, self.shape, self.also])


def key_of(kind: str, key: str) -> UUID:
    return uuid5(NAMESPACE, f"{kind}:{key}")


def digest_of(values: Any) -> str:
    return sha256(json.dumps(values, default=_plain, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _without_lines(asdict(value))
    return str(value)


def _without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_lines(inner) for name, inner in value.items() if name != "line"}
    if isinstance(value, list | tuple):
        return [_without_lines(inner) for inner in value]
    return value


AREA, TOPIC, ORGANISATION, EVENT, TERM, PLACE = "area", "topic", "organisation", "event", "term", "place"
HOME, INDEX, AREA_PAGE, POLICY = "home", "policy index", "area page", "policy"
OFFICE, INDICATOR, ARTICLE, GLOSSARY = "policy office", "indicator", "article", "glossary"
SHARING, REGISTER, PROJECT, TOTAL, COUNTS = "policy sharing", "project register", "project", "city total", "counts"
RECORD_LIST, RECORD, TRANSFER = "adopter record list", "adopter record", "transfer"
LINEAGE, MAP, CITY_LIST, CITY, LIKENESS = "lineage", "map", "city list", "city", "likeness"
STANDING, CITY_INDEX, ORGANISATIONS = "international standing", "index of cities", "organisations"
RELATIONS, TENDERS, TENDER = "relations of cities", "tenders", "tender"
NEWSROOM, NEWS, RESOURCES = "newsroom", "news", "list of resources"
TRAINING, PROGRAMME, OFFERS = "training", "training programme", "offers"
BEFORE_PAGES = (AREA, TOPIC, PLACE, ORGANISATION, EVENT, TERM, TOTAL)
# Those that name pages, which have to be there first.
OF_PAGES = (TRANSFER,)
SNIPPETS = (*BEFORE_PAGES, *OF_PAGES)
PAGES = (
    *(HOME, INDEX, SHARING, CITY_LIST, OFFICE, GLOSSARY, ARTICLE, INDICATOR, AREA_PAGE, POLICY),
    *(REGISTER, COUNTS, PROJECT, RECORD_LIST, RECORD, LINEAGE, MAP, CITY, LIKENESS, STANDING, CITY_INDEX),
    *(ORGANISATIONS, RELATIONS, TENDERS, TENDER),
    *(NEWSROOM, RESOURCES, NEWS, TRAINING, PROGRAMME, OFFERS),
)
ROOT = ("", "")
HOME_NAME = (HOME, "home")
ABOUT = "about"
# The file with the words of the sections.
SECTIONS = "pages/sections.yaml"


def snippet_records(content: Content) -> list[Record]:
    groups: list[tuple[str, list[Any]]] = [
        (AREA, content.areas),
        (TOPIC, content.topics),
        (PLACE, content.places),
        (ORGANISATION, content.organisations),
        (EVENT, content.events),
        (TERM, content.terms),
        (TOTAL, content.totals),
        (TRANSFER, content.transfers),
    ]
    return [Record(kind, shape.id, shape) for kind, shapes in groups for shape in shapes]


def page_records(content: Content) -> list[Record]:
    """Parents before their children."""
    return [
        *_front(content),
        *_areas(content),
        *_office(content),
        *_policies(content),
        *_projects(content),
        *_adopters(content),
        *_cities(content),
        *_news(content),
        *_training(content),
    ]


def _front(content: Content) -> Iterator[Record]:
    if content.home is not None:
        yield Record(HOME, HOME_NAME[1], content.home, parent=ROOT)
    if content.policy_index is not None:
        yield Record(INDEX, content.policy_index.id, content.policy_index, parent=HOME_NAME)
    if content.sharing is not None:
        yield Record(SHARING, content.sharing.id, content.sharing, parent=HOME_NAME)
    if content.city_list is not None:
        yield Record(CITY_LIST, content.city_list.id, content.city_list, parent=HOME_NAME)
    if content.glossary is not None:
        yield Record(GLOSSARY, content.glossary.id, content.glossary, parent=HOME_NAME)
    if content.about is not None:
        yield Record(ARTICLE, ABOUT, content.about, parent=HOME_NAME)


def _office(content: Content) -> Iterator[Record]:
    if content.policy_index is None or content.policy_office is None:
        return
    office = content.policy_office
    yield Record(OFFICE, office.id, office, parent=(INDEX, content.policy_index.id))
    observations = _grouped(content.observations, lambda observation: observation.indicator_id)
    for indicator in content.indicators:
        rows = tuple(observations[indicator.id])
        yield Record(INDICATOR, indicator.id, indicator, rows, parent=(OFFICE, office.id))


def _areas(content: Content) -> Iterator[Record]:
    if content.policy_index is not None:
        for area in sorted(content.areas, key=lambda area: area.order):
            # Only the name of the area makes the page.
            yield Record(AREA_PAGE, area.id, area.name, parent=(INDEX, content.policy_index.id))


def _policies(content: Content) -> Iterator[Record]:
    relations = _grouped(content.relations, lambda relation: relation.from_id)
    for policy in content.policies:
        also = (content.manuals.get(policy.id), tuple(relations[policy.id]))
        yield Record(POLICY, policy.id, policy, also, parent=(AREA_PAGE, policy.area_id))


def _projects(content: Content) -> Iterator[Record]:
    if content.sharing is None or content.register is None:
        return
    register = (REGISTER, content.register.id)
    yield Record(*register, content.register, parent=(SHARING, content.sharing.id))
    if content.counts is not None:
        yield Record(COUNTS, content.counts.id, content.counts, parent=register)
    rows = [
        _grouped(shapes, lambda shape: shape.project_id)
        for shapes in (content.partners, content.funding, content.steps)
    ]
    for project in content.projects:
        also = tuple(tuple(of_project[project.id]) for of_project in rows)
        yield Record(PROJECT, project.id, project, also, parent=register)


def _adopters(content: Content) -> Iterator[Record]:
    if content.sharing is None:
        return
    sharing = (SHARING, content.sharing.id)
    for kind, section in ((LINEAGE, content.lineage), (MAP, content.map)):
        if section is not None:
            yield Record(kind, section.id, section, parent=sharing)
    if content.record_list is not None:
        records = (RECORD_LIST, content.record_list.id)
        yield Record(*records, content.record_list, parent=sharing)
        for key, record in content.records.items():
            yield Record(RECORD, key, record, parent=records)


def _cities(content: Content) -> Iterator[Record]:
    if content.city_list is None:
        return
    parent = (CITY_LIST, content.city_list.id)
    sections = ((LIKENESS, content.likeness), (RELATIONS, content.relations_page), (TENDERS, content.tenders_page))
    for kind, section in sections:
        if section is not None:
            yield Record(kind, section.id, section, parent=parent)
    if content.tenders_page is not None:
        tenders = (TENDERS, content.tenders_page.id)
        yield from (Record(TENDER, tender.id, tender, parent=tenders) for tender in content.tenders)
    if content.standing is not None:
        standing = (STANDING, content.standing.id)
        yield Record(*standing, content.standing, parent=parent)
        rankings = _grouped(content.rankings, lambda ranking: ranking.index_id)
        for index in content.indexes:
            yield Record(CITY_INDEX, index.id, index, tuple(rankings[index.id]), parent=standing)
    if content.organisation_list is not None:
        yield Record(ORGANISATIONS, content.organisation_list.id, content.organisation_list, parent=parent)
    names = {place.id: place.name for place in content.places}
    figures = _grouped(content.figures, lambda figure: figure.city_id)
    agreements = _grouped(content.agreements, lambda relation: relation.city_id)
    for city in content.cities:
        also = (tuple(figures[city.id]), tuple(agreements[city.id]))
        # The name of the place is that of the page.
        yield Record(CITY, city.id, (city, names[city.id]), also, parent=parent)


def _news(content: Content) -> Iterator[Record]:
    if content.resources is not None:
        yield Record(RESOURCES, content.resources.id, content.resources, parent=HOME_NAME)
    if content.newsroom is not None:
        newsroom = (NEWSROOM, content.newsroom.id)
        yield Record(*newsroom, content.newsroom, parent=HOME_NAME)
        yield from (Record(NEWS, item.id, item, parent=newsroom) for item in content.news)


def _training(content: Content) -> Iterator[Record]:
    if content.sharing is None:
        return
    section = (SHARING, content.sharing.id)
    if content.training is not None:
        training = (TRAINING, content.training.id)
        also = (tuple(content.facts), tuple(content.centres))
        yield Record(*training, content.training, also, parent=section)
        for programme in content.programmes:
            yield Record(PROGRAMME, programme.id, programme, parent=training)
    if content.offers_page is not None:
        yield Record(OFFERS, content.offers_page.id, content.offers_page, tuple(content.offers), parent=section)


def _grouped(shapes: list[Any], by: Callable[[Any], str]) -> dict[str, list[Shape]]:
    groups: dict[str, list[Shape]] = defaultdict(list)
    for shape in shapes:
        groups[by(shape)].append(shape)
    return groups

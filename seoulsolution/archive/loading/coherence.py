"""Whether the content's records fit each other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from seoulsolution.core.claims import POLICY_REFERENCE, Basis
from seoulsolution.core.glossary import doubled_name
from seoulsolution.core.partial_dates import first_day, last_day
from seoulsolution.core.places import PlaceKind

from . import adopters, cities, news, outline, projects, rankings, tables, tenders, training
from .content import Content
from .faults import Faults
from .references import references
from .shapes import Policy, Relation, Statement
from .values import shorten

Report = Callable[[str, int, str, str], None]
NEEDED = "needed"
MANUAL_STATEMENTS = ("milestones", "legal_basis", "costs", "preconditions", "difficulties", "results")


def check(content: Content, faults: Faults) -> None:
    """Note every fault between records."""
    report = faults.add
    _check_ids(content, report)
    _check_references(content, report)
    _check_places(content, report)
    _check_terms(content, report)
    _check_policies(content, report)
    _check_manuals(content, report)
    _check_relations(content, report)
    _check_indicators(content, report)
    _check_projects(content, report)
    _check_transfers(content, report)
    _check_training(content, report)
    _check_tenders(content, report)
    _check_statements(content, report)
    _check_pages(content, report)


def _doubled(records: Iterable[Any], key: Callable[[Any], Any]) -> Iterator[tuple[Any, int]]:
    """Records whose key was there before, with the line of the first."""
    first: dict[Any, int] = {}
    for record in records:
        if key(record) in first:
            yield record, first[key(record)]
        else:
            first[key(record)] = record.line


def _with_ids(content: Content) -> dict[str, Iterable[Any]]:
    """By the file of a table its records, which others refer to by their ids."""
    return {
        tables.AREAS.file: content.areas,
        tables.TOPICS.file: content.topics,
        tables.ORGANISATIONS.file: content.organisations,
        tables.PLACES.file: content.places,
        tables.GLOSSARY.file: content.terms,
        tables.POLICIES.file: content.policies,
        tables.TIMELINE.file: content.events,
        tables.INDICATORS.file: content.indicators,
        projects.PROJECTS.file: content.projects,
        projects.TOTALS.file: content.totals,
        adopters.TRANSFERS.file: content.transfers,
        cities.CITIES.file: content.cities,
        cities.RELATIONS.file: content.agreements,
        rankings.INDEXES.file: content.indexes,
        rankings.RANKINGS.file: content.rankings,
        news.NEWS.file: content.news,
        training.FACTS.file: content.facts,
        training.CENTRES.file: content.centres,
        training.PROGRAMMES.file: content.programmes,
        training.OFFERS.file: content.offers,
        tenders.TENDERS.file: content.tenders,
    }


def _check_ids(content: Content, report: Report) -> None:
    for file, records in _with_ids(content).items():
        for record, line in _doubled((r for r in records if r.id), lambda r: r.id):
            message = _("“{id}” is already on line {line}; expected each id once")
            report(file, record.line, "id", message.format(id=record.id, line=line))


def _check_references(content: Content, report: Report) -> None:
    known = {file: {record.id for record in records} for file, records in _with_ids(content).items()}
    for file, records, name, where in references(content):
        for record in records:
            value = getattr(record, name)
            for id_ in value if isinstance(value, tuple) else (value,):
                if id_ and id_ not in known[where]:
                    report(file, record.line, name, unknown_id(id_, where))


def unknown_id(value: str, file: str) -> str:
    return _("“{id}” is not known; expected an id of {file}").format(id=shorten(value), file=file)


def _check_places(content: Content, report: Report) -> None:
    file = tables.PLACES.file
    countries = {place.id for place in content.places if place.kind == PlaceKind.COUNTRY}
    for place in content.places:
        if place.kind == PlaceKind.COUNTRY and place.country_id:
            report(file, place.line, "country_id", _("is given for a country; expected nothing"))
        elif place.kind and place.kind != PlaceKind.COUNTRY and place.country_id not in countries:
            message = _("“{id}” is no country of this file; expected the country in which the place is")
            report(file, place.line, "country_id", message.format(id=shorten(place.country_id)))
        if place.kind and (place.kind == PlaceKind.COUNTRY) != bool(place.code):
            report(
                file, place.line, "code", _("belongs to a country; expected one for each country and no other place")
            )
        if (place.latitude is None) != (place.longitude is None):
            report(file, place.line, "longitude", _("is without its other half; expected latitude and longitude"))
    for place, line in _doubled((p for p in content.places if p.home), lambda p: p.home):
        report(file, place.line, "home", _("is on line {line} already; expected one home").format(line=line))


def _check_terms(content: Content, report: Report) -> None:
    file = tables.GLOSSARY.file
    for term in content.terms:
        for code, names in term.names.items():
            if doubled := doubled_name(names):
                message = _("names “{name}” twice; expected each name once in a language")
                report(file, term.line, f"variants_{code}", message.format(name=shorten(doubled)))
    for term, line in _doubled(content.terms, lambda term: (term.domain, *(names[0] for names in term.names.values()))):
        report(file, term.line, "id", _("repeats the term on line {line}").format(line=line))


def _check_policies(content: Content, report: Report) -> None:
    areas = {topic.id: topic.area_id for topic in content.topics}
    file = tables.POLICIES.file
    for policy in content.policies:
        _check_years(file, policy, report)
        if policy.topic_id in areas and areas[policy.topic_id] != policy.area_id:
            message = _("“{topic}” belongs to “{area}”; expected a topic of the policy’s own area")
            text = message.format(topic=policy.topic_id, area=areas[policy.topic_id])
            report(file, policy.line, "topic_id", text)


def _check_years(file: str, record: Policy | projects.Project, report: Report) -> None:
    if record.year_started and record.year_ended and record.year_ended < record.year_started:
        message = _("{end} is before year_started {start}; expected the same year or a later one")
        text = message.format(end=record.year_ended, start=record.year_started)
        report(file, record.line, "year_ended", text)


def _check_manuals(content: Content, report: Report) -> None:
    policies = {policy.id for policy in content.policies}
    for name, manual in content.manuals.items():
        file = f"manuals/{name}.yaml"
        if name not in policies:
            report(file, manual.line, "id", unknown_id(name, tables.POLICIES.file))
        for field in ("background", "milestones"):
            if not getattr(manual, field):
                report(file, manual.line, field, _("is missing; expected at least one entry in a full manual"))


def _check_relations(content: Content, report: Report) -> None:
    file = tables.RELATIONS.file
    known = [r for r in content.relations if r.from_id and r.to_id]
    for relation in known:
        if relation.from_id == relation.to_id:
            report(file, relation.line, "to_id", _("is the policy itself; expected another policy"))
    for relation, line in _doubled(known, lambda r: (r.from_id, r.to_id, r.kind)):
        report(file, relation.line, "to_id", _("repeats the relation on line {line}").format(line=line))
    cycle = find_cycle(r for r in known if r.kind == NEEDED and r.from_id != r.to_id)
    if cycle:
        path = " → ".join([*(r.from_id for r in cycle), cycle[0].from_id])
        message = _("closes a circle of what is needed: {path}; expected none")
        report(file, max(r.line for r in cycle), "to_id", message.format(path=path))


def find_cycle(relations: Iterable[Relation]) -> list[Relation]:
    """Relations that lead back to where they start, empty when there are none."""
    edges: dict[str, list[Relation]] = defaultdict(list)
    for edge in relations:
        edges[edge.from_id].append(edge)
    finished: set[str] = set()
    for start in list(edges):
        trail: list[Relation] = []
        open_ids = {start: 0}
        choices = [iter(edges[start])]
        while choices:
            relation: Relation | None = next(choices[-1], None)
            if relation is None:
                finished.add(open_ids.popitem()[0])
                choices.pop()
                del trail[-1:]
            elif relation.to_id in open_ids:
                return [*trail, relation][open_ids[relation.to_id] :]
            elif relation.to_id not in finished:
                trail.append(relation)
                open_ids[relation.to_id] = len(open_ids)
                choices.append(iter(edges.get(relation.to_id, [])))
    return []


def _check_indicators(content: Content, report: Report) -> None:
    measured = {observation.indicator_id for observation in content.observations}
    file = tables.INDICATORS.file
    for indicator in content.indicators:
        if indicator.id and indicator.id not in measured:
            message = _("“{id}” has no row in {file}; expected at least one")
            report(file, indicator.line, "id", message.format(id=indicator.id, file=tables.OBSERVATIONS.file))
        if indicator.see_also and indicator.see_also == indicator.id:
            report(file, indicator.line, "see_also", _("is the indicator itself; expected another one"))
    for observation, line in _doubled(content.observations, lambda o: (o.indicator_id, o.year, o.segment)):
        message = _("{year} of this indicator and segment is already on line {line}")
        report(tables.OBSERVATIONS.file, observation.line, "year", message.format(year=observation.year, line=line))


def _check_projects(content: Content, report: Report) -> None:
    for project in content.projects:
        _check_years(projects.PROJECTS.file, project, report)
    for funding in content.funding:
        if funding.amount is not None and not funding.currency:
            message = _("is empty; expected the currency of the amount")
            report(projects.FUNDING.file, funding.line, "currency", message)


def _check_transfers(content: Content, report: Report) -> None:
    file = adopters.TRANSFERS.file
    for transfer in content.transfers:
        for place, organisation in (("from_id", "from_organisation_id"), ("to_id", "to_organisation_id")):
            if bool(getattr(transfer, place)) == bool(getattr(transfer, organisation)):
                message = _("and “{other}” are both given or both empty; expected one of the two")
                report(file, transfer.line, place, message.format(other=organisation))
        if transfer.year_from and transfer.year_to and transfer.year_to < transfer.year_from:
            report(file, transfer.line, "year_to", _("is before the first year; expected the same or a later one"))


def _check_training(content: Content, report: Report) -> None:
    file = training.PROGRAMMES.file
    for programme in content.programmes:
        if programme.ends and (not programme.starts or last_day(programme.ends) < first_day(programme.starts)):
            message = _("{end} is not after starts “{start}”; expected the same date or a later one")
            report(file, programme.line, "ends", message.format(end=programme.ends, start=programme.starts))
        if programme.online and programme.place_id:
            report(file, programme.line, "place_id", _("is given for what is online; expected nothing"))


def _check_tenders(content: Content, report: Report) -> None:
    file = tenders.TENDERS.file
    for tender in content.tenders:
        if tender.amount is not None and not tender.currency:
            report(file, tender.line, "currency", _("is empty; expected the currency of the amount"))
        if tender.closes_at is not None and tender.closes_on is None:
            report(file, tender.line, "closes_on", _("is empty; expected the day on which it closes at that time"))
        if tender.closes_on is not None and not tender.time_zone:
            report(file, tender.line, "time_zone", _("is empty; expected the time zone in which it closes"))


def _statements(content: Content) -> Iterator[tuple[str, str, Statement, str]]:
    """(file, place in it, statement, id of the policy that it belongs to)"""
    for relation in content.relations:
        yield tables.RELATIONS.file, "", relation, relation.from_id
    of_no_policy: list[tuple[tables.Table, list[Any]]] = [
        (tables.TIMELINE, content.events),
        (tables.OBSERVATIONS, content.observations),
        (projects.FUNDING, content.funding),
        (projects.STEPS, content.steps),
        (projects.TOTALS, content.totals),
        (adopters.TRANSFERS, content.transfers),
        (cities.FIGURES, content.figures),
        (cities.RELATIONS, content.agreements),
        (rankings.RANKINGS, content.rankings),
        (training.FACTS, content.facts),
        (training.CENTRES, content.centres),
        (training.OFFERS, content.offers),
    ]
    for table, statements in of_no_policy:
        yield from ((table.file, "", statement, "") for statement in statements)
    for name, manual in content.manuals.items():
        for place, statement in _inside(manual, MANUAL_STATEMENTS):
            yield f"manuals/{name}.yaml", place, statement, name
    for name, record in content.records.items():
        for place, statement in _inside(record, ("difficulties", "results")):
            yield f"{adopters.RECORDS}/{name}.yaml", place, statement, ""


def _inside(document: Any, fields: Iterable[str]) -> Iterator[tuple[str, Statement]]:
    for field in fields:
        for number, statement in enumerate(getattr(document, field), start=1):
            yield f"{field}[{number}].", statement


def _check_statements(content: Content, report: Report) -> None:
    policies: dict[str, Policy] = {policy.id: policy for policy in content.policies}
    for file, place, statement, policy_id in _statements(content):
        if statement.basis == Basis.CITED and not statement.sources:
            report(file, statement.line, f"{place}source", _("is empty; expected a source, as the basis is “cited”"))
        listed_in = policies.get(policy_id)
        if statement.basis == Basis.LISTED and listed_in is not None and not listed_in.sources:
            message = _("is “listed”, but “{id}” lists no sources in {file}")
            text = message.format(id=policy_id, file=tables.POLICIES.file)
            report(file, statement.line, f"{place}basis", text)
        for source in statement.sources:
            named = source.removeprefix(POLICY_REFERENCE)
            if named != source and named not in policies:
                report(file, statement.line, f"{place}source", unknown_id(named, tables.POLICIES.file))


def _check_pages(content: Content, report: Report) -> None:
    policies = {policy.id for policy in content.policies}
    if content.home is not None:
        for policy_id in content.home.featured:
            if policy_id not in policies:
                text = unknown_id(policy_id, tables.POLICIES.file)
                report("pages/home.yaml", content.home.line, "featured", text)
    _check_addresses(content, report)
    office = content.policy_office
    if office is not None and office.id in {area.id for area in content.areas}:
        message = _("“{id}” is also an area; expected an address of its own")
        report("pages/sections.yaml", office.line, "policy_office.id", message.format(id=office.id))
    if office is not None and office.curve and office.curve not in {i.id for i in content.indicators}:
        text = unknown_id(office.curve, tables.INDICATORS.file)
        report("pages/sections.yaml", office.line, "policy_office.curve_indicator", text)


def _check_addresses(content: Content, report: Report) -> None:
    """The sections stand beside each other below the home page."""
    sections = {"policies": content.policy_index, "sharing": content.sharing, "news": content.newsroom}
    sections |= {"resources": content.resources, "glossary": content.glossary}
    taken = {outline.ABOUT}
    for name, section in sections.items():
        if section is not None and section.id in taken:
            message = _("“{id}” is the address of another page; expected an address of its own")
            report("pages/sections.yaml", section.line, f"{name}.id", message.format(id=section.id))
        elif section is not None:
            taken.add(section.id)

"""Which records of the content name which others."""

from collections.abc import Iterable, Iterator
from typing import Any

from . import adopters, cities, news, outline, projects, rankings, tables, tenders, training
from .content import Content

Reference = tuple[str, Iterable[Any], str, str]
"""(file, its records, the attribute that names one or several records of another file, that file)"""


def references(content: Content) -> Iterator[Reference]:
    """Every one that the content makes."""
    yield from _of_policies(content)
    yield from _of_projects(content)
    yield from _of_adopters(content)
    yield from _of_cities(content)
    yield from _of_training(content)


def _of_policies(content: Content) -> Iterator[Reference]:
    areas, policies, places = tables.AREAS.file, tables.POLICIES.file, tables.PLACES.file
    organisations, indicators = tables.ORGANISATIONS.file, tables.INDICATORS.file
    yield tables.TOPICS.file, content.topics, "area_id", areas
    yield organisations, content.organisations, "seat_id", places
    yield policies, content.policies, "area_id", areas
    yield policies, content.policies, "topic_id", tables.TOPICS.file
    yield policies, content.policies, "lead_organisation_id", organisations
    yield policies, content.policies, "shared_with", places
    yield tables.RELATIONS.file, content.relations, "from_id", policies
    yield tables.RELATIONS.file, content.relations, "to_id", policies
    yield tables.TIMELINE.file, content.events, "area_id", areas
    yield indicators, content.indicators, "area_id", areas
    yield indicators, content.indicators, "see_also", indicators
    yield tables.OBSERVATIONS.file, content.observations, "indicator_id", indicators


def _of_projects(content: Content) -> Iterator[Reference]:
    areas, registered = tables.AREAS.file, projects.PROJECTS.file
    yield registered, content.projects, "area_id", areas
    yield registered, content.projects, "place_id", tables.PLACES.file
    yield registered, content.projects, "policies", tables.POLICIES.file
    yield projects.PARTNERS.file, content.partners, "project_id", registered
    yield projects.PARTNERS.file, content.partners, "organisation_id", tables.ORGANISATIONS.file
    yield projects.FUNDING.file, content.funding, "project_id", registered
    yield projects.STEPS.file, content.steps, "project_id", registered
    yield projects.TOTALS.file, content.totals, "area_id", areas


def _of_adopters(content: Content) -> Iterator[Reference]:
    places, organisations = tables.PLACES.file, tables.ORGANISATIONS.file
    policies, registered = tables.POLICIES.file, projects.PROJECTS.file
    for name, where in (
        *(("from_id", places), ("from_organisation_id", organisations)),
        *(("to_id", places), ("to_organisation_id", organisations)),
        *(("policy_id", policies), ("project_id", registered)),
    ):
        yield adopters.TRANSFERS.file, content.transfers, name, where
    for key, record in content.records.items():
        file = f"{adopters.RECORDS}/{key}.yaml"
        for name, where in (
            ("place", places),
            ("from_place", places),
            ("project", registered),
            ("transfer", adopters.TRANSFERS.file),
            ("policies", policies),
        ):
            yield file, (record,), name, where


def _of_cities(content: Content) -> Iterator[Reference]:
    places = tables.PLACES.file
    yield cities.CITIES.file, content.cities, "id", places
    yield cities.FIGURES.file, content.figures, "city_id", cities.CITIES.file
    yield cities.RELATIONS.file, content.agreements, "city_id", cities.CITIES.file
    yield rankings.RANKINGS.file, content.rankings, "index_id", rankings.INDEXES.file
    yield tenders.TENDERS.file, content.tenders, "place_id", places
    yield tenders.TENDERS.file, content.tenders, "area_id", tables.AREAS.file
    yield news.NEWS.file, content.news, "office_id", tables.ORGANISATIONS.file
    yield news.NEWS.file, content.news, "policies", tables.POLICIES.file
    yield news.NEWS.file, content.news, "projects", projects.PROJECTS.file
    yield news.NEWS.file, content.news, "places", places


def _of_training(content: Content) -> Iterator[Reference]:
    places, organisations = tables.PLACES.file, tables.ORGANISATIONS.file
    yield training.CENTRES.file, content.centres, "place_id", places
    yield training.PROGRAMMES.file, content.programmes, "place_id", places
    yield training.PROGRAMMES.file, content.programmes, "organiser_id", organisations
    yield training.PROGRAMMES.file, content.programmes, "policies", tables.POLICIES.file
    yield training.OFFERS.file, content.offers, "organisation_id", organisations
    if content.training is not None:
        yield outline.SECTIONS, [content.training], "organisation_id", organisations

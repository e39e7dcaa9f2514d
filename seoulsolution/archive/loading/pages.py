"""The pages that the records become, in one language, not yet saved."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid5

from wagtail.models import Page

from ..cities.models import CitiesPage, CityPage, LikenessPage, RelationsPage
from ..cities.organisations.models import OrganisationsPage
from ..cities.standing import CityIndexPage, StandingPage
from ..cities.tenders.models import TenderPage, TendersPage
from ..front.models import ExampleSearch, FeaturedPolicy, HomePage, TextPage
from ..glossary.models import GlossaryPage
from ..newsroom.models import NewsPage, NewsroomPage
from ..newsroom.resources import ResourceIndexPage
from ..policies.models import AreaPage, PolicyIndexPage, PolicyPage
from ..policies.office import IndicatorPage, Observation, PolicyOfficePage
from ..sharing.models import LineagePage, MapPage, ProjectCountsPage, ProjectPage, ProjectRegisterPage, SharingPage
from ..sharing.offers.models import OffersPage
from ..sharing.records import AdopterRecordPage, AdopterRecordsPage
from ..sharing.training.models import ProgrammePage, TrainingPage
from . import narrative, outline, shapes
from .adopter_drafts import record_draft
from .city_drafts import city_draft, index_draft
from .drafts import Draft, claim, row_maker
from .manuals import policy_rows
from .news_drafts import news_draft
from .outline import Record
from .project_drafts import project_draft
from .shelf import Shelf
from .tender_drafts import tender_draft
from .training_drafts import offers_draft, programme_draft, training_draft


@dataclass(frozen=True)
class PageKind:
    model: type[Page]
    build: Callable[[Record, str, Shelf], Draft]
    title: Callable[[Record, str], str]
    in_menus: bool = False


def title_of(record: Record, language: str) -> str:
    return PAGE_KINDS[record.kind].title(record, language)


def slug_of(record: Record, language: str) -> str:
    """The record's id in every language; the home pages stand beside each other under their codes."""
    return language if record.kind == outline.HOME else record.key


def _home(record: Record, language: str, shelf: Shelf) -> Draft:
    home: shapes.Home = record.shape
    maker = row_maker(record, language, shelf)
    searches = [
        maker.make(ExampleSearch, "examples", order, order, words=words)
        for order, words in enumerate(home.searches.get(language, ()))
    ]
    featured = [
        maker.make(FeaturedPolicy, "featured", key, order, policy=policy)
        for order, key in enumerate(home.featured)
        if (policy := shelf.policy(key))
    ]
    return Draft({"introduction": home.introduction[language]}, {"examples": searches, "featured": featured})


def _index(record: Record, language: str, shelf: Shelf) -> Draft:
    return Draft({"introduction": record.shape.introduction[language]}, {})


def _article(record: Record, language: str, shelf: Shelf) -> Draft:
    key = uuid5(record.translation_key, "body")
    return Draft({"body": narrative.passages(key, record.shape.passages, language)}, {})


def _office(record: Record, language: str, shelf: Shelf) -> Draft:
    section: shapes.Section = record.shape
    curve = shelf.indicator(section.curve) if section.curve else None
    return Draft({"introduction": section.introduction[language], "curve_indicator": curve}, {})


def _indicator(record: Record, language: str, shelf: Shelf) -> Draft:
    indicator: shapes.Indicator = record.shape
    maker = row_maker(record, language, shelf)
    observations = [
        maker.make(
            Observation,
            "observations",
            f"{item.year} {item.segment}",
            order,
            year=item.year,
            value=item.value,
            segment=item.segment,
            note=item.note,
            **claim(item),
        )
        for order, item in enumerate(sorted(record.also, key=lambda item: (item.year, item.segment)))
    ]
    values = {
        "unit": indicator.unit[language],
        "area": shelf.snippet(outline.AREA, indicator.area_id, language),
        "definition": indicator.definition[language],
        "see_also": shelf.indicator(indicator.see_also) if indicator.see_also else None,
    }
    return Draft(values, {"observations": observations})


def _area(record: Record, language: str, shelf: Shelf) -> Draft:
    return Draft({"area": shelf.snippet(outline.AREA, record.key, language)}, {})


POINTS = ("objectives", "expertise", "success_factors", "limiting_factors", "for_other_cities")


def _policy(record: Record, language: str, shelf: Shelf) -> Draft:
    policy: shapes.Policy = record.shape
    manual, relations = record.also
    values = {
        "one_line": policy.one_line[language],
        "summary": policy.summary[language],
        "search_words": "\n".join(policy.search_words[language]),
        "area": shelf.snippet(outline.AREA, policy.area_id, language),
        "topic": shelf.snippet_or_none(outline.TOPIC, policy.topic_id, language),
        "year_started": policy.year_started,
        "year_ended": policy.year_ended,
        "status": policy.status,
        "lead_organisation": shelf.snippet_or_none(outline.ORGANISATION, policy.lead_organisation_id, language),
        "confidence": policy.confidence,
        "disputed": policy.disputed[language],
        # As the model has it when it is saved in the editor.
        "has_manual": bool(manual and manual.background and manual.milestones),
    }
    if manual is not None:
        key = uuid5(record.translation_key, "background")
        values["background"] = narrative.paragraphs(key, manual.background, language)
        values["time_needed"] = manual.time_needed[language]
        for name in POINTS:
            key = uuid5(record.translation_key, name)
            values[name] = narrative.points(key, getattr(manual, name), language)
    rows = policy_rows(row_maker(record, language, shelf), policy, manual, relations, shelf)
    return Draft(values, rows)


def _own_title(record: Record, language: str) -> str:
    return record.shape.title[language]


PAGE_KINDS = {
    outline.HOME: PageKind(HomePage, _home, _own_title),
    outline.INDEX: PageKind(PolicyIndexPage, _index, _own_title, in_menus=True),
    outline.GLOSSARY: PageKind(GlossaryPage, _index, _own_title, in_menus=True),
    outline.ARTICLE: PageKind(TextPage, _article, _own_title, in_menus=True),
    outline.SHARING: PageKind(SharingPage, _index, _own_title, in_menus=True),
    outline.REGISTER: PageKind(ProjectRegisterPage, _index, _own_title),
    outline.RECORD_LIST: PageKind(AdopterRecordsPage, _index, _own_title),
    outline.RECORD: PageKind(AdopterRecordPage, record_draft, _own_title),
    outline.LINEAGE: PageKind(LineagePage, _index, _own_title),
    outline.MAP: PageKind(MapPage, _index, _own_title),
    outline.CITY_LIST: PageKind(CitiesPage, _index, _own_title, in_menus=True),
    outline.STANDING: PageKind(StandingPage, _index, _own_title),
    outline.CITY_INDEX: PageKind(CityIndexPage, index_draft, lambda record, code: record.shape.name[code]),
    outline.ORGANISATIONS: PageKind(OrganisationsPage, _index, _own_title),
    outline.LIKENESS: PageKind(LikenessPage, _index, _own_title),
    outline.RELATIONS: PageKind(RelationsPage, _index, _own_title),
    outline.TENDERS: PageKind(TendersPage, _index, _own_title),
    outline.TENDER: PageKind(TenderPage, tender_draft, _own_title),
    outline.CITY: PageKind(CityPage, city_draft, lambda record, code: record.shape[1][code]),
    outline.COUNTS: PageKind(ProjectCountsPage, _index, _own_title),
    outline.PROJECT: PageKind(ProjectPage, project_draft, _own_title),
    outline.NEWSROOM: PageKind(NewsroomPage, _index, _own_title),
    outline.NEWS: PageKind(NewsPage, news_draft, _own_title),
    outline.RESOURCES: PageKind(ResourceIndexPage, _index, _own_title),
    outline.TRAINING: PageKind(TrainingPage, training_draft, _own_title),
    outline.PROGRAMME: PageKind(ProgrammePage, programme_draft, _own_title),
    outline.OFFERS: PageKind(OffersPage, offers_draft, _own_title),
    outline.OFFICE: PageKind(PolicyOfficePage, _office, _own_title),
    outline.INDICATOR: PageKind(IndicatorPage, _indicator, lambda record, code: record.shape.name[code]),
    outline.AREA_PAGE: PageKind(AreaPage, _area, lambda record, code: record.shape[code]),
    outline.POLICY: PageKind(PolicyPage, _policy, _own_title),
}

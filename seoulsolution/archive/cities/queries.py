"""What the page of a city shows: its facts, its agreements, and everything of the archive that concerns it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from seoulsolution.core.claims import parse_sources
from seoulsolution.core.language_codes import language_names
from seoulsolution.core.partial_dates import format_partial_date
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.section_links import addresses_of
from seoulsolution.core.sections import Subject, sections_of
from seoulsolution.core.statements import kept

from ..newsroom.lines import NEWEST, NewsLine
from ..newsroom.models import NewsroomPage
from ..policies.lines import POLICY, PolicyLine, policies_by_id_or_key, policy_lines
from ..policies.marks import Mark, SourceList
from ..policies.models import PolicyPage
from ..sharing.lineage import Passage, passages_of_place
from ..sharing.lineage_list import claims_of
from ..sharing.models import LineagePage
from .beside import beside_city
from .current import issues_of, tenders_of, visits_of
from .kinds import Measure
from .likeness import like_city
from .models import CityPage, LikenessPage
from .over_the_years import over_the_years
from .overview import Works, last_step, open_programmes, so_far, still_to_tell, works_of
from .rows import CityRelation
from .tenders.models import TendersPage


class Agreement(NamedTuple):
    relation: CityRelation
    since: str
    ended: str


@kept
def _shared(place: int, language: str) -> QuerySet[Any]:
    policies = PolicyPage.objects.published().translated().in_language(language).filter(places__place=place)
    return policies.order_by("area__order", "title", "pk").values_list(*POLICY, named=True)


def city(page: CityPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    now = timezone.now()
    today = timezone.localdate(now)
    rows = fetch_children(page, ("issues", "figures", "relations", "visits"))
    told = _told(page, language)
    sources = SourceList(parse_sources(page.source))
    whole: Mark = sources.mark_of_all(page.confidence)
    works = works_of(told, today, sources)
    for row in [*rows["issues"], *rows["figures"], *rows["relations"], *claims_of(told), *rows["visits"]]:
        row.mark = sources.mark(row)
    beside = beside_city(page.place.slug, language)
    looked_at = {name for row in rows["visits"] for name in row.policies.split()}
    policies = _named(sources.policy_ids() | looked_at, told, language)
    sources.resolve_policies(policies)
    return {
        "place": page.place.called,
        "languages": language_names(page.languages),
        "issues": issues_of(rows["issues"], today),
        "tenders": tenders_of(beside.tenders, now),
        "programmes": open_programmes(beside.programmes, now),
        "works": works,
        **({} if page.place.is_home else _past(told, rows, works, beside.news, sources, today)),
        "so_far": so_far(told, rows["relations"], rows["visits"]),
        "news": beside.news[:NEWEST],
        "number_of_news": len(beside.news),
        "now": now,
        "visits": visits_of(rows["visits"], policies),
        "figures": sorted(rows["figures"], key=lambda row: (Measure.values.index(row.measure), -(row.year or 0))),
        "agreements": _agreements(rows["relations"]),
        "passages": told,
        "elsewhere": beside.elsewhere,
        "shared": _named_elsewhere(policy_lines(_shared(place=page.place_id, language=language)), told),
        "neighbours": like_city(page.pk, language),
        **_addresses(page.slug, language),
        "more": sections_of(_subject(page)),
        "mark": whole,
        "sources": sources,
    }


def _past(
    told: list[Passage],
    rows: dict[str, list[Any]],
    works: Works,
    news: list[NewsLine],
    sources: SourceList,
    today: date,
) -> dict[str, Any]:
    """What was last known, and the years drawn; the home of the archive is no partner of its own."""
    last = last_step(told, rows["relations"], rows["visits"], sources)
    return {
        "last": still_to_tell(last, works),
        "years": over_the_years(told, rows["relations"], rows["visits"], news, today),
    }


def _told(page: CityPage, language: str) -> list[Passage]:
    """What the city took and gave. What the home of the archive gave is the whole of another page."""
    told = passages_of_place(page.place_id, page.place.slug, language)
    return [passage for passage in told if passage.side == "in"] if page.place.is_home else told


def _named(ids: set[str], told: list[Passage], language: str) -> dict[str, PolicyLine]:
    """Public policies by id: those with these ids, and those that passages carried, to which they are given."""
    keys = {passage.policy for passage in told if passage.policy}
    found = policies_by_id_or_key(ids, keys, language) if ids or keys else []
    carried = {policy.translation_key: policy for policy in found}
    for passage in told:
        passage.carried = carried.get(passage.policy) if passage.policy else None
    return {policy.slug: policy for policy in found}


def _addresses(slug: str, language: str) -> dict[str, str | None]:
    """Of the pages to which the page of a city leads on."""
    found = addresses_of(LikenessPage, LineagePage, TendersPage, NewsroomPage, language=language)
    like = found.get(LikenessPage)
    return {
        "like_url": f"{like}?city={slug}" if like else None,
        "lineage_url": found.get(LineagePage),
        "tenders_url": found.get(TendersPage),
        "news_url": found.get(NewsroomPage),
    }


def _agreements(relations: list[CityRelation]) -> list[Agreement]:
    in_order = sorted(relations, key=lambda row: row.since)
    return [Agreement(row, _day(row.since), _day(row.ended)) for row in in_order]


def _day(text: str) -> str:
    return format_partial_date(text) if text else ""


def _named_elsewhere(policies: list[PolicyLine], told: list[Any]) -> list[PolicyLine]:
    """Policies that are said to have been shared with the city, without those whose transfer is told."""
    keys = {passage.policy for passage in told}
    return [policy for policy in policies if policy.translation_key not in keys]


def _subject(page: CityPage) -> Subject:
    return Subject(
        kind="city",
        key=str(page.translation_key),
        language=page.locale.language_code,
        title=page.title,
        line="",
        facets={"place": page.place.slug},
    )

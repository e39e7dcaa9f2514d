"""What the page of a city shows: its facts, its agreements, and everything of the archive that concerns it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from seoulsolution.core.claims import parse_sources
from seoulsolution.core.language_codes import language_names
from seoulsolution.core.partial_dates import format_partial_date
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.section_links import addresses_of
from seoulsolution.core.sections import Subject, sections_of
from seoulsolution.core.statements import kept

from ..newsroom.lines import NEWEST
from ..newsroom.models import NewsroomPage
from ..policies.lines import POLICY, PolicyLine, policies_by_id, policy_lines
from ..policies.marks import Mark, SourceList
from ..policies.models import PolicyPage
from ..sharing.lineage import passages_of_place
from ..sharing.models import LineagePage
from .beside import beside_city
from .current import issues_of, tenders_of, visits_of
from .kinds import Measure
from .likeness import like_city
from .models import CityPage, LikenessPage
from .overview import last_step, open_programmes, so_far, still_to_tell, works_of
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
    rows = fetch_children(page, ("issues", "figures", "relations", "visits"))
    told = passages_of_place(page.place_id, page.place.slug, language)
    if page.place.is_home:
        # What it gave is the whole of another page.
        told = [passage for passage in told if passage.side == "in"]
    sources = SourceList(parse_sources(page.source))
    whole: Mark = sources.mark_of_all(page.confidence)
    works, last = works_of(told, timezone.localdate(now), sources), None
    for row in [*rows["issues"], *rows["figures"], *rows["relations"], *told, *rows["visits"]]:
        row.mark = sources.mark(row)
    beside = beside_city(page.place.slug, language)
    if not page.place.is_home:
        last = still_to_tell(last_step(told, rows["relations"], rows["visits"], sources), works)
    looked_at = {name for row in rows["visits"] for name in row.policies.split()}
    policies = policies_by_id(ids, language) if (ids := sources.policy_ids() | looked_at) else {}
    sources.resolve_policies(policies)
    sections = addresses_of(LikenessPage, LineagePage, TendersPage, NewsroomPage, language=language)
    country = page.place.country
    return {
        "place": PlaceName(page.place.slug, page.place.name, country.name if country else ""),
        "languages": language_names(page.languages),
        "issues": issues_of(rows["issues"], timezone.localdate(now)),
        "tenders": tenders_of(beside.tenders, now),
        "programmes": open_programmes(beside.programmes, now),
        "works": works,
        "last": last,
        "so_far": so_far(told, rows["relations"], rows["visits"]),
        "news": beside.news[:NEWEST],
        "number_of_news": len(beside.news),
        "news_url": sections.get(NewsroomPage),
        "now": now,
        "visits": visits_of(rows["visits"], policies),
        "figures": sorted(rows["figures"], key=lambda row: (Measure.values.index(row.measure), -(row.year or 0))),
        "agreements": [
            Agreement(row, _day(row.since), _day(row.ended)) for row in sorted(rows["relations"], key=lambda r: r.since)
        ],
        "passages": told,
        "shared": _named_elsewhere(policy_lines(_shared(place=page.place_id, language=language)), told),
        "neighbours": like_city(page.pk, language),
        "lineage_url": sections.get(LineagePage),
        "likeness_url": sections.get(LikenessPage),
        "tenders_url": sections.get(TendersPage),
        "more": sections_of(_subject(page)),
        "mark": whole,
        "sources": sources,
    }


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

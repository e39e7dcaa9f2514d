"""What the pages of tenders show: the list as the clock has it, and one tender."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from seoulsolution.core.claims import parse_sources
from seoulsolution.core.counted_lists import part_of
from seoulsolution.core.other_languages import pages_elsewhere

from ...policies.lines import policies_by_id
from ...policies.marks import SourceList
from ..lines import city_url
from .closing import TenderStatus, status_of
from .lines import TenderFilter, cells, lines_of
from .models import TenderPage, TendersPage

CALENDAR = "calendar.ics"


def tenders(page: TendersPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language, now = page.locale.language_code, timezone.now()
    filters = TenderFilter(data, cells(language, now))
    results = part_of(filters.in_order(), filters, data)
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "query": filters.query,
        "results": results,
        "tenders": lines_of(list(results.object_list)),
        "now": now,
        "found": filters.found,
        "total": filters.total,
        "elsewhere": pages_elsewhere(TenderPage, language),
        "calendar_url": f"{page.url}{CALENDAR}",
    }


def tender(page: TenderPage, data: Mapping[str, Any]) -> dict[str, Any]:
    """One tender: its facts, whether it is open now, and its numbered sources."""
    sources = SourceList(parse_sources(page.source))
    mark = sources.mark_of_all(page.confidence, page.disputed)
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, page.locale.language_code))
    status = status_of(page.closing, timezone.now())
    return {
        "status": status,
        "is_open": status in (TenderStatus.OPEN, TenderStatus.TODAY),
        "closes": page.closing.said,
        "calendar_url": f"{page.url}{CALENDAR}" if page.closes_on else "",
        "place": page.place.called,
        "city_url": city_url(page.place_id),
        "mark": mark,
        "sources": sources,
    }

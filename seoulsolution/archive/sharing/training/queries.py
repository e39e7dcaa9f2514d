"""What the pages of training show: the institute with its programmes, and one programme."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from seoulsolution.core.claims import parse_sources
from seoulsolution.core.counted_lists import part_of
from seoulsolution.core.language_codes import language_names
from seoulsolution.core.other_languages import pages_elsewhere
from seoulsolution.core.partial_dates import format_partial_date, year_of
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.rows import fetch_children
from seoulsolution.core.statements import kept

from ...policies.lines import policies_by_id, policies_of
from ...policies.marks import SourceList
from .models import ProgrammePage, TrainingPage
from .programmes import (
    PROGRAMME,
    SCHEDULE,
    ProgrammeFilter,
    ProgrammeLine,
    cells,
    of_language,
    programme_lines,
)
from .schedule import ProgrammeStatus

CALENDAR = "calendar.ics"


@kept
def programmes_of(language: str) -> QuerySet[Any]:
    """What calendars say of the public programmes of a language, by their dates."""
    programmes = of_language(language).exclude(starts="").order_by("starts", "pk")
    columns = ("translation_key", "title", "topic", "url_path", "last_published_at", "venue", "is_online")
    return programmes.values_list(*columns, "place__slug", "place__name", "place__country__name", *SCHEDULE, named=True)


def training(page: TrainingPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language, now = page.locale.language_code, timezone.now()
    counted = cells(language, now)
    filters = ProgrammeFilter(data, counted)
    results = part_of(filters.programmes(language), filters, data)
    open_now = ProgrammePage.objects.filter(pk__in=[c.pk for c in counted if c.status == ProgrammeStatus.OPEN])
    closing_first = open_now.order_by("applications_until", "title", "pk").values_list(*PROGRAMME, named=True)
    programmes: list[ProgrammeLine] = programme_lines(results.object_list)
    return {
        "filters": filters,
        "active": filters.active,
        "kept": f"?{filters.query}" if filters.query else "",
        "query": filters.query,
        "results": results,
        "programmes": programmes,
        "open": programme_lines(closing_first),
        "now": now,
        "found": filters.found,
        "total": filters.total,
        "elsewhere": pages_elsewhere(ProgrammePage, language),
        "calendar_url": f"{page.url}{CALENDAR}",
    } | _institute(page)


def _institute(page: TrainingPage) -> dict[str, Any]:
    """Its history and its centres, every row with its numbered sources."""
    rows = fetch_children(page, ("history", "centres"))
    sources = SourceList()
    for row in [*rows["history"], *rows["centres"]]:
        row.mark = sources.mark(row)
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, page.locale.language_code))
    for fact in rows["history"]:
        fact.year = year_of(fact.when)
        # A year alone stands in the margin already.
        fact.told_when = format_partial_date(fact.when) if fact.when != str(fact.year) else ""
    for centre in rows["centres"]:
        centre.where = PlaceName("", centre.city, centre.country or "").label
        centre.told_since = format_partial_date(centre.since) if centre.since else ""
    history = sorted(rows["history"], key=lambda fact: fact.when)
    return {"history": history, "centres": rows["centres"], "sources": sources}


def programme(page: ProgrammePage, data: Mapping[str, Any]) -> dict[str, Any]:
    """One programme: its facts, what of them is true now, and its numbered sources."""
    rows = fetch_children(page, ("policies", "materials"))
    sources = SourceList(parse_sources(page.source))
    if ids := sources.policy_ids():
        sources.resolve_policies(policies_by_id(ids, page.locale.language_code))
    status = page.schedule.status(timezone.now())
    return {
        "dates": page.schedule.dates,
        "status": status,
        "is_open": status == ProgrammeStatus.OPEN,
        "closes": page.schedule.closing.said,
        "place": _place(page),
        "languages": language_names(page.languages),
        "policies": policies_of(rows["policies"], page.locale.language_code),
        "mark": sources.mark_of_all(page.confidence, page.disputed),
        "sources": sources,
    } | _materials(rows["materials"])


def _place(page: ProgrammePage) -> str:
    if page.is_online:
        return _("Online")
    if page.place is None:
        return ""
    return page.place.called.label


def _materials(rows: list[Any]) -> dict[str, Any]:
    files = [row for row in rows if row.document_id]
    documents = get_document_model().objects.in_bulk([row.document_id for row in files]) if files else {}
    for row in files:
        row.document = documents[row.document_id]
    return {"files": files, "lectures": [row for row in rows if row.url]}

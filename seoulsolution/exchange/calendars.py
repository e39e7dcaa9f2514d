"""Training and the closings of tenders as calendars (RFC 5545), in each language: of either, of both, of one tender.

The address of a calendar is that of the page whose it is, with `calendar.ics` behind; that of the home page has all.
"""

from collections.abc import Iterator
from datetime import UTC, timedelta
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from seoulsolution.archive.cities.tenders.lines import CLOSING, tenders_with_a_closing
from seoulsolution.archive.models import HomePage, TenderPage, TendersPage, TrainingPage
from seoulsolution.archive.sharing.training.queries import programmes_of
from seoulsolution.core.closings import Closing
from seoulsolution.core.naming import site_name
from seoulsolution.core.partial_dates import first_day, is_day
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses, find_page

# How often a subscriber may ask again.
REFRESH = timedelta(days=1)


@require_safe
def calendar(request: HttpRequest, page: str) -> HttpResponse:
    """`page`: the address of a page below the language, with its last slash. 404 for one that has no calendar."""
    language = get_language() or settings.LANGUAGE_CODE
    found = find_page(page, language)
    if found is None or found.is_restricted or found.alias_of_id is not None:
        raise Http404
    name, events = _calendar_of(found, language)
    whole = Calendar()
    whole.add("version", "2.0")
    whole.add("prodid", f"-//{site_name()}//{name}//{language.upper()}")
    whole.add("name", name)
    whole.add("x-wr-calname", name)
    whole.add("refresh-interval", REFRESH, {"value": "DURATION"})
    for event in events:
        whole.add_component(event)
    response = HttpResponse(whole.to_ical(), content_type="text/calendar; charset=utf-8")
    # The address of the home page is that of its language.
    called = "calendar" if isinstance(found, HomePage) else found.slug
    response["Content-Disposition"] = f'inline; filename="{called}-{language}.ics"'
    return response


def _calendar_of(page: Any, language: str) -> tuple[str, Iterator[Event]]:
    """Its name and its events."""
    match page:
        case HomePage():
            return _("Training and tenders"), chain(_programmes(language), _closings(language))
        case TrainingPage():
            return page.title, _programmes(language)
        case TendersPage():
            return page.title, _closings(language)
        case TenderPage() if page.closes_on:
            return page.title, _closings(language, only=page.pk)
    raise Http404


def _programmes(language: str) -> Iterator[Event]:
    """Whole days only: a programme of which a month or a year is known stands in no calendar."""
    addresses = Addresses()
    for row in programmes_of(language=language):
        end = row.ends or row.starts
        if not is_day(row.starts) or not is_day(end):
            continue
        event = _event(row, row.title, row.topic, addresses)
        event.add("dtstart", first_day(row.starts))
        event.add("dtend", first_day(end) + timedelta(days=1))
        if place := _place(row):
            event.add("location", place)
        yield event


def _closings(language: str, *, only: int | None = None) -> Iterator[Event]:
    """A moment where the time is known, else the whole day. `only`: the key of one tender."""
    addresses = Addresses()
    for row in tenders_with_a_closing(language=language):
        if only is not None and row.pk != only:
            continue
        closing = Closing(*(getattr(row, name) for name in CLOSING))
        told = f"{row.issuer}\n{closing.said}"
        event = _event(row, _("Closes: %(tender)s") % {"tender": row.title}, told, addresses)
        if closing.moment is not None and closing.at is not None:
            event.add("dtstart", closing.moment.astimezone(UTC))
        else:
            event.add("dtstart", closing.day)
        event.add("location", _city(row))
        yield event


def _event(row: Any, summary: str, description: str, addresses: Addresses) -> Event:
    event = Event()
    # The same in every language and for good, as RFC 7986 wants it: without the name of a host.
    event.add("uid", str(row.translation_key))
    event.add("dtstamp", row.last_published_at)
    event.add("summary", summary)
    event.add("description", description)
    event.add("url", addresses.full_url(row.url_path))
    event.add("transp", "TRANSPARENT")
    return event


def _place(row: Any) -> str:
    if row.is_online:
        return _("Online")
    return ", ".join(part for part in (row.venue, _city(row)) if part)


def _city(row: Any) -> str:
    return PlaceName(row.place__slug, row.place__name, row.place__country__name or "").label if row.place__slug else ""

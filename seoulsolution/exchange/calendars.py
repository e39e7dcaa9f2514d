"""The programmes of training as a calendar (RFC 5545), one for each language, to subscribe to."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from seoulsolution.archive.models import TrainingPage
from seoulsolution.archive.sharing.training.queries import programmes_of
from seoulsolution.core.naming import site_name
from seoulsolution.core.partial_dates import first_day, is_day
from seoulsolution.core.place_names import PlaceName
from seoulsolution.core.routing import Addresses, find_page

# How often a subscriber may ask again.
REFRESH = timedelta(days=1)


@require_safe
def training_calendar(request: HttpRequest, training: str) -> HttpResponse:
    """Whole days only: a programme of which a month or a year is known stands in no calendar.

    `training`: the address of a `TrainingPage` below the language, with its last slash.
    """
    language = get_language() or settings.LANGUAGE_CODE
    page = find_page(training, language)
    if not isinstance(page, TrainingPage) or page.is_restricted or page.alias_of_id is not None:
        raise Http404
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{site_name()}//{page.title}//{language.upper()}")
    calendar.add("name", page.title)
    calendar.add("x-wr-calname", page.title)
    calendar.add("refresh-interval", REFRESH, {"value": "DURATION"})
    for event in _events(language):
        calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{page.slug}-{language}.ics"'
    return response


def _events(language: str) -> Iterator[Event]:
    addresses = Addresses()
    for row in programmes_of(language=language):
        end = row.ends or row.starts
        if not is_day(row.starts) or not is_day(end):
            continue
        event = Event()
        # The same in every language and for good, as RFC 7986 wants it: without the name of a host.
        event.add("uid", str(row.translation_key))
        event.add("dtstamp", row.last_published_at)
        event.add("dtstart", first_day(row.starts))
        event.add("dtend", first_day(end) + timedelta(days=1))
        event.add("summary", row.title)
        event.add("description", row.topic)
        if place := _place(row):
            event.add("location", place)
        event.add("url", addresses.full_url(row.url_path))
        event.add("transp", "TRANSPARENT")
        yield event


def _place(row: Any) -> str:
    if row.is_online:
        return _("Online")
    city = PlaceName(row.place__slug, row.place__name, row.place__country__name or "").label if row.place__slug else ""
    return ", ".join(part for part in (row.venue, city) if part)

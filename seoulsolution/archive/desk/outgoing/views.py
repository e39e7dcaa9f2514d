"""The report of outgoing links that do not answer, as a page and as a table for spreadsheets."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seoulsolution.core.spreadsheets import csv_answer

from .models import Fault, LinkState, OutgoingLink
from .queries import TOLD, links_of, may_see, told

ROWS = 50
PORTION = 500


def _wanted(user: Any, data: Mapping[str, Any]) -> tuple[QuerySet[OutgoingLink], str, str]:
    """What is asked for, in which state, with which fault. What is no choice is left out."""
    state = data.get("state", "") if data.get("state", "") in TOLD else ""
    fault = data.get("fault", "") if data.get("fault", "") in Fault.values else ""
    links = links_of(user, [state] if state else TOLD)
    return links.filter(fault=fault) if fault else links, state, fault


@require_safe
def outgoing_links(request: HttpRequest) -> HttpResponse:
    """In one state (`?state=`) and with one fault (`?fault=`) only, page by page (`?p=`)."""
    if not may_see(request.user):
        raise PermissionDenied
    links, state, fault = _wanted(request.user, request.GET)
    shown = Paginator(links, ROWS).get_page(request.GET.get("p"))
    every = links_of(request.user)
    context = {
        "told": told(list(shown), request.user),
        "page_obj": shown,
        "states": _counted(every, "state", [(one.value, str(one.label)) for one in LinkState]),
        "faults": _counted(every, "fault", [(one.value, str(one.label)) for one in Fault]),
        "state": state,
        "fault": fault,
        "checked_at": OutgoingLink.objects.order_by("-checked_at").values_list("checked_at", flat=True).first(),
    }
    return render(request, "desk/outgoing/list.html", context)


def _counted(links: QuerySet[OutgoingLink], column: str, choices: list[tuple[str, str]]) -> list[tuple[str, str, int]]:
    numbers = dict(links.order_by().values_list(column).annotate(n=Count("pk")))
    return [(value, label, numbers[value]) for value, label in choices if value in numbers]


@require_safe
def outgoing_links_csv(request: HttpRequest) -> HttpResponse:
    """A row for each place where a link stands."""
    if not may_see(request.user):
        raise PermissionDenied
    links, _state, _fault = _wanted(request.user, request.GET)
    return csv_answer("outgoing-links", [_heads(), *_rows(links, request.user)])


def _heads() -> list[str]:
    return [
        *(_("Address"), _("State"), _("Fault"), _("Answer of the server"), _("Leads on to")),
        *(_("Failing since"), _("Last good"), _("Last checked"), _("Page or term"), _("Language"), _("Part")),
    ]


def _rows(links: QuerySet[OutgoingLink], user: Any) -> Iterator[list[str]]:
    keys = list(links.values_list("pk", flat=True))
    for start in range(0, len(keys), PORTION):
        found = OutgoingLink.objects.in_bulk(keys[start : start + PORTION])
        for one in told([found[key] for key in keys[start : start + PORTION] if key in found], user):
            link = one.link
            said = [link.address, link.get_state_display(), link.get_fault_display(), str(link.status or "")]
            days = [_day(when) for when in (link.first_failed_at, link.last_good_at, link.checked_at)]
            for place in one.places:
                yield [*said, link.leads_to, *days, place.title, place.language, place.part]


def _day(when: Any) -> str:
    return date_format(timezone.localtime(when), "Y-m-d") if when else ""

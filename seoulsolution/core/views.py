"""The view behind every public page, and views that wait for their first request."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from wagtail import views as wagtail_views
from wagtail.url_routing import RouteResult

from .routing import find_page


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's page view with our own look-up in front; addresses inside a page fall through to Wagtail's."""
    page = find_page(path, get_language() or "")
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
    response: HttpResponse = wagtail_views.serve(request, path)
    return response


def imported_when_asked(name: str) -> Callable[..., HttpResponse]:
    """The view called `name`, imported with its first request.

    For views that need much memory: a process that only makes addresses, as the background worker, does without them.
    """

    def view(request: HttpRequest, **arguments: Any) -> HttpResponse:
        response: HttpResponse = import_string(name)(request, **arguments)
        return response

    return view

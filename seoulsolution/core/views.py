"""The view behind every public page, and views that wait for their first request."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from wagtail import views as wagtail_views
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.url_routing import RouteResult

from .routing import find_page, is_there


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's page view with our own look-up in front."""
    language = get_language() or ""
    page = find_page(path, language)
    if page is not None:
        if page.alias_of_id is not None and page.alias_of.locale_id != page.locale_id:
            # A stand-in that wagtail-localize makes for what is not translated: the words of another language.
            raise Http404
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
    elif (inside := _inside(path, language)) is not None:
        request._wagtail_route_for_request = inside  # type: ignore[attr-defined]
    elif not is_there(path, language):
        # Wagtail would look for it again, from the home page down: two queries for each part of the address.
        raise Http404
    response: HttpResponse = wagtail_views.serve(request, path)
    return response


def _inside(path: str, language: str) -> RouteResult | None:
    """An address inside a page that has some, such as its table, found with the page above it."""
    above, _slash, last = path.rstrip("/").rpartition("/")
    page = find_page(f"{above}/", language) if above and path.endswith("/") else None
    if not isinstance(page, RoutablePageMixin) or page.alias_of_id is not None:
        return None
    try:
        return RouteResult(page, args=page.resolve_subpage(f"/{last}/"))
    except Http404:
        return None


def imported_when_asked(name: str) -> Callable[..., HttpResponse]:
    """The view called `name`, imported with its first request.

    For views that need much memory: a process that only makes addresses, as the background worker, does without them.
    """

    def view(request: HttpRequest, **arguments: Any) -> HttpResponse:
        response: HttpResponse = import_string(name)(request, **arguments)
        return response

    return view

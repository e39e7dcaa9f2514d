"""The view behind every public page."""

from django.http import HttpRequest, HttpResponse
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

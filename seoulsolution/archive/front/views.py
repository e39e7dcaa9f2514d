"""Addresses that no page owns: the front door and the list of all pages."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from seoulsolution.core.errors import home_language
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public, listed_as_translated

from .page_tree import Branch, nest

DEEPEST = 7


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """To the home page in the language that the reader's browser asks for."""
    response = HttpResponseRedirect(f"/{home_language(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@kept
def _public_pages(root: str, deepest: int) -> QuerySet[Any]:
    pages = Page.objects.filter(is_public(), listed_as_translated(), url_path__startswith=root, depth__lte=deepest)
    return pages.order_by("path").values_list("depth", "title", "url_path")


@require_safe
def site_index(request: HttpRequest) -> HttpResponse:
    """Every public page of a language as a nested list."""
    addresses = Addresses()
    rows = _public_pages(root=addresses.home(get_language() or "") or "?", deepest=DEEPEST)
    pages = [(depth, Branch(title, addresses.url(url_path) or "")) for depth, title, url_path in rows]
    return render(request, "pages/sitemap.html", {"tree": nest(pages)})

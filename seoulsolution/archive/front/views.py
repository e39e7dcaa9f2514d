"""Addresses that no page owns: the front door and the list of all pages."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from seoulsolution.core.errors import reader_language
from seoulsolution.core.routing import root_url_path
from seoulsolution.core.visibility import is_public, listed_as_translated

DEEPEST = 7


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """To the home page in the language that the reader's browser asks for."""
    response = HttpResponseRedirect(f"/{reader_language(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def site_index(request: HttpRequest) -> HttpResponse:
    """Every public page of a language as a nested list."""
    root = root_url_path(get_language() or "") or "?"
    pages = list(
        Page.objects.filter(is_public(), listed_as_translated(), url_path__startswith=root, depth__lte=DEEPEST)
        .select_related("locale")
        .order_by("path")
    )
    return render(request, "pages/sitemap.html", {"tree": nest(pages)})


def nest(pages: list[Page]) -> list[dict[str, object]]:
    """Pages in tree order as [{page, children}]."""
    top: list[dict[str, object]] = []
    stack: list[tuple[int, list[dict[str, object]]]] = [(0, top)]
    for page in pages:
        while stack[-1][0] >= page.depth:
            stack.pop()
        children: list[dict[str, object]] = []
        stack[-1][1].append({"page": page, "children": children})
        stack.append((page.depth, children))
    return top

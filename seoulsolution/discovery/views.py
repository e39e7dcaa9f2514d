"""The search page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seoulsolution.core.limits import limited

from .search import LONGEST_QUERY, Query, find_policies

PAGE_SIZE = 20
SEARCHES_A_MINUTE = 120


@require_safe
@limited(per_minute=SEARCHES_A_MINUTE)
def search(request: HttpRequest) -> HttpResponse:
    """Results for `q`, 20 a page; a page number that does not exist gives the nearest."""
    query = Query(request.GET.get("q", "").strip())
    results = find_policies(query, get_language() or "")
    page = Paginator(results, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "query": query.typed[:LONGEST_QUERY],
        "results": page,
        "total": len(results),
    }
    return render(request, "pages/search.html", context)

"""The search page, and what is suggested while a reader types."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seoulsolution.core import searchable
from seoulsolution.core.limits import limited

from . import unanswered
from .concepts import LONGEST_QUERY
from .engines.interface import Missing, Unavailable
from .entrances import entrances
from .finding import MOST_RESULTS, PAGE_SIZE, SORTS, Asked, find
from .suggestions import Suggestion, suggest

SEARCHES_A_MINUTE = 120
# A reader who types asks once for every few letters.
SUGGESTIONS_A_MINUTE = 300
KEPT_FOR = 300
MOST_VALUES = 20


def asked_for(data: QueryDict, language: str) -> Asked:
    """What the address asks for. What is no facet, no sort or no page is not asked for."""
    sort = data.get("sort", "")
    filters = {
        facet.name: list(dict.fromkeys(value[:80] for value in data.getlist(facet.name) if value))[:MOST_VALUES]
        for facet in searchable.facets()
    }
    page = data.get("page", "1")
    number = int(page) if page.isdecimal() and page.isascii() and len(page) < 6 else 1
    typed = _one_line(data.get("q", ""))
    return Asked(
        typed=typed,
        language=language,
        filters={name: values for name, values in filters.items() if values},
        sort=sort if sort in SORTS else "relevance",
        offset=min(max(number - 1, 0) * PAGE_SIZE, MOST_RESULTS),
        exact=bool(typed) and _one_line(data.get("exact", "")) == typed,
    )


def called_alike(asked: Asked) -> list[Suggestion]:
    """In the reader's own language: what nothing answered, a title in another one hardly will."""
    return [one for one in suggest(asked.typed, asked.language) if one.language == asked.language]


def _one_line(text: str) -> str:
    return " ".join(text[:LONGEST_QUERY].split())


@require_safe
@limited(per_minute=SEARCHES_A_MINUTE)
def search(request: HttpRequest) -> HttpResponse:
    """Results for `q`, 20 a page, narrowed by the facets in the address; to HTMX only what changes on the page."""
    asked = asked_for(request.GET, get_language() or "")
    partly = request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers
    template = "pages/search_part.html" if partly else "pages/search.html"
    context = {"query": asked.typed, "asked": asked, "sorts": SORTS}
    try:
        findings = find(asked)
        alike = called_alike(asked) if asked.typed and not findings.total else []
    except Unavailable as why:
        context |= {"unavailable": True, "prepared": isinstance(why, Missing)}
        response = render(request, template, context, status=503)
    else:
        context |= {"findings": findings, "results": _page(findings.total, asked.offset)}
        if not asked.typed:
            context["entrances"] = entrances(asked.language)
        elif not findings.total:
            context["alike"] = alike
            if not partly and not asked.filters and request.method == "GET":
                unanswered.count(asked.typed, asked.language)
        response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@limited(per_minute=SUGGESTIONS_A_MINUTE)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Names that begin with what was typed: [{text, lang, kind, label, url or query}]."""
    try:
        found = suggest(_one_line(request.GET.get("q", "")), get_language() or "")
    except Missing:
        return JsonResponse([], safe=False, headers={"Cache-Control": "no-store"})
    except Unavailable:
        said = {"detail": _("The search does not answer just now. Please try again in a minute.")}
        return JsonResponse(said, status=503, headers={"Cache-Control": "no-store"})
    return JsonResponse(
        [one.as_json for one in found],
        safe=False,
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
        headers={"Cache-Control": f"public, max-age={KEPT_FOR}"},
    )


def _page(total: int, offset: int) -> "Page[int]":
    return Paginator(range(total), PAGE_SIZE).get_page(offset // PAGE_SIZE + 1)

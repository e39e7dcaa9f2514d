"""GET /api/v1/search: what the search page finds, for machines."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from seoulsolution.core import searchable
from seoulsolution.core.errors import reader_language
from seoulsolution.core.limits import limited
from seoulsolution.discovery.concepts import LONGEST_QUERY
from seoulsolution.discovery.engines.interface import Missing, Unavailable
from seoulsolution.discovery.finding import MOST_RESULTS, PAGE_SIZE, Asked, Entry, Findings, find

from .problems import problem, too_many

REQUESTS_A_MINUTE = 300
MOST_AT_ONCE = 100
MOST_VALUES = 20


class Parameters(forms.Form):
    """What may be asked. Unknown names are left alone, wrong values are refused."""

    q = forms.CharField(required=False, strip=True)
    lang = forms.ChoiceField(required=False, choices=lambda: settings.LANGUAGES)
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in ("relevance", "newest", "title")])
    limit = forms.IntegerField(required=False, min_value=1, max_value=MOST_AT_ONCE)
    offset = forms.IntegerField(required=False, min_value=0, max_value=MOST_RESULTS)


@require_safe
@limited(per_minute=REQUESTS_A_MINUTE, refuse=too_many)
def search(request: HttpRequest) -> HttpResponse:
    """`q`, `lang` (the reader's language), any facet, `sort`, `limit`, `offset`; see the description of the API."""
    asked_language = request.GET.get("lang", "")
    known = asked_language in dict(settings.LANGUAGES)
    with override(asked_language if known else reader_language(request)):
        response = _answer(request)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _answer(request: HttpRequest) -> JsonResponse:
    parameters = Parameters(request.GET)
    if not parameters.is_valid():
        faults = {name: [str(fault) for fault in faults] for name, faults in parameters.errors.items()}
        return problem(400, _("Some parameters cannot be used."), faults=faults)
    try:
        findings = find(_asked(request, parameters.cleaned_data))
    except Missing:
        return problem(503, _("The search is being prepared. Please try again in a minute."))
    except Unavailable:
        return problem(503, _("The search does not answer just now. Please try again in a minute."))
    response = JsonResponse(_body(request, findings), json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _asked(request: HttpRequest, values: dict[str, Any]) -> Asked:
    filters = {
        facet.name: list(dict.fromkeys(filter(None, request.GET.getlist(facet.name))))[:MOST_VALUES]
        for facet in searchable.facets()
    }
    return Asked(
        typed=values["q"][:LONGEST_QUERY],
        language=values["lang"] or reader_language(request),
        filters={name: chosen for name, chosen in filters.items() if chosen},
        sort=values["sort"] or "relevance",
        offset=values["offset"] or 0,
        limit=values["limit"] or PAGE_SIZE,
    )


def _body(request: HttpRequest, findings: Findings) -> dict[str, Any]:
    return {
        "total": findings.total,
        "took_ms": round(findings.milliseconds, 2),
        "results": [_result(request, entry) for entry in findings.entries],
        "facets": {
            str(facet.name): [
                {"value": choice.value, "label": choice.label, "count": choice.count} for choice in facet.choices
            ]
            for facet in findings.facets
        },
    }


def _result(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    pieces = [*entry.title.pieces, *entry.snippet.pieces]
    matched_by: list[dict[str, str]] = [{"way": "words" if any(piece.marked for piece in pieces) else "meaning"}]
    matched_by += [{"way": "name", "name": name} for name in entry.through]
    return {
        "id": entry.id,
        "kind": entry.kind,
        "title": "".join(piece.text for piece in entry.title.pieces),
        "language": entry.language,
        "url": request.build_absolute_uri(entry.url),
        "score": entry.score,
        "snippet": "".join(piece.text for piece in entry.snippet.pieces),
        "matched_by": matched_by,
    }

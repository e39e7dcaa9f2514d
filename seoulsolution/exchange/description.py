"""GET /api/v1/openapi.json: the API described as of OpenAPI 3.1."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from seoulsolution.core import searchable
from seoulsolution.discovery.finding import MOST_RESULTS, PAGE_SIZE

from .search_api import MOST_AT_ONCE

TEXT: dict[str, Any] = {"type": "string"}
PROBLEM = {
    "description": "Problem details as of RFC 9457.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def _object(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties, **more}


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _parameters() -> list[dict[str, Any]]:
    languages = [code for code, _name in settings.LANGUAGES]
    facets = [
        _parameter(facet.name, "Narrows the results; may be given several times.", {"type": "array", "items": TEXT})
        for facet in searchable.facets()
    ]
    return [
        _parameter("q", "What is looked for, in any language of the archive and in any spelling.", TEXT),
        _parameter("lang", "The language of the reader. It is no filter.", {"type": "string", "enum": languages}),
        *facets,
        _parameter("sort", "The order.", {"type": "string", "enum": ["relevance", "newest", "title"]}),
        _parameter("limit", "", {"type": "integer", "minimum": 1, "maximum": MOST_AT_ONCE, "default": PAGE_SIZE}),
        _parameter("offset", "", {"type": "integer", "minimum": 0, "maximum": MOST_RESULTS, "default": 0}),
    ]


RESULT = _object(
    {
        "id": {"type": "string", "description": "Stable, the same in every language, for example owl-bus."},
        "kind": {"type": "string", "description": "policy, indicator, event ..."},
        "title": TEXT,
        "language": {
            "type": "string",
            "description": "Of title and snippet; another one where there is no translation.",
        },
        "url": {"type": "string", "format": "uri"},
        "score": {"type": "number", "description": "Comparable within one answer only."},
        "snippet": TEXT,
        "matched_by": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["way"],
                "properties": {
                    "way": {"type": "string", "enum": ["words", "meaning", "name"]},
                    "name": {
                        "type": "string",
                        "description": "The translation, synonym or correction it was found by.",
                    },
                },
            },
        },
    }
)
FACETS = {
    "type": "object",
    "additionalProperties": {
        "type": "array",
        "items": _object({"value": TEXT, "label": TEXT, "count": {"type": "integer"}}),
    },
}
FOUND = _object(
    {
        "total": {"type": "integer"},
        "took_ms": {"type": "number"},
        "results": {"type": "array", "items": {"$ref": "#/components/schemas/Result"}},
        "facets": FACETS,
    }
)


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    found = {"application/json": {"schema": {"$ref": "#/components/schemas/Found"}}}
    description = {
        "openapi": "3.1.0",
        "info": {"title": str(settings.WAGTAIL_SITE_NAME), "version": "1", "license": {"name": "EUPL-1.2"}},
        "servers": [{"url": settings.SITE_URL}],
        "paths": {
            "/api/v1/search": {
                "get": {
                    "operationId": "search",
                    "summary": "Search the archive",
                    "parameters": _parameters(),
                    "responses": {
                        "200": {"description": "What was found.", "content": found},
                        **dict.fromkeys(("400", "429", "503"), PROBLEM),
                    },
                }
            }
        },
        "components": {
            "schemas": {
                "Found": FOUND,
                "Result": RESULT,
                "Problem": _object({"title": TEXT, "status": {"type": "integer"}, "detail": TEXT}),
            }
        },
    }
    response = JsonResponse(description)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response

"""What the API says when it cannot answer: problem details as of RFC 9457, in the language asked for."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _


def problem(status: int, detail: str, **members: object) -> JsonResponse:
    """`detail` says what to change; `members` are further fields."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **members}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def too_many(request: HttpRequest, status: int) -> JsonResponse:
    return problem(status, _("Too many requests from this address. Wait as long as Retry-After says."))

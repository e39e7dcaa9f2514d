"""What every answer carries, and what is refused before anything else happens."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, override

from .errors import error_response, reader_language

Handler = Callable[[HttpRequest], HttpResponse]

LONGEST_ADDRESS = 4096
PERMISSIONS_POLICY = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


class PublicHeadersMiddleware:
    """Headers that Django's SecurityMiddleware does not know, and words for a method that is not allowed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            words = error_response(request, 405)
            words.headers["Allow"] = response.headers.get("Allow", "")
            response = words
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class LanguageMiddleware:
    """The language of the address, else of the browser. Nothing is remembered, nothing is redirected."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with override(reader_language(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", get_language() or "")
            return response


class AddressLimitMiddleware:
    """Refuse addresses that no page can have: too long, or with a NUL character."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            return self._refuse(request, 414)
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return self._refuse(request, 400)
        return self.get_response(request)

    def _refuse(self, request: HttpRequest, status: int) -> HttpResponse:
        with override(reader_language(request)):
            return error_response(request, status)

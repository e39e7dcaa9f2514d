"""What every answer carries, and what is refused before anything else happens."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.translation import override

from .errors import error_response, reader_language
from .interface import interface_language

Handler = Callable[[HttpRequest], HttpResponse]

LONGEST_ADDRESS = 4096
READING = ("GET", "HEAD")
# Where staff write, and those who were invited to.
WRITABLE = (
    "/admin/",
    "/documents/",
    "/_util/",
    "/account/",
    *(f"/{code}/{room}/" for code, _name in settings.LANGUAGES for room in ("account", "invitations")),
)
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
        code = request.path_info.split("/", 2)[1]
        if code != code.lower() and code.lower() in dict(settings.LANGUAGES):
            return HttpResponsePermanentRedirect(request.get_full_path().replace(code, code.lower(), 1))
        with override(reader_language(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", interface_language())
            return response


class TextGZipMiddleware(GZipMiddleware):
    """Compress text. PDF and pictures are compressed already, and a reader wants to know their length."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if not kind.startswith(("text/", "application/json", "application/xml", "image/svg")):
            return response
        return super().process_response(request, response)


class RequestLimitMiddleware:
    """Refuse what no public page takes: long addresses, NUL characters, large bodies, methods that change things."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            return self._refuse(request, 414)
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return self._refuse(request, 400)
        if not request.path.startswith(WRITABLE):
            length = request.META.get("CONTENT_LENGTH") or "0"
            if length.isdecimal() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                return self._refuse(request, 413)
            if request.method not in READING:
                response = self._refuse(request, 405)
                response.headers["Allow"] = ", ".join(READING)
                return response
        return self.get_response(request)

    def _refuse(self, request: HttpRequest, status: int) -> HttpResponse:
        with override(reader_language(request)):
            return error_response(request, status)

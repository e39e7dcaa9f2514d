"""Error pages in the reader's language, with true status codes, and 410 for what was withdrawn."""

import logging
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path, get_supported_language_variant, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from wagtail.models import Page

from .addresses import WithdrawnAddress, find_withdrawn, withdrawn_versions
from .interface import interface_language, is_spoken
from .routing import find_page, is_begun
from .surroundings import read_surroundings

logger = logging.getLogger(__name__)

ENGLISH = "en"


def reader_language(request: HttpRequest) -> str:
    """Language of the address, else what the browser prefers, else one for all. Never a cookie."""
    from_path = get_language_from_path(request.path_info)
    if from_path:
        return from_path
    return _preferred(request, is_there=lambda _code: True)


def _preferred(request: HttpRequest, *, is_there: Callable[[str], bool]) -> str:
    """The first language that the browser prefers and that is there.

    For one that asks for others only it is English: who reads neither is seldom of the city. For one that asks for
    none it is the city's own.
    """
    wanted = parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:500].lower())
    for code, _quality in wanted:
        if code == "*":
            return settings.LANGUAGE_CODE
        try:
            found = get_supported_language_variant(code)
        except LookupError:
            continue
        if is_there(found):
            return found
    is_foreign = bool(wanted) and ENGLISH in dict(settings.LANGUAGES) and is_there(ENGLISH)
    return ENGLISH if is_foreign else settings.LANGUAGE_CODE


def home_language(request: HttpRequest) -> str:
    """As `reader_language`, among the languages in which there is a home page."""
    return _preferred(request, is_there=is_begun)


def other_languages(language: str) -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != language]


class OtherLanguage(NamedTuple):
    """A language of an error page. `withdrawn`: what was withdrawn, under its name in that language if it has one."""

    code: str
    withdrawn: WithdrawnAddress | None


def error_response(
    request: HttpRequest, status: int, *, withdrawn: WithdrawnAddress | None = None, **context: Any
) -> HttpResponse:
    """The page of `status`: the reader's language first, the others below. Reads the database for `withdrawn` only."""
    language = reader_language(request)
    versions = withdrawn_versions(withdrawn) if withdrawn is not None else {}
    with override(language):
        words = {
            "status": status,
            "language": language,
            "withdrawn": versions.get(language, withdrawn),
            "others": [
                OtherLanguage(code, versions.get(code, withdrawn))
                for code in other_languages(interface_language())
                if is_spoken(code)
            ],
            **context,
        }
        html = render_to_string(f"{status}.html", words)
    response = HttpResponse(html, status=status)
    response.headers["Cache-Control"] = "no-store" if status >= 500 or status == 429 else "max-age=60"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    too_large = type(exception).__name__ in ("RequestDataTooBig", "TooManyFilesSent", "TooManyFieldsSent")
    return error_response(request, 413 if too_large else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_response(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """410 for an address that was public once; else 404 with what the reader may have meant."""
    withdrawn = find_withdrawn(request.path)
    if withdrawn is not None:
        return error_response(request, 410, withdrawn=withdrawn, original=find_original(request))
    original = find_original(request)
    language = reader_language(request)
    if original is not None:
        return untranslated(request, original, language)
    with override(language):
        suggestions = [found for source in suggestion_sources for found in source(request.path, language)]
    return error_response(request, 404, suggestions=suggestions[:5], parts=[] if suggestions else parts_of(language))


def parts_of(language: str) -> list[tuple[str, str]]:
    """(title, address) of the parts of the archive, for who is lost and cannot be told what was meant."""
    return [(part.title, part.url) for part in read_surroundings(language).menu if part.url]


def find_original(request: HttpRequest) -> Page | None:
    """The public page at the same address in another language."""
    language = reader_language(request)
    for code in other_languages(language):
        page = find_page(request.path_info.removeprefix(f"/{language}/"), code)
        if page is not None and page.alias_of_id is None and not page.get_view_restrictions():
            return page
    return None


def untranslated(request: HttpRequest, original: Page, language: str) -> HttpResponse:
    """Says that a page is not translated and offers the original. 404: there is no such page."""
    with override(language):
        html = render_to_string("untranslated.html", {"original": original, "language": language, "request": request})
    return HttpResponse(html, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_response(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_response(request, 403, reason=_("The form had expired. Please go back, reload and send it again."))


# Functions (path, language) -> [(title, url)]: each room names what a mistyped address may have meant.
suggestion_sources: list[Any] = []

"""Nothing that only staff see is answered to a session that may not see it."""

from collections.abc import Callable
from math import ceil
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import override

from . import admission, journal
from .attempts import TooManyAttempts
from .mails import language_of

Handler = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"
# An editor that is left open asks for this by itself.
BY_ITSELF = "/admin/editing-sessions/"
ACCOUNT = "account/"


def is_account_address(path: str) -> bool:
    """Where people sign in and look after their account, under a language or not."""
    first, _slash, rest = path.removeprefix("/").partition("/")
    return first == "account" or (first in dict(settings.LANGUAGES) and rest.startswith(ACCOUNT))


class AdmissionMiddleware:
    """Outside of the account pages, who is not admitted is a reader like any other; under /admin/ they are told."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_account_address(request.path):
            return _personal(self._look(request) or self.get_response(request))
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if request.path.startswith(ADMIN):
            # What is said before or after a page of the admin, such as a refusal, is in the language of the admin, too.
            with override(language_of(request.user)):
                return self._look(request) or self.get_response(request)
        signed_in: Any = request.user
        # Public pages seldom ask who reads them, and then nothing of this is asked either.
        reader: Any = SimpleLazyObject(lambda: _admitted(request, signed_in))
        request.user = reader
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, TooManyAttempts):
            return None
        journal.note("too many attempts", request=request)
        minutes = ceil(exception.seconds / 60)
        response = render(request, "account/too_many_attempts.html", {"minutes": minutes}, status=429)
        response.headers["Retry-After"] = str(exception.seconds)
        return response

    def _look(self, request: HttpRequest) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        if admission.has_expired(request.session):
            auth.logout(request)
            return None
        if not request.path.startswith(BY_ITSELF):
            admission.keep_awake(request.session)
        if request.path.startswith(ADMIN) and not admission.is_admitted(request.session, request.user):
            return _refuse(request)
        return None


def _personal(response: HttpResponse) -> HttpResponse:
    """Pages of the account are kept and indexed nowhere."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # An address may hold the key of a reset.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _admitted(request: HttpRequest, user: Any) -> Any:
    if user.is_authenticated and (
        admission.has_expired(request.session) or not admission.is_admitted(request.session, user)
    ):
        return AnonymousUser()
    return user


def _refuse(request: HttpRequest) -> HttpResponse:
    """To the page where the second factor is set up; a script is told with 403."""
    asks_for_json = "application/json" in request.headers.get("Accept", "")
    is_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    if asks_for_json or is_script or request.method not in ("GET", "HEAD"):
        response: HttpResponse = JsonResponse({"detail": _("Set up a second factor first.")}, status=403)
    else:
        with override(language_of(request.user, request.session.get(admission.LANGUAGE))):
            response = redirect("mfa_index")
    response.headers["Cache-Control"] = "no-store"
    return response

"""Pages of the account that are not allauth's own, and what all of them carry."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ..limits import limited
from ..views import imported_when_asked
from . import attempts, journal

View = Callable[..., HttpResponse]


def personal(name: str, *, counted: str = "") -> View:
    """The view called `name`, imported with its first request. `counted`: the limit on what is sent to it."""
    found = imported_when_asked(name)

    def view(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if counted and request.method == "POST":
            attempts.spend(request, counted)
        return found(request, **arguments)

    return view


class SessionsView(ListUserSessionsView):
    """Where the person is signed in; ends the other sessions, or all of them."""

    def form_valid(self, form: Any) -> HttpResponse:
        request = self.request
        everywhere = "everywhere" in request.POST
        ended = [
            session
            for session in UserSession.objects.filter(user_id=request.user.pk)
            if everywhere or not session.is_current()
        ]
        journal.record("sessions_ended", user=request.user, request=request, number=len(ended))
        end_sessions(request, ended)
        if everywhere:
            return redirect("account_login")
        get_adapter().add_message(request, messages.SUCCESS, message=_("All other sessions were ended."))
        return HttpResponseRedirect(reverse("usersessions_list"))


sessions = SessionsView.as_view()


def to_security(request: HttpRequest) -> HttpResponse:
    """Where allauth has a page that this site does without."""
    return redirect("mfa_index")


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up."""
    return redirect("account_login")


def _answering(view: View) -> View:
    """A directory that is away or talks nonsense is a failed sign-in, not a failure of the site."""

    @wraps(view)
    def inner(request: HttpRequest, **arguments: Any) -> HttpResponse:
        import requests
        from allauth.socialaccount.adapter import get_adapter as directory_adapter

        try:
            return view(request, **arguments)
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            provider = directory_adapter().get_provider(request, arguments["provider_id"])
            return render_authentication_error(request, provider, exception=error)

    return inner


@limited(per_minute=30)
@_answering
def to_directory(request: HttpRequest, provider_id: str) -> HttpResponse:
    from allauth.socialaccount.providers.openid_connect import views

    return views.login(request, provider_id)


@limited(per_minute=30)
@_answering
def from_directory(request: HttpRequest, provider_id: str) -> HttpResponse:
    from allauth.socialaccount.providers.openid_connect import views

    return views.callback(request, provider_id)

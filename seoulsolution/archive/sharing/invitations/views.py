"""The page to which an invitation leads. Whoever knows its address may write there: nothing else lets anybody in.

It is never among the published files: no cache may keep it, no search engine list it, and no link from it tells another
site where it is. The address itself is the secret that another site would need to send the form, so it needs no cookie.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from seoulsolution.core.errors import error_response
from seoulsolution.core.language_codes import split_codes
from seoulsolution.core.limits import limited

from ...cities.models import CityPage
from . import actions
from .forms import LANGUAGE, MORE, SAVE, SUBMIT, Answer
from .models import Invitation
from .queries import about
from .retention import kept_for

View = Callable[..., HttpResponse]
PER_MINUTE = 30
HEADERS = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
    # Not `no-referrer`: browsers then send forms as if from nowhere.
    "Referrer-Policy": "same-origin",
}


def unlisted(view: View) -> View:
    """Kept by nobody, listed nowhere, whatever it answers."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return inner


@csrf_exempt
@unlisted
@limited(per_minute=PER_MINUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opens as often as one likes until it is handed in, taken back or over: then 410; 404 for an unknown address."""
    found = Invitation.objects.by_token(token)
    if found is None:
        return error_response(request, 404)
    if not found.is_open:
        return closed(request, found)
    return sent(request, found) if request.method == "POST" else opened(request, found)


@unlisted
@require_http_methods(["GET", "HEAD"])
def received(request: HttpRequest) -> HttpResponse:
    """Says that it has arrived: whose it is stands nowhere."""
    return render(request, "pages/invitations/received.html")


def opened(request: HttpRequest, found: Invitation) -> HttpResponse:
    answer = Answer(is_reply=found.is_reply, language=_language(found), spoken=_spoken(found), kept=found.answer)
    return shown(request, found, answer, is_saved="saved" in request.GET)


def sent(request: HttpRequest, found: Invitation) -> HttpResponse:
    posted: Mapping[str, str] = request.POST.dict()
    answer = Answer(is_reply=found.is_reply, language=_language(found), spoken=_spoken(found), posted=posted)
    if MORE in posted:
        answer.leave_faults()
        return shown(request, found, answer, seen=_seen(posted), more=posted[MORE])
    if SUBMIT in posted:
        return handed_in(request, found, answer, _seen(posted))
    return saved(request, found, answer, _seen(posted))


def saved(request: HttpRequest, found: Invitation, answer: Answer, seen: int) -> HttpResponse:
    if not answer.fits():
        return shown(request, found, answer, seen=seen, status=400)
    try:
        actions.save_draft(invitation=found, answer=answer.typed(), seen=seen)
    except actions.SavedMeanwhile:
        return saved_meanwhile(request, found, answer)
    except actions.Closed:
        return closed(request, found)
    return HttpResponseRedirect(f"{_in_language(request)}?saved", status=303)


def handed_in(request: HttpRequest, found: Invitation, answer: Answer, seen: int) -> HttpResponse:
    if not answer.is_valid():
        return shown(request, found, answer, seen=seen, status=400)
    try:
        actions.hand_in(invitation=found, told=answer.told(), answer=answer.typed(), seen=seen)
    except actions.SavedMeanwhile:
        return saved_meanwhile(request, found, answer)
    except actions.Closed:
        return closed(request, found)
    return HttpResponseRedirect(reverse("invitation-received"), status=303)


def saved_meanwhile(request: HttpRequest, found: Invitation, answer: Answer) -> HttpResponse:
    """What was typed here stands there still; sent once more, it takes the place of what was saved meanwhile."""
    answer.leave_faults()
    now = Invitation.objects.get(pk=found.pk)
    return shown(request, now, answer, is_behind=True, status=409)


def closed(request: HttpRequest, found: Invitation) -> HttpResponse:
    now = Invitation.objects.get(pk=found.pk)
    return render(request, "pages/invitations/closed.html", {"state": now.state, "ended": now.ended_at}, status=410)


def shown(
    request: HttpRequest,
    found: Invitation,
    answer: Answer,
    *,
    seen: int | None = None,
    status: int = 200,
    **said: Any,
) -> HttpResponse:
    """`seen`: the version on which the form rests, where that is not the present one."""
    context = {
        "invitation": found,
        "answer": answer,
        "seen": found.version if seen is None else seen,
        "about": about(found, _language(found)),
        "kept_days": kept_for().days,
        "buttons": {"save": SAVE, "submit": SUBMIT, "more": MORE, "language": LANGUAGE},
        "languages": [(code, get_language_info(code)["name_local"]) for code in _other_languages()],
        **said,
    }
    return render(request, "pages/invitations/invitation.html", context, status=status)


def _seen(posted: Mapping[str, str]) -> int:
    """The version that the form was shown with; one that nobody was shown where it says nonsense."""
    said = posted.get("version", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1


def _other_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != get_language()]


def _in_language(request: HttpRequest) -> str:
    """The address of the page, in another language where its button was pressed."""
    wanted = request.POST.get(LANGUAGE)
    if wanted not in _other_languages():
        return request.path
    with override(wanted):
        return reverse("invitation", kwargs=request.resolver_match.kwargs) if request.resolver_match else request.path


def _spoken(found: Invitation) -> list[str]:
    """The languages of the city that was invited, as its public page tells them; one query."""
    pages = CityPage.objects.published().filter(place__slug=found.place.slug).order_by("pk")
    return split_codes(pages.values_list("languages", flat=True).first() or "")


def _language(found: Invitation) -> str:
    return get_language() or found.language

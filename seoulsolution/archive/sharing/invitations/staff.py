"""Invitations in the admin: which there are, and a new one. For those who may invite; nobody else finds them."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page

from seoulsolution.core.accounts import mails

from . import actions
from .forms import InviteForm
from .models import Invitation

ROWS = 50
# The button of those who invite somebody once more.
AGAIN = "again"
VIEW = "archive.view_invitation"
app_name = "invitations"


@permission_required(VIEW, raise_exception=True)
def invitations(request: HttpRequest) -> HttpResponse:
    """The latest first, page by page (`?p=`)."""
    found = Invitation.objects.select_related("record", "project", "invited_by")
    shown = Paginator(found, ROWS).get_page(request.GET.get("p"))
    context = {"page_obj": shown, "may_change": request.user.has_perm(actions.CHANGE)}
    return render(request, "desk/invitations/list.html", context)


@permission_required(actions.INVITE, raise_exception=True)
def new(request: HttpRequest, page_id: int) -> HttpResponse:
    """Invite the staff of the city that a record or a project is about."""
    page = get_object_or_404(Page, pk=page_id).specific
    asked = actions.what_may_be_asked(page)
    if not asked:
        raise Http404
    form = InviteForm(request.POST or None, asked=asked)
    is_sent = request.method == "POST"
    before = None
    if is_sent and mails.are_sent() and form.is_valid():
        same = {name: form.cleaned_data[name] for name in ("asked", "email")}
        before = Invitation.objects.of(page=page, **same).first() if AGAIN not in request.POST else None
    if is_sent and mails.are_sent() and form.is_valid() and before is None:
        words = {name: form.cleaned_data[name] for name in ("asked", "name", "email", "language")}
        actions.invite(page=page, by=request.user, expires_at=form.expires_at, **words)
        messages.success(request, _("The invitation is on its way."))
        return redirect("invitations:list")
    context = {"form": form, "page": page, "are_sent": mails.are_sent(), "before": before, "again": AGAIN}
    return render(request, "desk/invitations/new.html", context, status=_status(is_sent, before))


def _status(is_sent: bool, before: Invitation | None) -> int:
    return 409 if before else 400 if is_sent else 200


def _acted(request: HttpRequest, pk: int, action: Any, done: str) -> HttpResponse:
    try:
        action(invitation=get_object_or_404(Invitation, pk=pk), by=request.user)
    except actions.Closed:
        messages.error(request, _("This invitation is over already: nothing was changed."))
    else:
        messages.success(request, done)
    return redirect("invitations:list")


@require_POST
@permission_required(actions.CHANGE, raise_exception=True)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    return _acted(request, pk, actions.revoke, _("The invitation is taken back. Its address opens no longer."))


@require_POST
@permission_required(actions.CHANGE, raise_exception=True)
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    if not mails.are_sent():
        messages.error(request, _("This site sends no mail: nothing was sent."))
        return redirect("invitations:list")
    done = _("The mail is sent again, with a new address. The one before opens no longer.")
    return _acted(request, pk, actions.send_again, done)


urlpatterns = [
    path("", invitations, name="list"),
    path("new/<int:page_id>/", new, name="new"),
    path("<int:pk>/revoke/", revoke, name="revoke"),
    path("<int:pk>/send-again/", send_again, name="send-again"),
]

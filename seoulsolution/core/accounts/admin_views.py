"""What administrators do for somebody who lost phone and recovery codes."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from . import directory, journal


def may_reset(by: User, user: User) -> bool:
    """Who may change accounts, but nobody a person above them, and nobody themselves: they have the security page."""
    return by.has_perm("auth.change_user") and by.pk != user.pk and (by.is_superuser or not user.is_superuser)


@transaction.atomic
def forget_factors(*, user: User, by: User | None, request: HttpRequest | None = None) -> None:
    """The person sets up a second factor anew with the next sign-in; sessions end, the directory is asked again."""
    Authenticator.objects.filter(user=user).delete()
    directory.forget(user)
    for session in UserSession.objects.filter(user=user):
        session.end()
    journal.record("factors_reset", user=user, request=request, by=by)


def reset_factors(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    by = request.user
    if not isinstance(by, User) or not may_reset(by, user):
        raise PermissionDenied
    if request.method == "POST":
        forget_factors(user=user, by=by, request=request)
        text = _("The second factors of %(name)s were reset and their sessions ended.") % {"name": user.get_username()}
        messages.success(request, text)
        return redirect("wagtailusers_users:index")
    return TemplateResponse(request, "pages/admin/reset_factors.html", {"person": user})

"""Single sign-on: a person of the city's directory is let in as the staff account with the same mail address."""

import logging
from typing import Any, NoReturn

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.shortcuts import render

from . import journal


class DirectoryAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """No account comes into being by itself."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The verified address decides each time anew, and it stays with the person who came with it first."""
        if sociallogin.state.get("process") != "login":
            _refuse(request, "not to sign in")
        address = _verified_address(sociallogin.email_addresses)
        if address is None:
            _refuse(request, "no verified address of the city")
        accounts = list(User.objects.filter(email__iexact=address, is_active=True)[:2])
        if len(accounts) != 1:
            _refuse(request, "no such account")
        known = sociallogin.account
        owner = SocialAccount.objects.filter(provider=known.provider, uid=known.uid).first()
        former = SocialAccount.objects.filter(provider=known.provider, user=accounts[0]).first()
        if (owner and owner.user_id != accounts[0].pk) or (former and former.uid != known.uid):
            _refuse(request, "the address had another owner", user=accounts[0])
        # What else the directory tells is nobody's business here.
        known.extra_data = {}
        known.user = sociallogin.user = accounts[0]
        known.save()

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        kind = type(exception).__name__ if exception else error
        journal.note("single sign-on failed", request=request, level=logging.WARNING, reason=kind)


def _verified_address(addresses: list[EmailAddress]) -> str | None:
    for address in addresses:
        domain = address.email.lower().rpartition("@")[2]
        if address.verified and domain == settings.OIDC_EMAIL_DOMAIN:
            return str(address.email)
    return None


def _refuse(request: HttpRequest, reason: str, user: User | None = None) -> NoReturn:
    journal.note("single sign-on refused", user=user, request=request, level=logging.WARNING, reason=reason)
    page = render(request, "socialaccount/authentication_error.html", {"is_refused": True}, status=403)
    raise ImmediateHttpResponse(page)


def forget(user: User) -> None:
    """Let another person of the directory come with this account's address."""
    SocialAccount.objects.filter(user=user).delete()

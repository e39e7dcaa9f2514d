"""What allauth asks the site: who may do what, in which words, and how secrets are kept."""

import base64
import logging
import os
import time
from functools import cache
from hashlib import sha256
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from ..limits import reader_address
from ..naming import site_name
from . import attempts, mails

logger = logging.getLogger(__name__)
WRONG_CODE = _("The code is not right, or it was used already.")
WRONG_PAIR = _("The name or the password is not right.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG_PAIR,
        "email_password_mismatch": WRONG_PAIR,
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The present password is not right."),
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": _("The link is not valid any more."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from administrators."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """As Django does it, within the limits. What was typed as a name is counted and never kept."""
        typed = credentials.get("username") or credentials.get("email") or ""
        spent = attempts.spend(request, "password", typed)
        user = authenticate(request, **credentials)
        if user is not None:
            spent.give_back()
        return user

    def get_client_ip(self, request: HttpRequest) -> str:
        address = reader_address(request)
        try:
            return str(ip_address(address))
        except ValueError:
            return "::"  # the list of sessions says that it is not known

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Always, but of a person who has nothing to confirm with and has just come from the directory."""
        return not self._comes_from_directory()

    def _comes_from_directory(self) -> bool:
        from allauth.account.internal.flows.login import get_authentication_records

        user = self.request.user
        if self.get_reauthentication_methods(user):
            return False
        since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(self.request, user)
        return any(record["method"] == "socialaccount" and record["at"] > since for record in records)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written now, in the language of the person, and sent in the background."""
        with override(mails.language_of(context.get("user") or self.request.user)):
            subject = render_to_string(f"{template_prefix}_subject.txt", context)
            text = render_to_string(f"{template_prefix}_message.txt", context)
            mails.post(to=email, subject=subject, text=text)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        if user.email:
            given = {"user": user, "name": user.get_username(), "site_url": settings.SITE_URL, **(context or {})}
            self.send_mail(template_prefix, user.email, given)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def _get_site_name(self) -> str:
        return site_name()

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.get_username())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth calls it so
        return gettext("Passkey")

    def build_totp_svg(self, url: str) -> str:
        """Dark on nothing, to stand in a page that gives it a light ground."""
        import qrcode
        from qrcode.image.svg import SvgPathImage

        drawn = qrcode.make(url, image_factory=SvgPathImage, border=1).to_string(encoding="unicode")
        return str(drawn[drawn.index("<svg") :])

    def encrypt(self, text: str) -> str:
        """Whoever gets hold of the database alone has no second factor."""
        return _cipher(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            text = _cipher(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(encrypted_text.encode())
        except InvalidToken:
            logger.error("a second factor cannot be read: SECRET_KEY was changed since it was set up")
            # Nobody knows this one, so no code is right.
            return base64.b32encode(os.urandom(20)).decode()
        return text.decode()


@cache
def _cipher(*keys: str) -> MultiFernet:
    """The first key encrypts; all of them decrypt."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(sha256(f"second factor {k}".encode()).digest())) for k in keys])

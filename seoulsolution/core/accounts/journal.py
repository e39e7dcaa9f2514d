"""The record of signing in: who, how and from where, never what was typed.

Everything goes to the log of the process. What an account's owner or somebody who knows the password did goes to
Wagtail's log too, where administrators read it under Reports.
"""

import logging
from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log

from ..limits import reader_address
from .backends import find_account

logger = logging.getLogger(__name__)

ACTIONS = {
    "sign_in": (_("Sign in"), _("Signed in")),
    "wrong_code": (_("Give a wrong code"), _("Gave a wrong code as second factor")),
    "factor_added": (_("Add a second factor"), _("Added a second factor")),
    "factor_removed": (_("Remove a second factor"), _("Removed a second factor")),
    "codes_made": (_("Make recovery codes"), _("Made new recovery codes")),
    "factors_reset": (_("Reset second factors"), _("Second factors were reset")),
    "password_changed": (_("Change the password"), _("Changed the password")),
    "password_reset": (_("Reset the password"), _("Set a new password by mail")),
    "sessions_ended": (_("End sessions"), _("Signed out elsewhere")),
}


def note(
    what: str, *, user: Any = None, request: HttpRequest | None = None, level: int = logging.INFO, **more: Any
) -> None:
    """One line in the log of the process: the number of the account, the address, and `more`."""
    words = {"account": getattr(user, "pk", None) or "none"}
    if request is not None:
        words["address"] = reader_address(request)
    words |= more
    logger.log(level, "%s %s", what, " ".join(f"{name}={value}" for name, value in words.items()))


def record(action: str, *, user: Any, request: HttpRequest | None, by: Any = None, **more: Any) -> None:
    """In both logs. `by`: who did it, when it was not the owner of the account."""
    note(action.replace("_", " "), user=user, request=request, **more)
    log(instance=user, action=f"accounts.{action}", user=by or user, data=more or None)


def register_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(f"accounts.{name}", label, message)


def _signed_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    from allauth.account.internal.flows.login import get_authentication_records

    ways = [str(made.get("type") or made["method"]) for made in get_authentication_records(request, user)]
    record("sign_in", user=user, request=request, by_means_of=" ".join(dict.fromkeys(ways)))


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    typed = str(credentials.get("username") or credentials.get("email") or "")
    note("sign in failed", user=find_account(typed.strip()), request=request, level=logging.WARNING)


def _signed_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if user is not None:
        note("sign out", user=user, request=request)


def _wrong_code(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    record("wrong_code", user=user, request=request)


def _about_factor(action: str) -> Any:
    def receive(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
        record(action, user=user, request=request, kind=str(authenticator.type))

    return receive


def _about_password(action: str) -> Any:
    def receive(request: HttpRequest, user: Any, **kwargs: Any) -> None:
        record(action, user=user, request=request)

    return receive


RECEIVERS = [
    (account_signals.user_logged_in, _signed_in),
    (user_login_failed, _failed),
    (user_logged_out, _signed_out),
    (factor_signals.authentication_failed, _wrong_code),
    (factor_signals.authenticator_added, _about_factor("factor_added")),
    (factor_signals.authenticator_removed, _about_factor("factor_removed")),
    (factor_signals.authenticator_reset, _about_factor("codes_made")),
    (account_signals.password_changed, _about_password("password_changed")),
    (account_signals.password_set, _about_password("password_changed")),
    (account_signals.password_reset, _about_password("password_reset")),
]


def connect() -> None:
    for number, (signal, receiver) in enumerate(RECEIVERS):
        signal.connect(receiver, weak=False, dispatch_uid=f"journal-{number}")

"""Whether a session may see what only staff see: a second factor where one is required, and not too old."""

import time
from typing import Any

from allauth.mfa import signals as factor_signals
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.db.models.signals import pre_save
from django.http import HttpRequest
from django.utils.translation import get_language

# What the session remembers: whose second factor was given in it, and seconds since 1970.
FACTOR_OF = "second_factor_of"
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
LANGUAGE = "signed_in_in"
# How often the time of the last request is written.
SEEN_EVERY = 60


def has_second_factor(user: Any) -> bool:
    """Recovery codes alone are none."""
    from allauth.mfa.models import Authenticator

    return Authenticator.objects.filter(user_id=user.pk).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def is_admitted(session: SessionBase, user: Any) -> bool:
    """A factor that somebody else's session set up does not count: it was never given in this one."""
    if not settings.REQUIRE_SECOND_FACTOR:
        return True
    return session.get(FACTOR_OF) == user.pk and has_second_factor(user)


def has_expired(session: SessionBase) -> bool:
    now = time.time()
    signed_in, seen = session.get(SIGNED_IN_AT, 0), session.get(SEEN_AT, 0)
    return now - signed_in > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS


def keep_awake(session: SessionBase) -> None:
    if time.time() - session.get(SEEN_AT, 0) > SEEN_EVERY:
        session[SEEN_AT] = time.time()


def _begin(request: HttpRequest, **kwargs: Any) -> None:
    if hasattr(request, "session"):
        request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = time.time()
        request.session[LANGUAGE] = get_language()
        # Sessions that nobody ended stay in the database until somebody throws them out.
        type(request.session).clear_expired()


def _given(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    request.session[FACTOR_OF] = user.pk


def _added(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Saved at once: allauth tells of it after the database has it, which may be late."""
    _given(request, user)
    request.session.save()


def _without_password(instance: Any, **kwargs: Any) -> None:
    """Wagtail leaves the password empty where an administrator did, and Django takes that for one."""
    if instance.password == "":
        instance.set_unusable_password()


def connect() -> None:
    user_logged_in.connect(_begin, dispatch_uid="session-begins")
    factor_signals.authenticator_used.connect(_given, dispatch_uid="factor-used")
    factor_signals.authenticator_added.connect(_added, dispatch_uid="factor-added")
    pre_save.connect(_without_password, sender=settings.AUTH_USER_MODEL, dispatch_uid="without-password")

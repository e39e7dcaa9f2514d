"""Mails to staff: plain text, in their language, sent in the background."""

from datetime import timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile

from ..naming import site_name
from ..statements import kept
from . import attempts, journal

# More mails to one person within an hour would only fill the mailbox: the links in the first ones still work.
RESETS_AN_HOUR = 5
KEPT = timedelta(hours=1)


def are_sent() -> bool:
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


@kept
def _preferred(user: int) -> QuerySet[Any]:
    return UserProfile.objects.filter(user=user).values_list("preferred_language")


def language_of(user: Any, otherwise: str | None = None) -> str:
    """The language that the person chose in the admin, else `otherwise`, else that of the page."""
    chosen = next((language for (language,) in _preferred(user=user.pk)), "") if user.pk else ""
    return chosen or otherwise or get_language() or settings.LANGUAGE_CODE


def post(*, to: str, subject: str, text: str) -> None:
    deliver.enqueue(to, f"[{site_name()}] {' '.join(subject.split())}", text.strip() + "\n")


def send_reset(*, address: str, language: str) -> None:
    """Ask for the mail that sets a new password. Takes as long for an address that no account has."""
    send_reset_mails.enqueue(address, language)


@task()
def deliver(to: str, subject: str, text: str) -> None:
    _forget()
    EmailMessage(subject, text, to=[to]).send()


@task()
def send_reset_mails(address: str, language: str) -> None:
    """To every account with this address; the link is made here, so that it is kept nowhere."""
    _forget()
    for user in User.objects.filter(email__iexact=address, is_active=True).exclude(email=""):
        if attempts.how_often(f"reset mail {user.pk}", seconds=3600) > RESETS_AN_HOUR:
            continue
        with override(language_of(user, language)):
            EmailMessage(*_reset_mail(user), to=[user.email]).send()
        journal.note("reset mail", user=user)


def _reset_mail(user: User) -> tuple[str, str]:
    """Subject and text."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    words = {
        "name": user.get_username(),
        "password_reset_url": settings.SITE_URL + path,
        "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
    }
    subject = render_to_string("account/email/password_reset_key_subject.txt", words)
    text = render_to_string("account/email/password_reset_key_message.txt", words)
    return f"[{site_name()}] {' '.join(subject.split())}", text.strip() + "\n"


def _forget() -> None:
    """Addresses and texts of mails that were sent stay no longer than an hour."""
    sent = [deliver.module_path, send_reset_mails.module_path]
    DBTaskResult.objects.filter(task_path__in=sent, finished_at__lt=timezone.now() - KEPT).delete()

"""The mail of an invitation. Its address is made here, so that it is kept nowhere else."""

import logging
import secrets

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from seoulsolution.core import contact
from seoulsolution.core.naming import site_name

from .models import Invitation, hash_of
from .queries import about
from .retention import kept_for

logger = logging.getLogger(__name__)
TOKEN_BYTES = 32


@task()
def send(pk: int) -> None:
    """Send it with a new address; that of an earlier mail opens no longer. An invitation that is over is not sent."""
    invitation = Invitation.objects.select_related("record__place", "project__place").filter(pk=pk).first()
    if invitation is None or not invitation.is_open:
        return
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Invitation.objects.filter(pk=pk).update(token_hash=hash_of(token), sent_at=None)
    with override(invitation.language):
        mail = _mail(invitation, token)
    try:
        mail.send()
    except Exception as error:  # noqa: BLE001 - whatever the server says names the address, which no log may hold
        logger.error("invitation %s: the mail was not taken (%s)", pk, type(error).__name__)
        return
    Invitation.objects.filter(pk=pk).update(sent_at=timezone.now())


def _mail(invitation: Invitation, token: str) -> EmailMessage:
    words = {
        "name": invitation.name,
        "about": about(invitation, invitation.language),
        "site_url": settings.SITE_URL,
        "is_reply": invitation.is_reply,
        "last_day": invitation.last_day,
        "kept_days": kept_for().days,
        "site": site_name(),
        "address": settings.SITE_URL + reverse("invitation", kwargs={"token": token}),
        "contact": contact.for_readers().removeprefix("mailto:"),
    }
    subject = render_to_string("components/invitations/mail_subject.txt", words)
    text = render_to_string("components/invitations/mail.txt", words)
    return EmailMessage(f"[{site_name()}] {' '.join(subject.split())}", text.strip() + "\n", to=[invitation.email])

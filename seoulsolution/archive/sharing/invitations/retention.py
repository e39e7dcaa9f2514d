"""Name, address and what was typed are kept for a while after the end of an invitation, then forgotten."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import default_task_backend, task

from .models import Invitation


def kept_for() -> timedelta:
    return timedelta(days=settings.INVITATION_RETENTION_DAYS)


@transaction.atomic
def forget_people(*, now: datetime | None = None) -> int:
    """Of every invitation that ended long enough ago; returns of how many. That there was one stays known."""
    moment = now or timezone.now()
    due = Invitation.objects.ended_before(moment - kept_for()).filter(forgotten_at=None)
    return due.update(name="", email="", answer={}, forgotten_at=moment)


@task()
def forget() -> None:
    forget_people()


def remember(invitation: Invitation) -> None:
    """Have the person forgotten in time. Where tasks cannot wait, a clock calls `manage.py forget_invitations`."""
    if default_task_backend.supports_defer:
        waiting = forget.using(run_after=invitation.ended_at + kept_for() + timedelta(minutes=1))
        transaction.on_commit(waiting.enqueue)

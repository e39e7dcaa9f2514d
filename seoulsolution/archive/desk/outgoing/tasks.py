"""Outgoing links are looked after in the background: once begun, day after day."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import default_task_backend, task

from ...policies.tasks import AFTER_OTHERS, enqueue_once
from .checking import PORTION, check_due
from .collecting import collect

AGAIN = timedelta(days=1)


@task(priority=AFTER_OTHERS)
def check_links(is_begin: bool = True) -> None:
    """A portion at a time, so that others come in between; then again the next day."""
    if is_begin:
        collect(now=timezone.now())
    if check_due(most=PORTION).total() == PORTION:
        enqueue_once(check_links, False)
    elif default_task_backend.supports_defer:
        enqueue_once(check_links, True, wait=AGAIN)

"""What is to be published or withdrawn at a time happens at that time, by the background worker."""

from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import default_task_backend, task

# Wagtail takes what was due before now.
AFTER = timedelta(seconds=1)
BEFORE_OTHERS = 50


@task(priority=BEFORE_OTHERS)
def carry_out() -> None:
    """Publish and withdraw everything that is due, whatever it was enqueued for."""
    call_command("publish_scheduled", verbosity=0)


def remember(*times: datetime | None) -> None:
    """Have what is due at `times` carried out then. Those that are past or None are left out.

    A worker that was not running does it when it starts. Where the tasks of a site cannot wait for a time, a clock of
    its own has to call `manage.py publish_scheduled`.
    """
    if not default_task_backend.supports_defer:
        return
    for when in times:
        if when is not None and when > timezone.now():
            waiting = carry_out.using(run_after=when + AFTER)
            transaction.on_commit(waiting.enqueue)

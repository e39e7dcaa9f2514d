"""What becomes of a link when its address was asked."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from .asking import Answer
from .models import (
    AFTER_BROKEN,
    AFTER_FAILURE,
    AFTER_GOOD,
    BACKS_OFF,
    DAYS_UNTIL_BROKEN,
    LONGEST_WAIT,
    LinkState,
    OutgoingLink,
)


@transaction.atomic
def record_answer(*, link: OutgoingLink, answer: Answer, at: datetime) -> None:
    """Broken is what has failed on three days; several failures of one day count once."""
    link.checked_at = at
    link.status, link.fault, link.leads_to = answer.status, answer.fault, answer.leads_to
    if answer.is_good:
        link.state, link.failures = LinkState.GOOD, 0
        link.last_good_at, link.first_failed_at, link.last_failed_on = at, None, None
        link.check_at = at + AFTER_GOOD
    else:
        today = timezone.localdate(at)
        link.first_failed_at = link.first_failed_at or at
        link.failures += link.last_failed_on != today
        link.last_failed_on = today
        link.state = LinkState.BROKEN if link.failures >= DAYS_UNTIL_BROKEN else LinkState.FAILING
        link.check_at = at + _wait(link.failures)
    link.save()


def _wait(failures: int) -> timedelta:
    """Until an address that has failed on so many days is asked again."""
    if failures < DAYS_UNTIL_BROKEN:
        return AFTER_FAILURE
    # Beyond this power the longest wait is reached long since.
    times = min(failures - DAYS_UNTIL_BROKEN, 10)
    return min(AFTER_BROKEN * BACKS_OFF**times, LONGEST_WAIT)

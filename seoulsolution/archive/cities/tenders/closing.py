"""What a tender is at a moment: computed from the clock whenever it is shown, never kept."""

from datetime import datetime, time

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seoulsolution.core.closings import Closing, first_after


class TenderStatus(models.TextChoices):
    """No column. In the order in which lists show them."""

    TODAY = "today", _("Closes today")
    OPEN = "open", pgettext_lazy("status of a tender", "Open")
    UNKNOWN = "undated", _("No closing date known")
    CLOSED = "over", pgettext_lazy("status of a tender", "Closed")


def status_of(closing: Closing, now: datetime) -> TenderStatus:
    """Today is the day of the place where it closes."""
    if closing.day is None:
        return TenderStatus.UNKNOWN
    if not closing.is_open(now):
        return TenderStatus.CLOSED
    return TenderStatus.TODAY if now.astimezone(closing.zone).date() == closing.day else TenderStatus.OPEN


def changes_after(closing: Closing, now: datetime) -> datetime | None:
    """The next moment from which another status is true, None where the present one stays."""
    if closing.day is None:
        return None
    return first_after([datetime.combine(closing.day, time(), closing.zone), closing.moment], now)

"""Counts the searches that found nothing, without anything that points to a person."""

import logging
import re
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from .analysis import fold
from .models import UnansweredSearch

logger = logging.getLogger(__name__)

LONGEST = 80
# Whoever floods the search fills no table.
MOST_A_DAY = 2_000
KEPT = timedelta(days=730)
PERSONAL = re.compile(r"@|://|(?:\d[\s.-]?){6,}")


def count(typed: str, language: str) -> None:
    """Note that nothing was found for what was typed. A failure is logged and harms no reader."""
    words = " ".join(fold(typed).split())
    if not words or len(words) > LONGEST or PERSONAL.search(words):
        return
    day = timezone.localdate()
    today = UnansweredSearch.objects.filter(day=day)
    try:
        with transaction.atomic():
            if today.filter(words=words, language=language).update(times=F("times") + 1):
                return
            if today.count() < MOST_A_DAY:
                UnansweredSearch.objects.filter(day__lt=day - KEPT).delete()
                UnansweredSearch.objects.get_or_create(words=words, language=language, day=day, defaults={"times": 1})
    except DatabaseError:
        logger.exception("A search without a result could not be counted.")

"""Asks what is due: a few at once, one at a time for each host, and never in a request of a reader."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .actions import record_answer
from .asking import Answer, Turns, ask
from .models import OutgoingLink

PORTION = 200
# Of one host in a portion: nobody waits long for what a slow one is asked.
OF_A_HOST = 20
# So long what one process has taken is left alone by others.
TAKEN_FOR = timedelta(hours=1)


def check_due(*, most: int | None = None) -> Counter[str]:
    """Ask what is due, at most `most`; how many are in which state now."""
    states: Counter[str] = Counter()
    turns = Turns()
    while most is None or states.total() < most:
        taken = _take(PORTION if most is None else min(PORTION, most - states.total()))
        if not taken:
            break
        for link, answer in _answers(taken, turns):
            record_answer(link=link, answer=answer, at=timezone.now())
            states[link.state] += 1
    return states


@transaction.atomic
def _take(number: int) -> list[OutgoingLink]:
    """The next that are due, so that no other process takes them too."""
    now = timezone.now()
    due = OutgoingLink.objects.filter(check_at__lte=now).order_by("check_at", "pk")[:number]
    asked: Counter[str] = Counter()
    taken = []
    for link in due.select_for_update(skip_locked=True) if _locks_rows() else due:
        asked[link.host] += 1
        if asked[link.host] <= OF_A_HOST:
            taken.append(link)
    OutgoingLink.objects.filter(pk__in=[link.pk for link in taken]).update(check_at=now + TAKEN_FOR)
    return taken


def _locks_rows() -> bool:
    """SQLite has one writer at a time anyway."""
    return transaction.get_connection().features.has_select_for_update_skip_locked


def _answers(links: list[OutgoingLink], turns: Turns) -> Iterator[tuple[OutgoingLink, Answer]]:
    """Each as soon as it is there. The database is left to the thread that asked for them."""
    by_host: dict[str, list[OutgoingLink]] = defaultdict(list)
    for link in links:
        by_host[link.host].append(link)
    with ThreadPoolExecutor(settings.LINK_CHECK_AT_ONCE, thread_name_prefix="links") as pool:
        asked = [pool.submit(_ask_host, [link.address for link in those], turns) for those in by_host.values()]
        of = dict(zip(asked, by_host.values(), strict=True))
        for done in as_completed(asked):
            yield from zip(of[done], done.result(), strict=True)


def _ask_host(addresses: list[str], turns: Turns) -> list[Answer]:
    answers = []
    for number, address in enumerate(addresses):
        if number:
            time.sleep(settings.LINK_CHECK_PAUSE)
        answers.append(ask(address, turns))
    return answers

"""Publishes until it is killed, again and again, and tells each time what is published and what search finds.

Run by test_killed.py as a process of its own, on a copy of the site. It prints a line of JSON for every kill.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

import django

django.setup()

from seoulsolution.archive.models import PolicyPage  # noqa: E402
from seoulsolution.discovery import indexing  # noqa: E402
from seoulsolution.discovery.finding import Asked, find  # noqa: E402


def page() -> Any:
    return PolicyPage.objects.get(slug="topis", locale__language_code="en")


def publish_until_killed(number: int, seconds: float) -> None:
    """The kernel ends the process where it stands; an alarm that nobody handles leaves no time to tidy up."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for time in count():
        changed = page()
        changed.title = f"TOPIS plantedtoken{number}x{time}"
        changed.save_revision().publish()
        if time == 0:
            signal.setitimer(signal.ITIMER_REAL, seconds)


def tell(number: int) -> None:
    """What another process makes of it: it applies what was left and asks."""
    left = indexing.waiting().count()
    applied = indexing.catch_up()
    title = page().title
    found = [
        "".join(piece.text for piece in entry.title.pieces)
        for entry in find(Asked(title, "en")).entries
        if entry.id == "topis"
    ]
    print(json.dumps({"published": title, "found": found, "left": left, "applied": applied}), flush=True)


def in_a_process(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    for number, seconds in enumerate(map(float, sys.argv[1:])):
        ended = in_a_process(lambda: publish_until_killed(number, seconds))  # noqa: B023
        assert os.WTERMSIG(ended) == signal.SIGALRM
        assert in_a_process(lambda: tell(number)) == 0  # noqa: B023

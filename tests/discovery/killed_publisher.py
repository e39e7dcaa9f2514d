"""Publishes until it is killed, again and again, and tells each time what is published and what the index holds.

Run by test_killed.py as a process of its own, on a copy of the site. A line that it reads is the part of a publication
after which it is killed; it answers each with a line of JSON.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from time import monotonic
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402

from seoulsolution.archive.models import PolicyPage  # noqa: E402
from seoulsolution.discovery import indexing  # noqa: E402


def page() -> Any:
    return PolicyPage.objects.get(slug="topis", locale__language_code="en")


def publish(number: int) -> float:
    """Seconds that it took."""
    began = monotonic()
    changed = page()
    changed.title = f"TOPIS plantedtoken{number}"
    changed.save_revision().publish()
    return monotonic() - began


def publish_until_killed(number: int, seconds: float) -> None:
    """The kernel ends the process; an alarm that nobody handles leaves no time to tidy up."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    for again in count():
        publish(number * 100 + again)


def found() -> list[str]:
    """The titles of the page in the index."""
    snapshot = indexing.engine().snapshot()
    held = snapshot.shown(snapshot.numbers.tolist())
    return [shown["title"] for shown in held if shown["id"] == "topis" and shown["key"].endswith(":en")]


def tell(number: int) -> None:
    """What another process makes of it: it looks, applies what was left, and looks again."""
    before = found()
    applied = indexing.catch_up()
    told = {"published": page().title, "found_before": before, "found": found(), "applied": applied}
    print(json.dumps(told), flush=True)


def in_a_process(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    publish(0)
    whole = publish(1)  # the first one also imports
    indexing.catch_up()
    connections.close_all()
    for number, share in enumerate(map(float, sys.stdin), start=1):
        ended = in_a_process(lambda: publish_until_killed(number, share * whole))  # noqa: B023
        assert os.WTERMSIG(ended) == signal.SIGALRM
        assert in_a_process(lambda: tell(number)) == 0  # noqa: B023

"""Calls that go to and fro at any depth get no memory from the system each time."""

import resource
from concurrent.futures import ThreadPoolExecutor

from seoulsolution.core.frames import with_room

TIMES = 100


def called() -> None:
    """Its frame is larger than that of its caller, so that at some depth it goes over the end of a piece."""


called.__code__ = called.__code__.replace(co_stacksize=200)


def at_every_depth(depth: int) -> None:
    for _time in range(TIMES):
        called()
    if depth:
        at_every_depth(depth - 1)


@with_room
def answer() -> int:
    """How often memory was touched that was new."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    at_every_depth(400)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_calls_get_no_memory_each_time():
    with ThreadPoolExecutor(1) as pool:  # the tests themselves have room
        assert pool.submit(answer).result() < TIMES

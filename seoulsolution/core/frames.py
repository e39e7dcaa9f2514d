"""Memory for the frames of calls."""

from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar, cast

# Places for values in a frame: with so many it takes just over 1 MB, of which Python makes a piece of 2 MB.
PLACES = 140_000

Called = TypeVar("Called", bound=Callable[..., Any])


def with_room(function: Called) -> Called:
    """What `function` calls has its frames in one piece of memory, of which it takes about half for itself.

    Python gets memory for frames from the system by 16 kB and gives it back at once. Where calls go to and fro over the
    end of such a piece, that takes a fifth of the time of a page of the admin; which pages it hits is chance.
    """
    plain = cast(FunctionType, function)
    plain.__code__ = plain.__code__.replace(co_stacksize=PLACES)
    return function

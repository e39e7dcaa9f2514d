"""One thing that keeps a page from its readers, and what is raised where somebody would publish it all the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Hindrance:
    """`words`: says what it is, in the language that is active then. `address`: where it is put right, by `remedy`."""

    words: Callable[[], str]
    address: str
    remedy: str | Promise


class Unpublishable(Exception):
    """Something keeps the page from its readers. Whatever was about to publish it has not."""

    def __init__(self, page: Any, hindrances: list[Hindrance]) -> None:
        self.page = page
        self.hindrances = hindrances
        super().__init__(" ".join(each.words() for each in hindrances))

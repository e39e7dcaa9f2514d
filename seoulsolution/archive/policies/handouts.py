"""PDF of policies and areas: made when they are published, found when they are read."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Page


@dataclass(frozen=True)
class Handout:
    """A PDF that is ready. `size` in bytes."""

    url: str
    size: int
    pages: int
    made_at: datetime


def find_handout(page: Page) -> Handout | None:
    """The PDF of a policy or an area in its language, None while it is being made."""
    return None


def connect() -> None:
    """Listen to what is published."""

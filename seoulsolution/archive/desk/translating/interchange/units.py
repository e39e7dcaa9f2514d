"""What a file of a translators' program says, whatever its format."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation

from ..segments import Segment, State

# In bytes, and in passages: a manual has about 60, the longest page some hundreds.
MOST_BYTES = 2 * 1024 * 1024
MOST_UNITS = 5_000
MOST_CHARACTERS = 20_000


class Format(models.TextChoices):
    PO = "po", "PO"
    XLIFF = "xliff", "XLIFF"


class Unreadable(Exception):
    """The file is not taken; the message says why, in the language that is active."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage in a file. `key`: the id of the passage here, where the file knows it.

    `source`, `target`: HTML where `is_markup`, else as they stand in the boxes of the desk. `is_unsure`: the program
    says that somebody has yet to look at it. `fault`: why the target cannot be read.
    """

    key: str
    path: str
    source: str
    target: str
    is_unsure: bool = False
    is_markup: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class TranslatedFile:
    """`page`: the id of the translation for which it was made; `made_at`: when. Both may be missing."""

    source_language: str
    target_language: str
    page: str = ""
    made_at: datetime | None = None
    units: list[Unit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is written into a file: the passages of one page in one language, with what helps to translate each."""

    translation: Translation
    title: str
    made_at: datetime
    segments: list[Segment]
    terms: dict[str, list[str]]

    @property
    def source_language(self) -> str:
        return str(self.translation.source.locale.language_code)

    @property
    def target_language(self) -> str:
        return str(self.translation.target_locale.language_code)


# What a program is told of a passage that somebody has to look at.
WHY = {
    State.MACHINE: _("A machine draft: it needs a person who checks it."),
    State.BEHIND: _("The original was changed since this was translated."),
    State.UNSURE: _("To be checked."),
}


def parsed_time(text: str) -> datetime | None:
    """A time with its zone, None where the text says none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def checked(units: list[Unit]) -> list[Unit]:
    """The units as they are, if there are neither none nor too many."""
    if not units:
        raise Unreadable(_("There are no passages in the file."))
    if len(units) > MOST_UNITS:
        message = _("The file has more than %(most)d passages; a page has some hundreds.")
        raise Unreadable(message % {"most": MOST_UNITS})
    return units

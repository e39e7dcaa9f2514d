"""What became of a work, as each account of it tells: the register, the transfer, and the record of its adopter.

They rest on sources of their own and from different years, so they may differ. Readers meet all of them in one place,
each with its year.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Basis
from seoulsolution.core.numbers import format_year_span

from .lineage_rows import PROJECT, RECORD, TRANSFER, Row
from .models import ProjectStatus
from .outcomes import Outcome
from .status_meanings import OF_OUTCOMES, OF_PROJECTS

# How far a project came is told first, what its adopter made of it last.
ORDER = (PROJECT, TRANSFER, RECORD)
# From the first step to the last. What is called planned may be proposed or agreed: who says which knows more.
STEPS = (
    *(ProjectStatus.UNKNOWN, Outcome.PLANNED, ProjectStatus.PROPOSED, ProjectStatus.AGREED, ProjectStatus.UNDER_WAY),
    *(ProjectStatus.COMPLETED, Outcome.PARTLY, Outcome.IN_USE, Outcome.STALLED, Outcome.ABANDONED),
)


@dataclass(slots=True)
class OutcomeTold:
    """It claims like a row of `Claim`; `mark` is set by what shows it. `year`: the last one of which it tells."""

    sort: str
    status: str
    year: int | None
    url: str | None
    basis: str
    source: str
    confidence: str
    disputed: str
    mark: Any = None

    @property
    def status_label(self) -> str:
        return label_of(ProjectStatus if self.sort == PROJECT else Outcome, self.status)

    @property
    def meaning(self) -> str:
        """What the word of the status says, and what it leaves open, in a sentence."""
        return str((OF_PROJECTS if self.sort == PROJECT else OF_OUTCOMES).get(self.status, ""))

    @property
    def account(self) -> str:
        """Who tells it, and of which year: “Register of projects (2014)”."""
        name = {PROJECT: _("Register of projects"), TRANSFER: _("Lineage of policies"), RECORD: _("Adopter’s record")}
        if self.year is None:
            return name[self.sort]
        years = format_year_span(self.year, None, open_end=False)
        return pgettext("account of an outcome", "%(account)s (%(year)s)") % {"account": name[self.sort], "year": years}


def basis_of(row: Row) -> str:
    """A project or a record as a whole rests on the sources that it names."""
    return row.basis or (Basis.CITED if row.source.strip() else Basis.UNRECORDED)


def outcome_told(row: Row, url: str | None, year: int | None = None) -> OutcomeTold:
    """`year` where the row itself tells none."""
    last = row.last_year or year
    return OutcomeTold(row.sort, row.status, last, url, basis_of(row), row.source, row.confidence, row.disputed)


def told_apart(accounts: Iterable[OutcomeTold]) -> list[OutcomeTold]:
    """In the order in which they are read. Of those that say the same the last one stands for all."""
    ordered = sorted(accounts, key=lambda one: ORDER.index(one.sort))
    said = {one.status_label: one for one in ordered}
    return [one for one in ordered if said[one.status_label] is one]


def latest(accounts: Iterable[OutcomeTold]) -> OutcomeTold | None:
    """The one that tells of the latest year; of the same year one that is not disputed before one that is, and else
    the one that tells of the further step.
    """
    return max(accounts, key=_rank, default=None)


def _rank(one: OutcomeTold) -> tuple[int, bool, int, int]:
    return one.year or 0, not one.disputed, STEPS.index(one.status), ORDER.index(one.sort)


def without_link_to(url: str | None, accounts: Iterable[OutcomeTold]) -> list[OutcomeTold]:
    """The same accounts as the page at `url` shows them: its own leads nowhere."""
    return [replace(one, url=None) if one.url == url else one for one in accounts]

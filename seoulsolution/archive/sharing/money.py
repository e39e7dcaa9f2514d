"""Whose money projects were: who paid, and what is known of the amounts, each with its sources."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from seoulsolution.core.choices import label_of
from seoulsolution.core.numbers import format_money

from .lineage_rows import FUNDER, MONEY, Row
from .rows import ProjectFunding

Kind = ProjectFunding.Kind


@dataclass(slots=True)
class Money:
    """An amount, or money whose amount is not known. It claims like a row of `Claim`; what shows it sets `mark`."""

    kind: str
    what: str
    amount: Decimal | None
    currency: str
    year: int | None
    basis: str
    source: str
    confidence: str
    disputed: str
    mark: Any = None

    @property
    def kind_label(self) -> str:
        """Empty where the kind is not recorded."""
        return "" if self.kind == Kind.UNKNOWN else label_of(Kind, self.kind)

    @property
    def said(self) -> str:
        """The amount in words; empty where it is not known."""
        return "" if self.amount is None else format_money(self.amount, self.currency)


@dataclass(slots=True)
class Paid:
    """What is known of the money of a project. `funders`: the names of who paid."""

    funders: list[str] = field(default_factory=list)
    money: list[Money] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        """Whether anything is."""
        return bool(self.funders or self.money)

    @property
    def is_named(self) -> bool:
        """Whether the sources say whose money it was; a contract says only how much."""
        return bool(self.funders) or any(one.kind != Kind.CONTRACT for one in self.money)

    @property
    def told(self) -> list[Money]:
        """Of the money what the names of the funders do not say already."""
        return [one for one in self.money if one.amount is not None or not self.funders]


def paid_for(rows: Iterable[Row]) -> dict[UUID, Paid]:
    """By the keys of the projects, each in the order of its project."""
    found: dict[UUID, Paid] = defaultdict(Paid)
    for row in sorted((row for row in rows if row.sort in (FUNDER, MONEY)), key=lambda row: row.year_from or 0):
        if row.project and row.sort == FUNDER:
            found[row.project].funders.append(row.what)
        elif row.project:
            found[row.project].money.append(_money(row))
    return found


def _money(row: Row) -> Money:
    amount = Decimal(row.evidence) if row.evidence else None
    claim = (row.basis, row.source, row.confidence, row.disputed)
    return Money(row.status, row.what, amount, row.channel, row.year_to, *claim)

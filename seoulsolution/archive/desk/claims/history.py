"""What a claim said in each revision of its page, drafts among them: for editors, who may see those."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.fields.json import KeyTransform
from modelcluster.models import model_from_serializable_data
from wagtail.models import Page, Revision

from seoulsolution.core.differences import Kind, Piece, word_differences
from seoulsolution.core.publication import publications
from seoulsolution.core.versions import parts_of

from .rows import relation_of

FIGURE = re.compile(r"-?\d+\.\d+")
# What differs between revisions though nobody changed the claim.
UNSAID = {"pk", "page", "sort_order", "locale"}


@dataclass(frozen=True, slots=True)
class Change:
    """A revision that changed a claim. `parts`: (name of the field, pieces); `published_at`: None for a draft."""

    when: datetime
    by: Any
    published_at: datetime | None
    is_new: bool
    is_removed: bool
    parts: list[tuple[str, list[Piece]]]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a claim was changed after it was written, and when last."""

    times: int
    last: datetime


def _revisions(page: Page, relation: str) -> list[tuple[Revision, dict[str, dict[str, Any]]]]:
    """Each revision, the first one first, with the claims of one kind by their keys; one query."""
    revisions = Revision.page_revisions.filter(object_id=str(page.pk)).order_by("created_at", "pk")
    read = revisions.defer("content").select_related("user").annotate(claims=KeyTransform(relation, "content"))
    return [(row, {str(claim["translation_key"]): claim for claim in row.claims or []}) for row in read]


def _said(claim: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if claim is None else {name: _plain(value) for name, value in claim.items() if name not in UNSAID}


def _plain(value: Any) -> Any:
    """A figure as it was typed is the same as the database gives it back: 140 and 140.000000."""
    return value.rstrip("0").rstrip(".") if isinstance(value, str) and FIGURE.fullmatch(value) else value


@dataclass(slots=True)
class _Step:
    """A revision in which a claim is not what it was before.

    `published_at`: when that was first published, by itself or in a later revision that left the claim as it was.
    """

    revision: Revision
    claim: dict[str, Any] | None
    published_at: datetime | None = None


def _steps(page: Page, relation: str, key: str) -> list[_Step]:
    log = publications().filter(page=page.pk).order_by("-timestamp")
    published = dict(log.values_list("revision", "timestamp"))
    found: list[_Step] = []
    for revision, claims in _revisions(page, relation):
        now = claims.get(key)
        if _said(now) != (_said(found[-1].claim) if found else None):
            found.append(_Step(revision, now))
        if found and found[-1].published_at is None:
            found[-1].published_at = published.get(revision.pk)
    return found


def history(page: Page, model: Any, key: str) -> list[Change]:
    """Every change of one claim of `page`, the latest first; empty where there never was such a claim."""
    steps = _steps(page, relation_of(model), key)
    rows = [model_from_serializable_data(model, step.claim, check_fks=False) for step in steps if step.claim]
    told = iter(parts_of(rows))
    found: list[Change] = []
    before: dict[str, str] = {}
    for step in steps:
        now = next(told) if step.claim else {}
        found.append(
            Change(
                step.revision.created_at,
                step.revision.user,
                step.published_at,
                is_new=not before,
                is_removed=not step.claim,
                parts=list(_changed(before, now)),
            )
        )
        before = now
    return found[::-1]


def _changed(before: dict[str, str], now: dict[str, str]) -> Iterator[tuple[str, list[Piece]]]:
    for name in [*now, *(name for name in before if name not in now)]:
        old, new = before.get(name, ""), now.get(name, "")
        if not old or not new:
            yield name, [Piece(Kind.ADDED if new else Kind.REMOVED, new or old)]
        elif old != new:
            yield name, word_differences(old, new)


def tallies(page: Page, model: Any) -> dict[str, Tally]:
    """Of each claim of one kind that was changed since it was written, by its key; one query."""
    before: dict[str, dict[str, Any]] = {}
    found: dict[str, Tally] = {}
    for revision, claims in _revisions(page, relation_of(model)):
        for key, claim in claims.items():
            if key in before and _said(before[key]) != _said(claim):
                found[key] = Tally(found[key].times + 1 if key in found else 1, revision.created_at)
        before |= claims
    return found

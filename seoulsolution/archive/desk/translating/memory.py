"""The translation memory: how the same passage, or one much like it, was translated elsewhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from rapidfuzz import fuzz, process
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import StringTranslation, Translation

from seoulsolution.core.differences import Piece, word_differences
from seoulsolution.core.visibility import is_public

from .segments import Segment, kept_as, shown

# In per cent: below it a translator is quicker without.
LEAST_LIKE = 70
SAME = 100
# Offered beside one passage.
MOST = 3
# Whoever has one of these on a page sees its drafts.
SEES_DRAFTS = ("change", "publish", "lock")


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a passage was translated as. `likeness` of its original to the present one in per cent, 100: the same.

    `changes`: from its original to the present one.
    """

    text: str
    likeness: int
    changes: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    source: str
    target: str
    context: int


def remembered(translation: Translation, segments: list[Segment], user: Any) -> dict[str, list[Remembered]]:
    """What is known by id of the segment, the likeliest first; the number of queries does not depend on how much.

    Only what was published or reviewed, and what `user` may see, is offered. Likeness is looked for where somebody has
    to translate: passages that are done get the same original only.
    """
    open_ones = [segment for segment in segments if segment.is_open]
    known = _known(translation, user, None if open_ones else {segment.string for segment in segments})
    by_source: dict[str, list[_Known]] = defaultdict(list)
    for row in known:
        by_source[row.source].append(row)
    found = {s.id: _offered(s, [(row, SAME) for row in by_source.get(_kept(s), [])]) for s in segments}
    alone = [segment for segment in open_ones if not found[segment.id]]
    for segment, rows in _alike(alone, by_source):
        found[segment.id] = _offered(segment, rows)
    return found


def _kept(segment: Segment) -> str:
    return kept_as(segment.source, rich=segment.is_rich)


def _alike(
    segments: list[Segment], by_source: dict[str, list[_Known]]
) -> Iterable[tuple[Segment, list[tuple[_Known, int]]]]:
    if not segments or not by_source:
        return
    sources = list(by_source)
    likeness = process.cdist(
        [_kept(segment) for segment in segments], sources, scorer=fuzz.ratio, score_cutoff=LEAST_LIKE, dtype=np.uint8
    )
    for segment, row in zip(segments, likeness, strict=True):
        best = [index for index in np.argsort(-row.astype(int), kind="stable")[: 2 * MOST] if row[index]]
        # What is not the same is not wholly alike, however it is rounded.
        yield segment, [(known, min(int(row[i]), SAME - 1)) for i in best for known in by_source[sources[i]]]


def _offered(segment: Segment, rows: list[tuple[_Known, int]]) -> list[Remembered]:
    offered: dict[str, Remembered] = {}
    for row, likeness in rows:
        text = shown(row.target, rich=segment.is_rich)
        if row.context == segment.context and likeness == SAME:
            continue
        if text not in offered and (text != segment.target or segment.is_open) and len(offered) < MOST:
            before = shown(row.source, rich=segment.is_rich)
            changes = [] if likeness == SAME else word_differences(before, segment.source)
            offered[text] = Remembered(text, likeness, changes)
    return list(offered.values())


def _known(translation: Translation, user: Any, strings: set[int] | None) -> Iterable[_Known]:
    """Every translation between the two languages that `user` may be offered; of these originals alone, if given."""
    rows = _finished(translation, strings)
    pages = ContentType.objects.get_for_model(Page).pk
    published = _published(translation)
    own: set[UUID] = set(
        page_permission_policy.instances_user_has_any_permission_for(user, SEES_DRAFTS)
        .filter(locale=translation.target_locale_id)
        .values_list("translation_key", flat=True)
    )
    for source, target, context, kind, key, saved_at, reviewed_at in rows:
        since, is_open_to_all = published.get(key, (None, False))
        is_published = since is not None and saved_at <= since
        is_reviewed = reviewed_at is not None and reviewed_at >= saved_at
        if kind != pages or (is_published and is_open_to_all) or ((is_published or is_reviewed) and key in own):
            yield _Known(source, target, context)


def _finished(translation: Translation, strings: set[int] | None) -> QuerySet[Any, Any]:
    rows = (
        StringTranslation.objects.filter(
            locale=translation.target_locale_id,
            translation_of__locale=translation.source.locale_id,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            has_error=False,
            context__isnull=False,
        )
        .exclude(Q(mark__behind__isnull=False) | Q(mark__is_unsure=True))
        .order_by("-updated_at")
    )
    if strings is not None:
        rows = rows.filter(translation_of__in=strings)
    return rows.values_list(
        *("translation_of__data", "data", "context", "context__object__content_type", "context__object"),
        *("updated_at", "mark__reviewed_at"),
    )


def _published(translation: Translation) -> dict[UUID, tuple[Any, bool]]:
    """By the key of each page that readers have: until when what was saved is published, and whether all may read it.

    Where nothing was changed since, everything that was saved is.
    """
    open_to_all = Page.objects.filter(is_public(), locale=translation.target_locale_id).values("pk")
    rows = (
        Page.objects.filter(live=True, locale=translation.target_locale_id)
        .annotate(is_open=Q(pk__in=open_to_all))
        .values_list("translation_key", "last_published_at", "has_unpublished_changes", "is_open")
    )
    latest = datetime.max.replace(tzinfo=UTC)
    return {key: (since if is_changed else latest, is_open) for key, since, is_changed, is_open in rows}

"""The translation memory: how the same passage, or one much like it, was translated elsewhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import StringTranslation, Translation

from seoulsolution.core.differences import Piece, word_differences
from seoulsolution.core.visibility import is_public

from .segments import Segment, kept_as, shown

# In per cent: below it a translator is quicker without.
LEAST_LIKE = 70
SAME = 100
# Offered beside one passage, and looked at for it: not all of them may be offered.
MOST = 3
CANDIDATES = 12
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
    string: int
    source: str
    target: str
    context: int


def remembered(translation: Translation, segments: list[Segment], user: Any) -> dict[str, list[Remembered]]:
    """What is known by id of the segment, the likeliest first; the number of queries does not depend on how much.

    Only what was published or reviewed, and what `user` may see, is offered, and whatever stands on the same page.
    Likeness is looked for where somebody has to translate: passages that are done get the same original only.
    """
    likeness = {segment.id: {segment.string: SAME} for segment in segments}
    for segment, strings in _alike(translation, [segment for segment in segments if segment.is_open]):
        likeness[segment.id] = strings | likeness[segment.id]
    wanted = {string for strings in likeness.values() for string in strings}
    known: dict[int, list[_Known]] = defaultdict(list)
    for row in _known(translation, user, wanted):
        known[row.string].append(row)
    return {segment.id: _offered(segment, likeness[segment.id], known) for segment in segments}


def _alike(translation: Translation, segments: list[Segment]) -> Iterable[tuple[Segment, dict[int, int]]]:
    """Originals like that of each segment: their likeness by the id of the string."""
    if not segments:
        return
    # Only here: whoever makes addresses of the admin, as the background worker does, needs neither.
    import numpy as np
    from rapidfuzz import fuzz, process

    rows = _finished(translation).order_by().values_list("translation_of", "translation_of__data").distinct()
    ids, texts = zip(*rows, strict=True) if rows else ((), ())
    wanted = [kept_as(segment.source, rich=segment.is_rich) for segment in segments]
    likeness = process.cdist(wanted, texts, scorer=fuzz.ratio, score_cutoff=LEAST_LIKE, dtype=np.uint8)
    for segment, row in zip(segments, likeness, strict=True):
        best = np.argsort(-row.astype(int), kind="stable")[:CANDIDATES]
        # What is not the same is not wholly alike, however it is rounded.
        yield segment, {ids[index]: min(int(row[index]), SAME - 1) for index in best if row[index]}


def _offered(segment: Segment, likeness: dict[int, int], known: dict[int, list[_Known]]) -> list[Remembered]:
    offered: dict[str, Remembered] = {}
    for string in sorted(likeness, key=lambda string: -likeness[string]):
        for row in known.get(string, []):
            text, is_same = shown(row.target, rich=segment.is_rich), string == segment.string
            if is_same and (row.context == segment.context or text == segment.target):
                continue
            before = shown(row.source, rich=segment.is_rich)
            changes = [] if is_same else word_differences(before, segment.source)
            offered.setdefault(text, Remembered(text, likeness[string], changes))
    return list(offered.values())[:MOST]


def _known(translation: Translation, user: Any, strings: set[int]) -> Iterable[_Known]:
    """The translations of these originals that `user` may be offered."""
    rows = _finished(translation).filter(translation_of__in=strings).order_by("-updated_at")
    pages = ContentType.objects.get_for_model(Page).pk
    published = _published(translation)
    own: set[UUID] = set(
        page_permission_policy.instances_user_has_any_permission_for(user, SEES_DRAFTS)
        .filter(locale=translation.target_locale_id)
        .values_list("translation_key", flat=True)
    )
    for string, source, target, context, kind, key, saved_at, reviewed_at in rows.values_list(
        *("translation_of", "translation_of__data", "data", "context"),
        *("context__object__content_type", "context__object", "updated_at", "mark__reviewed_at"),
    ):
        since, is_open_to_all = published.get(key, (None, False))
        is_published = since is not None and saved_at <= since
        is_reviewed = reviewed_at is not None and reviewed_at >= saved_at
        # What is no page is a term, which everybody sees; of the page itself, its drafts too.
        is_seen = kind != pages or key == translation.source.object_id or (is_published and is_open_to_all)
        if is_seen or ((is_published or is_reviewed) and key in own):
            yield _Known(string, source, target, context)


def _finished(translation: Translation) -> QuerySet[StringTranslation]:
    """Between the two languages, by people, without anything that somebody has to look at."""
    return StringTranslation.objects.filter(
        locale=translation.target_locale_id,
        translation_of__locale=translation.source.locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
        context__isnull=False,
    ).exclude(Q(mark__behind__isnull=False) | Q(mark__is_unsure=True))


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

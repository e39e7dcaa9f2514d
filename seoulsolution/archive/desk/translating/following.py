"""The original and its translations over time: what is to be translated, and what a changed original leaves behind."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from seoulsolution.core.pages import ArchivePage
from seoulsolution.core.publication import publications
from seoulsolution.core.translation_memory import Pair, Side, record_translations

from .models import TranslatedRevision, TranslationMark
from .own_words import keep_own_words

Passages = dict[int, list[int]]  # strings of each context, in their order


def revision_to_translate(page: Any) -> Revision | None:
    """What readers see or will see: the scheduled or the published revision, of a new page the latest."""
    return (
        page.scheduled_revision or page.live_revision if page.live else page.scheduled_revision or page.latest_revision
    )


def source_of(page: Any) -> TranslationSource | None:
    """The original of a translated page, or the page itself if it is translated from."""
    return TranslationSource.objects.filter(object_id=page.translation_key).select_related("locale").first()


def followed_revision(source: TranslationSource, page: Any) -> int | None:
    """The id of the revision of `page`, the original, that the translators have before them."""
    known: int | None = TranslatedRevision.objects.filter(source=source).values_list("revision", flat=True).first()
    if known is None and page.live_revision and page.live_revision.created_at <= source.last_updated_at:
        # Loaded from files with its translations.
        return int(page.live_revision_id)
    return known


def day_of(source: TranslationSource, original: Any) -> datetime | None:
    """When what the translators have before them becomes public, where that has a day. Translations take it over."""
    scheduled = original.scheduled_revision
    is_theirs = scheduled is not None and followed_revision(source, original) == scheduled.pk
    return scheduled.approved_go_live_at if is_theirs else None


def is_followed(source: TranslationSource, page: Any) -> bool:
    """Whether the translators have before them what is to be translated."""
    wanted = revision_to_translate(page)
    return wanted is None or followed_revision(source, page) == wanted.pk


@transaction.atomic
def follow(page: Any) -> TranslationSource:
    """Put before the translators what is to be translated of `page`, an original.

    A passage whose original was changed keeps its translation, marked as behind, until somebody has looked at it.
    """
    wanted = revision_to_translate(page)
    instance = wanted.as_object() if wanted else page
    before = source_of(page)
    passages = _passages(before) if before else {}
    record_translations([Pair(Side.of(instance), [])])
    source = TranslationSource.objects.get(object_id=page.translation_key, locale=page.locale)
    TranslatedRevision.objects.update_or_create(source=source, defaults={"revision": wanted})
    for translation in source.translations.select_related("target_locale"):
        keep_own_words(translation, instance)
        _leave_behind(translation, passages, _passages(source))
    return source


def _passages(source: TranslationSource) -> Passages:
    found: Passages = defaultdict(list)
    rows = StringSegment.objects.filter(source=source).order_by("order", "pk")
    for context, string in rows.values_list("context_id", "string_id"):
        found[context].append(string)
    return found


def _leave_behind(translation: Translation, before: Passages, after: Passages) -> None:
    """Give each changed passage the translation of what stood in its place, marked as behind."""
    rows = StringTranslation.objects.filter(
        locale_id=translation.target_locale_id, context__object_id=translation.source.object_id
    ).select_related("mark")
    known = {(row.context_id, row.translation_of_id): row for row in rows}
    now = timezone.now()
    for context, former, current in _replaced(before, after):
        row = known.get((context, former))
        if row is None or (context, current) in known:
            continue
        mark: TranslationMark | None = getattr(row, "mark", None)
        copy = StringTranslation.objects.create(
            translation_of_id=current,
            locale_id=row.locale_id,
            context_id=context,
            data=row.data,
            translation_type=row.translation_type,
            tool_name=row.tool_name,
            last_translated_by_id=row.last_translated_by_id,
        )
        still = mark if mark and mark.behind_id else None
        TranslationMark.objects.create(
            translation=copy,
            behind_id=still.behind_id if still else former,
            behind_since=still.behind_since if still else now,
        )


def _replaced(before: Passages, after: Passages) -> Iterable[tuple[int, int, int]]:
    """(context, former string, string now) for what was changed in place."""
    for context, strings in after.items():
        former = before.get(context, [])
        gone = [string for string in former if string not in strings]
        new = [string for string in strings if string not in former]
        yield from ((context, old, fresh) for old, fresh in zip(gone, new, strict=False))


def publications_since(original: Any, page: Any) -> list[Any]:
    """When the original was published after the revision that `page`, its translation, says; the earliest first.

    Where that is not known, as of what was loaded from files, after what is published of the translation was written.
    """
    log = publications().filter(page=original.pk)
    if page.source_revision is not None:
        log = log.filter(revision__gt=page.source_revision)
    elif page.live_revision is not None:
        log = log.filter(revision__created_at__gt=page.live_revision.created_at)
    else:
        return []
    return list(log.order_by("timestamp").values_list("timestamp", flat=True))


def translated_revision(original: Any, page: Any) -> Revision | None:
    """The publication of the original that `page`, its translation, says; None where it is not kept."""
    if page.source_revision is not None:
        return Revision.objects.filter(pk=page.source_revision).first()
    if page.live_revision is None:
        return None
    log = publications().filter(page=original.pk, revision__created_at__lte=page.live_revision.created_at)
    entry = log.order_by("-timestamp").select_related("revision").first()
    return entry.revision if entry else None


def _on_published(sender: type[Page], instance: Any, **kwargs: Any) -> None:
    if not issubclass(sender, ArchivePage) or instance.locale.language_code != settings.LANGUAGE_CODE:
        return
    source = source_of(instance)
    if source is not None and source.locale_id == instance.locale_id and source.translations.exists():
        follow(type(instance).objects.get(pk=instance.pk))


def connect() -> None:
    page_published.connect(_on_published, dispatch_uid="translators-follow-the-original")

"""Translations that an import brings: kept passage by passage, each with what stood there before."""

from collections.abc import Iterable
from typing import Any

from django.utils.dateparse import parse_datetime
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext
from wagtail_localize.strings import StringValue

from seoulsolution.core.segment_paths import field_path

from ..translating.models import TranslationMark
from ..translating.saving import keep_passage
from .words import MISSING, Leaf

KEPT = ("data", "translation_type", "tool_name", "last_translated_by_id")
MARKED = ("behind_id", "behind_since", "reviewed_at", "reviewed_by_id")
TIMES = ("behind_since", "reviewed_at")


def keep_texts(
    translation: Translation, page: Any, texts: Iterable[tuple[Leaf, str]], *, by: Any
) -> list[dict[str, Any]]:
    """Keep what each passage is to be. Returns for each its place, what it is now, and the row that was there."""
    done = []
    instance = page.get_latest_revision_as_object()
    for leaf, text in texts:
        string = String.from_value(translation.source.locale, StringValue(leaf.data))
        context, _is_new = TranslationContext.objects.get_or_create(
            object_id=translation.source.object_id,
            path=leaf.path,
            defaults={"field_path": field_path(instance, leaf.path)},
        )
        data = "" if text == MISSING else leaf.data_of(text)
        before = _row(translation, string.pk, context.pk)
        keep_passage(translation, string=string.pk, context=context.pk, data=data, by=by)
        done.append({"string": string.pk, "context": context.pk, "data": data, "before": _kept(before)})
    return done


def _row(translation: Translation, string: int, context: int) -> StringTranslation | None:
    found = StringTranslation.objects.filter(
        translation_of_id=string, context_id=context, locale_id=translation.target_locale_id
    )
    return found.select_related("mark").first()


def _kept(row: StringTranslation | None) -> dict[str, Any] | None:
    if row is None:
        return None
    mark: TranslationMark | None = getattr(row, "mark", None)
    kept = {name: getattr(row, name) for name in KEPT}
    kept["mark"] = {name: getattr(mark, name) for name in MARKED} if mark else None
    for name in TIMES if mark else ():
        kept["mark"][name] = kept["mark"][name].isoformat() if kept["mark"][name] else None
    return kept


def was_changed(translation: Translation, done: Iterable[dict[str, Any]]) -> bool:
    """Whether somebody has written another translation since."""
    for one in done:
        row = _row(translation, one["string"], one["context"])
        if (row.data if row else "") != one["data"]:
            return True
    return False


def restore_texts(translation: Translation, done: Iterable[dict[str, Any]], *, by: Any) -> None:
    """Put back what stood in each place before `keep_texts`, with who had written and checked it."""
    for one in done:
        before = one["before"]
        place = {"string": one["string"], "context": one["context"]}
        keep_passage(translation, **place, data=before["data"] if before else "", by=by)
        row = _row(translation, **place)
        if before is None or row is None:
            continue
        StringTranslation.objects.filter(pk=row.pk).update(**{name: before[name] for name in KEPT})
        mark = before["mark"]
        TranslationMark.objects.filter(translation=row).delete()
        if mark:
            times = {name: parse_datetime(mark[name]) if mark[name] else None for name in TIMES}
            TranslationMark.objects.create(translation=row, **{**mark, **times})

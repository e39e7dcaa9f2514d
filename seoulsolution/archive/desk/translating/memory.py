"""What was translated before: the same passage elsewhere."""

from collections.abc import Iterable

from wagtail_localize.models import StringTranslation, Translation

from .segments import Segment, shown


def remembered(translation: Translation, segments: Iterable[Segment]) -> dict[str, list[str]]:
    """Translations of the very same originals in other places, by id of the segment, with one query."""
    wanted: dict[int, list[Segment]] = {}
    for segment in segments:
        wanted.setdefault(segment.string, []).append(segment)
    rows = (
        StringTranslation.objects.filter(
            locale_id=translation.target_locale_id, translation_of_id__in=list(wanted), has_error=False
        )
        .exclude(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
        .exclude(mark__behind__isnull=False)
        .order_by("-updated_at")
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        for segment in wanted[row.translation_of_id]:
            text = shown(row.data, rich=segment.is_rich)
            texts = found.setdefault(segment.id, [])
            if row.context_id != segment.context and text != segment.target and text not in texts:
                texts.append(text)
    return found

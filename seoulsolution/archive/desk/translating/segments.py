"""The passages of a page as a translator meets them: original, translation, and how far it is."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy
from wagtail_localize.models import StringSegment, StringTranslation, TemplateSegment, Translation
from wagtail_localize.strings import StringValue

from seoulsolution.core.passages import is_without_own_letters

from .models import TranslationMark


class State(models.TextChoices):
    UNTRANSLATED = "untranslated", pgettext_lazy("passage", "untranslated")
    MACHINE = "machine", pgettext_lazy("passage", "machine draft")
    BEHIND = "behind", pgettext_lazy("passage", "behind the original")
    UNSURE = "unsure", pgettext_lazy("passage", "to be checked")
    TRANSLATED = "translated", pgettext_lazy("passage", "translated")
    REVIEWED = "reviewed", pgettext_lazy("passage", "reviewed")


# Tags within tags of one passage.
DEEPEST = 50
TAGS = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*?(/?)>")
# What somebody has to look at before the page is whole.
OPEN = (State.UNTRANSLATED, State.MACHINE, State.BEHIND, State.UNSURE)


@dataclass(frozen=True, slots=True)
class Segment:
    """`source`, `target`, `before`: as people write them; passages of rich text keep their tags. `order` on the page.

    `before`: the former original of a translation that is behind, `behind_since`: when it became that. `field`: name of
    the page's field or of its rows. `saved_at`: when the translation was last saved. `limit`: how many
    characters it may have.
    """

    string: int
    context: int
    path: str
    field: str
    section: str
    is_rich: bool
    source: str
    target: str
    state: State
    before: str = ""
    behind_since: datetime | None = None
    saved_at: datetime | None = None
    limit: int | None = None
    error: str = ""
    # In which the original is written, where that is not the language of its page.
    language: str = ""

    @property
    def id(self) -> str:
        """Of this original in this place: it stays when the passages of the page are read anew."""
        return f"{self.context}-{self.string}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def shown(data: str, *, rich: bool) -> str:
    """What stands in the box of a passage for what wagtail-localize keeps."""
    return data if rich else str(StringValue(data).render_text())


def kept_as(text: str, *, rich: bool) -> str:
    """What wagtail-localize keeps for what stands in the box of a passage."""
    clean = text.replace("\r\n", "\n").strip()
    return clean if rich else str(StringValue.from_plaintext(clean).data)


def is_balanced(html: str) -> bool:
    """Whether every tag that is opened is closed, in the right order, and none lies too deep.

    What reads it later would only guess, or give up.
    """
    found: list[str] = []
    for end, name, is_empty in TAGS.findall(html):
        if end and (not found or found.pop() != name.lower()):
            return False
        if not end and not is_empty and name.lower() != "br":
            found.append(name.lower())
            if len(found) > DEEPEST:
                return False
    return not found


def read_segments(translation: Translation) -> list[Segment]:
    """Every passage of the original in its order, with three queries. What stands twice in one place is one passage."""
    page = translation.source.get_source_instance()
    rows = list(
        StringSegment.objects.filter(source=translation.source)
        .select_related("context", "string")
        .order_by("order", "pk")
    )
    known = {(t.context_id, t.translation_of_id): t for t in translations(translation)}
    rich = set(TemplateSegment.objects.filter(source=translation.source).values_list("context_id", flat=True))
    once = {(row.context_id, row.string_id): row for row in rows}
    return [_segment(page, row, known.get(place), rich=row.context_id in rich) for place, row in once.items()]


def translations(translation: Translation) -> QuerySet[StringTranslation]:
    """What was ever translated for the page in this language, also of passages that are no longer there."""
    return StringTranslation.objects.filter(
        locale_id=translation.target_locale_id, context__object_id=translation.source.object_id
    ).select_related("mark__behind")


def _segment(page: Any, row: StringSegment, known: StringTranslation | None, *, rich: bool) -> Segment:
    mark: TranslationMark | None = getattr(known, "mark", None) if known else None
    name = row.context.path.split(".")[0]
    return Segment(
        string=row.string_id,
        context=row.context_id,
        path=row.context.path,
        field=name,
        section=section_name(page, name),
        is_rich=rich,
        source=shown(row.string.data, rich=rich),
        target=shown(known.data, rich=rich) if known else "",
        state=state_of(known, mark),
        before=shown(mark.behind.data, rich=rich) if mark and mark.behind else "",
        behind_since=mark.behind_since if mark and mark.behind else None,
        saved_at=known.updated_at if known else None,
        limit=_limit(page, row.context.path),
        language=told_in(page, name, row.string.data),
        error=(known.get_error() or "") if known else "",
    )


def state_of(known: StringTranslation | None, mark: TranslationMark | None) -> State:
    if known is None:
        return State.UNTRANSLATED
    if known.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE:
        return State.MACHINE
    if mark and mark.behind_id:
        return State.BEHIND
    if mark and mark.is_unsure:
        return State.UNSURE
    is_reviewed = mark and mark.reviewed_at and mark.reviewed_at >= known.updated_at
    return State.REVIEWED if is_reviewed else State.TRANSLATED


def _limit(page: Any, path: str) -> int | None:
    """Of the field of the page, or of its row (`milestones.<key>.text`)."""
    name, *rest = path.split(".")
    field = page._meta.get_field(name)
    if field.one_to_many:
        field = field.related_model._meta.get_field(rest[-1])
    return getattr(field, "max_length", None)


def told_in(page: Any, field: str, text: str) -> str:
    """The language of a passage that others wrote in their own; empty where it is said in that of the page."""
    language: str = page.told_in(field) if hasattr(page, "told_in") else ""
    return language if is_without_own_letters(text, page.locale.language_code) else ""


def section_name(page: Any, name: str) -> str:
    """What the editor calls the part of the page: that of the field, or of the rows."""
    field = page._meta.get_field(name)
    if field.one_to_many:
        return str(field.related_model._meta.verbose_name_plural)
    return str(field.verbose_name)

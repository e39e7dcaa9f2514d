"""What translators do: begin, save, hand in. Each is one transaction; nothing here publishes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import slug_re
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, TaskState
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
    validate_translation_links,
)
from wagtail_localize.strings import StringValue

from seoulsolution.core.pages import NOTE

from ...front.models import HomePage
from ..belonging import ROOTS, office_of
from ..offices import prepare_desk
from ..roles import Role, membership
from ..workflows import Way
from .following import day_of, follow, followed_revision
from .models import TranslationMark
from .own_note import note_fault, own_note, with_its_note
from .own_words import keep_own_words
from .segments import OPEN, Segment, State, is_balanced, kept_as, read_segments, state_of, translations

# Of a home page, whose address is its language: the only address that is translated.
ADDRESS = "slug"
MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL


@dataclass(frozen=True, slots=True)
class Entry:
    """What a translator left in the box of a passage. `seen`: what stood in it when it was shown to them.

    `is_confirmed`: it is right as it stands; `is_unsure`: somebody has yet to look at it.
    """

    text: str
    seen: str
    is_confirmed: bool = False
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a passage was not saved. `text`: what was written; `other`: what somebody else wrote there meanwhile."""

    message: str
    text: str
    other: str = ""


def may_translate(page: Any, user: Any) -> bool:
    """Whether somebody translates pages of the office that `page` belongs to."""
    return bool(user.is_superuser or membership(user).has(Role.TRANSLATOR, office_of(page)))


@transaction.atomic
def begin_translation(*, page: Any, locale: Locale, by: Any) -> Any:
    """Make a draft of `page`, an original, in another language; returns the draft. Nobody sees it but staff."""
    if not may_translate(page, by):
        raise PermissionDenied
    above = page.get_parent()
    parent = above if above.is_root() else above.get_translation_or_none(locale)
    if parent is None or parent.alias_of_id:
        raise ValidationError(_("Translate the page above first: “%(title)s”.") % {"title": above.title})
    return make_translation(page=page, locale=locale, by=by)


def make_translation(*, page: Any, locale: Locale, by: Any) -> Any:
    """The draft of `page` in another language, without asking who may. The page above it is there already."""
    source = follow(page)
    translation, _is_new = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    keep_own_words(translation, source.get_source_instance())
    if isinstance(page, HomePage):
        _name_after_language(source, locale, by)
    draft, _is_new = source.create_or_update_translation(locale, user=by, publish=False, fallback=True)
    if isinstance(page, ROOTS):
        # On the draft, too, those who translate below it have their part.
        prepare_desk()
    return draft.specific


def _name_after_language(source: TranslationSource, locale: Locale, by: Any) -> None:
    address = StringSegment.objects.filter(source=source, context__path=ADDRESS).first()
    if address is not None:
        StringTranslation.objects.get_or_create(
            translation_of_id=address.string_id,
            context_id=address.context_id,
            locale=locale,
            defaults={"data": locale.language_code, "translation_type": MANUAL, "last_translated_by": by},
        )


@transaction.atomic
def save_translation(
    *, translation: Translation, entries: Mapping[str, Entry], by: Any, note: str | None = None
) -> dict[str, Fault]:
    """Keep what was written, by id of the segment, and make a revision of the page. Returns what was not kept.

    `note`: what is corrected in the translation alone, under the name of its field among the faults.
    """
    segments = read_segments(translation)
    faults = _of_former_originals(segments, entries)
    note, changed = _new_note(translation, note, faults)
    for segment in segments:
        entry = entries.get(segment.id)
        if entry is None:
            continue
        if fault := _fault(segment, entry):
            faults[segment.id] = fault
        elif _is_new(segment, entry):
            _keep(translation, segment, entry, by)
            changed = True
    if changed:
        make_draft(translation, by=by, note=note)
    return faults


def _new_note(translation: Translation, note: str | None, faults: dict[str, Fault]) -> tuple[str | None, bool]:
    """The note to keep, None for the one that stands there, and whether it is another one."""
    page = translation.get_target_instance()
    if note is None or (fault := note_fault(page, _normal(note))):
        faults |= {NOTE: Fault(fault, note)} if note is not None else {}
        return None, False
    return _normal(note), _normal(note) != own_note(page, translated="")


def _of_former_originals(segments: list[Segment], entries: Mapping[str, Entry]) -> dict[str, Fault]:
    """What was written for an original that was changed meanwhile, by the id of the passage in its place now.

    Where nothing stands in its place, by its former id.
    """
    ids = {segment.id for segment in segments}
    places = {str(segment.context): segment for segment in segments}
    faults = {}
    for key, entry in entries.items():
        if key in ids or _normal(entry.text) == _normal(entry.seen):
            continue
        now = places.get(key.partition("-")[0])
        message = _("The original of this passage was changed while you wrote. Yours is kept in the box.")
        if now is None:
            message = _("The original of this passage was removed while you wrote.")
        faults[now.id if now else key] = Fault(message, entry.text)
    return faults


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _is_new(segment: Segment, entry: Entry) -> bool:
    if entry.is_unsure and not segment.is_open:
        return True
    return _normal(entry.text) != _normal(segment.target) or (entry.is_confirmed and segment.is_open)


def _fault(segment: Segment, entry: Entry) -> Fault | None:
    text = _normal(entry.text)
    if text == _normal(segment.target):
        return None
    if _normal(entry.seen) != _normal(segment.target):
        message = _("Somebody else has changed this passage meanwhile. Yours is kept in the box; theirs stands below.")
        return Fault(message, entry.text, segment.target)
    message = text_fault(segment, text)
    return Fault(message, entry.text) if message else None


def text_fault(segment: Segment, text: str) -> str:
    """Why `text` cannot be the translation of a passage, empty where it can."""
    if segment.limit and len(text) > segment.limit:
        message = _("It is %(length)d characters long; at most %(most)d are possible.")
        return message % {"length": len(text), "most": segment.limit}
    if segment.path == ADDRESS and text and not slug_re.fullmatch(text):
        return _("This is a part of an address: Latin letters, digits, hyphens and underscores only.")
    if segment.is_rich and text:
        if not is_balanced(text):
            return _("A tag is not closed, or closed that was not opened, or they are nested too deep.")
        try:
            StringValue.from_translated_html(text)
            validate_translation_links(segment.source, text)
        except ValueError as error:
            return str(error.args[0])
    return ""


def _keep(translation: Translation, segment: Segment, entry: Entry, by: Any) -> None:
    data = kept_as(entry.text, rich=segment.is_rich)
    unsure = segment.state if entry.is_unsure else None
    keep_passage(translation, string=segment.string, context=segment.context, data=data, by=by, unsure=unsure)


def keep_passage(
    translation: Translation, *, string: int, context: int, data: str, by: Any, unsure: State | None = None
) -> None:
    """What somebody wrote for an original in a place: `data` as wagtail-localize keeps it, empty for nothing.

    `unsure`: the state in which a passage stays whose writer was not sure of it; None where they were.
    The original may be one of a draft: what was kept for it is there when the draft is published.
    """
    place = {
        "translation_of_id": string,
        "locale_id": translation.target_locale_id,
        "context_id": context,
    }
    if not data:
        for row in StringTranslation.objects.filter(**place):
            row.delete()
        return
    row, _is_new = StringTranslation.objects.update_or_create(
        **place,
        defaults={
            "data": data,
            **({} if unsure == State.MACHINE else {"translation_type": MANUAL, "tool_name": ""}),
            "last_translated_by": by,
            "has_error": False,
            "field_error": "",
        },
    )
    TranslationMark.objects.update_or_create(
        translation=row,
        defaults={
            **({} if unsure == State.BEHIND else {"behind": None, "behind_since": None}),
            "is_unsure": unsure is not None,
            "reviewed_at": None,
            "reviewed_by": None,
        },
    )


def make_draft(translation: Translation, *, by: Any, note: str | None = None) -> Any:
    """A revision of the translated page with what is translated so far; what readers see is not touched.

    `note`: what is corrected in the translation alone, where somebody has said it anew.
    """
    source = translation.source
    original = source.get_source_instance()
    page = source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    page = with_its_note(page, new=note)
    page.source_revision = followed_revision(source, original)
    page.go_live_at = day_of(source, original)
    translation.translations_last_updated_at = timezone.now()
    translation.save(update_fields=["translations_last_updated_at"])
    return page.save_revision(user=by, clean=False, log_action=True)


def draft_of_present_original(translation: Translation, *, page: Any, by: Any) -> None:
    """Make a revision of `page`, a translation, where its latest says an older original than the translators have, or
    has another day.

    It is so where nothing had to be written: passages were removed, or had been translated before.
    """
    source = translation.source
    original = source.get_source_instance()
    latest = page.get_latest_revision_as_object()
    if (latest.source_revision, latest.go_live_at) != (followed_revision(source, original), day_of(source, original)):
        make_draft(translation, by=by)


def keep_the_day(translation: Translation, *, page: Any, by: Any) -> None:
    """Give the latest draft of `page`, a translation, the day that its original has now. What it says stays."""
    source = translation.source
    day = day_of(source, source.get_source_instance())
    latest = page.get_latest_revision_as_object()
    if latest.go_live_at != day:
        latest.go_live_at = day
        latest.save_revision(user=by, clean=False)


def mark_reviewed(task_state: TaskState, *, by: Any) -> None:
    """Remember of every passage that somebody has checked it."""
    page = task_state.workflow_state.content_object
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    ).first()
    if translation is None:
        return
    now = timezone.now()
    for row in translations(translation):
        mark: TranslationMark | None = getattr(row, "mark", None)
        if state_of(row, mark) not in OPEN:
            TranslationMark.objects.update_or_create(translation=row, defaults={"reviewed_at": now, "reviewed_by": by})


def connect() -> None:
    from wagtail.signals import task_approved

    def on_approved(sender: Any, instance: Any, user: Any, **kwargs: Any) -> None:
        task = instance.task.specific
        if (getattr(task, "way", ""), getattr(task, "role", "")) == (Way.TRANSLATED, Role.REVIEWER):
            mark_reviewed(instance, by=user)

    task_approved.connect(on_approved, weak=False, dispatch_uid="reviewed-translations")

"""Drafts by a machine, off unless the site's settings name one: for passages that nobody has translated.

The machine is a translator of wagtail-localize (`BaseMachineTranslator`). It is named in a setting of our own: under
wagtail-localize's own name its editor of terms, which have no drafts, would offer it too.
"""

import logging
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.module_loading import import_string
from wagtail.log_actions import log
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue

from seoulsolution.core.passages import foreign_language

from .saving import make_draft, may_translate, text_fault
from .segments import Segment, State, kept_as, read_segments, shown
from .terms import TermBook

logger = logging.getLogger(__name__)

# Passages in one request: a service has a time within which it must answer.
AT_ONCE = 25


class NoAnswer(Exception):
    """The service did not answer, or not with translations. Nothing was kept."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """How many passages were drafted, how many the service left out or spoilt, and terms that it calls otherwise."""

    passages: int = 0
    unusable: int = 0
    other_terms: int = 0


def machine() -> BaseMachineTranslator | None:
    """The machine that the settings name."""
    name = settings.MACHINE_TRANSLATION["CLASS"]
    return import_string(name)(settings.MACHINE_TRANSLATION["OPTIONS"]) if name else None


def check_machine(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A name that leads nowhere is told when the site starts, not when a translator asks for drafts."""
    try:
        found = machine()
    except (ImportError, TypeError, ValueError, KeyError) as error:
        return [Error(f"MACHINE_TRANSLATION cannot be made: {error}", id="archive.E001")]
    if found is not None and not isinstance(found, BaseMachineTranslator):
        return [Error("MACHINE_TRANSLATION is no translator of wagtail-localize.", id="archive.E001")]
    return []


def machine_for(translation: Translation) -> BaseMachineTranslator | None:
    """The machine, if there is one that knows both languages."""
    found = machine()
    knows = found is not None and found.can_translate(translation.source.locale, translation.target_locale)
    return found if knows else None


def draft_untranslated(*, translation: Translation, page: Any, by: Any) -> Drafted:
    """Fill the passages that nobody has translated, in the state of a machine draft. Raises NoAnswer.

    The service is asked outside of any transaction: it may take its time.
    """
    translator = machine_for(translation)
    if translator is None or not may_translate(page, by):
        raise PermissionDenied
    empty = [segment for segment in read_segments(translation) if segment.state == State.UNTRANSLATED]
    answers = _asked(translator, translation, empty)
    usable = {segment: answers[segment.id] for segment in empty if _is_usable(segment, answers, translation)}
    with transaction.atomic():
        kept = [s for s, text in usable.items() if _keep(translation, s, text, translator.display_name, by)]
        if kept:
            make_draft(translation, by=by)
            data = {"machine": str(translator.display_name), "passages": len(kept)}
            log(instance=page, action="desk.machine_draft", user=by, data=data)
    book = TermBook.read(translation.source.locale.language_code, translation.target_locale.language_code)
    others = sum(not hint.is_used for segment in kept for hint in book.hints(segment.source, usable[segment]))
    return Drafted(len(kept), len(empty) - len(usable), others)


def _asked(translator: BaseMachineTranslator, translation: Translation, segments: list[Segment]) -> dict[str, str]:
    """What the service says, by the id of the segment, as it stands in the box."""
    answers: dict[str, str] = {}
    for start in range(0, len(segments), AT_ONCE):
        batch = segments[start : start + AT_ONCE]
        asked = {segment.id: StringValue(kept_as(segment.source, rich=segment.is_rich)) for segment in batch}
        try:
            said = translator.translate(
                translation.source.locale, translation.target_locale, list(dict.fromkeys(asked.values()))
            )
            answers |= {s.id: shown(said[asked[s.id]].data, rich=s.is_rich) for s in batch if asked[s.id] in said}
        except Exception as error:  # classes of others raise what they like
            logger.exception("the machine translation did not answer")
            raise NoAnswer(str(translator.display_name)) from error
    return answers


def _is_usable(segment: Segment, answers: dict[str, str], translation: Translation) -> bool:
    """Whether it is a translation at all: not empty, not the original, with markup that a passage can hold."""
    text = answers.get(segment.id, "").strip()
    return bool(
        text
        and text != segment.source
        and not foreign_language(text, translation.target_locale.language_code)
        and not text_fault(segment, text)
    )


def _keep(translation: Translation, segment: Segment, text: str, name: Any, by: Any) -> bool:
    """Whether it was kept: what somebody has written meanwhile stays."""
    _row, is_new = StringTranslation.objects.get_or_create(
        translation_of_id=segment.string,
        locale_id=translation.target_locale_id,
        context_id=segment.context,
        defaults={
            "data": kept_as(text, rich=segment.is_rich),
            "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
            "tool_name": str(name)[:255],
            "last_translated_by": by,
        },
    )
    return is_new


def connect() -> None:
    register(check_machine)

"""The translators' page: every passage of a page beside its original."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from seoulsolution.core.differences import Piece, word_differences
from seoulsolution.core.pages import NOTE
from seoulsolution.core.versions import Change, changes_between

from ..changes import lacks_note, returned_before
from ..changes import since as since_of_page
from ..guidance import WITHOUT_NOTE, returned_step, tell_hindrances, tell_note_is_asked_for, why_called_off
from ..guidance import said_of as said_of_step
from ..steps import WITHOUT_WORDS, StepView, hand_in, lacks_words, refusal
from ..withdrawing import was_called_off
from ..workflows import leads_to_readers
from .following import (
    day_of,
    follow,
    is_followed,
    publications_since,
    revision_to_translate,
    translated_revision,
)
from .machine import Drafted, NoAnswer, draft_untranslated, machine_for
from .memory import Remembered, remembered
from .own_note import own_note
from .saving import (
    Entry,
    Fault,
    begin_translation,
    draft_of_present_original,
    keep_the_day,
    may_translate,
    save_translation,
)
from .segments import Segment, State, read_segments
from .terms import TermBook, TermHint

BOX = re.compile(r"text-(\d{1,18}-\d{1,18})")


@dataclass(frozen=True, slots=True)
class Row:
    """A passage on the translators' page. `text`: what stands in its box."""

    segment: Segment
    text: str
    fault: Fault | None
    terms: list[TermHint]
    memory: list[Remembered]
    changes: list[Piece] = field(default_factory=list)
    label: str = ""

    @property
    def lines(self) -> int:
        """How high the box is: about as high as its text, or as one that is twice as long as a Korean original."""
        return min(max(2, max(len(self.text), 2 * len(self.segment.source)) // 50 + 2), 14)


def translation_of(page: Page) -> Translation:
    return get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"),
        source__object_id=page.translation_key,
        target_locale=page.locale_id,
        enabled=True,
    )


class TranslationView(View):
    """Reads and takes the passages of one page in one language."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        self.translation = translation_of(self.page)
        self.original = self.translation.source.get_source_instance()
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        lock = self.page.get_lock()
        self.lock = lock if lock and lock.for_user(request.user) else None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.lock and "step" in request.POST:
            return self.step(request)
        if self.lock:
            messages.error(request, self.lock.get_message(request.user) or _("The page is locked."))
            return self.shown(request, entries=read_entries(request.POST), status=409)
        if "follow" in request.POST:
            follow(self.original)
            messages.success(request, _("The passages are those of the present original."))
            return redirect(self.address)
        entries = read_entries(request.POST)
        note = request.POST.get("note")
        faults = save_translation(translation=self.translation, entries=entries, by=request.user, note=note)
        if faults:
            return self.refuse(request, entries, faults)
        if "machine" in request.POST:
            return self.draft_by_machine(request)
        if "submit" in request.POST:
            return self.submit(request)
        if "step" in request.POST:
            return self.step(request)
        messages.success(request, _("The translation is saved. Readers do not see it yet."))
        return redirect(self.address)

    @property
    def address(self) -> str:
        return reverse("desk:translation", args=[self.page.pk])

    def refuse(self, request: HttpRequest, entries: Mapping[str, Entry], faults: Mapping[str, Fault]) -> HttpResponse:
        number = len(faults)
        text = ngettext("%(n)d passage was not saved.", "%(n)d passages were not saved.", number)
        messages.error(request, text % {"n": number})
        return self.shown(request, entries=entries, faults=faults, status=400)

    def draft_by_machine(self, request: HttpRequest) -> HttpResponse:
        """What was typed is saved already. A service that does not answer leaves everything as it was."""
        try:
            drafted = draft_untranslated(translation=self.translation, page=self.page, by=request.user)
        except NoAnswer as error:
            message = _("%(service)s does not answer: no draft was made. What you typed is saved. Try again later.")
            messages.error(request, message % {"service": error})
            return self.shown(request, status=502)
        for tell, text in said_of(drafted):
            tell(request, text)
        return redirect(self.address)

    def submit(self, request: HttpRequest) -> HttpResponse:
        """Hand the page in for review, if nothing is left open."""
        left = [segment for segment in read_segments(self.translation) if segment.is_open]
        if left:
            text = ngettext("%(n)d passage is still open.", "%(n)d passages are still open.", len(left))
            first = messages.button(f"#passage-{left[0].id}", _("Go to the first"))
            messages.error(request, text % {"n": len(left)} + " " + _("A page is handed in whole."), buttons=[first])
            return redirect(self.address)
        page = self.page
        workflow = page.get_workflow()
        if workflow is None or page.workflow_in_progress:
            messages.error(request, _("The page is in review already, or no workflow holds for it."))
            return redirect(self.address)
        draft_of_present_original(self.translation, page=page, by=request.user)
        page = type(page).objects.get(pk=page.pk)
        if lacks_note(page):
            return self.refuse_without_note(request)
        hand_in(page, request.user)
        messages.success(request, _("The translation is handed in for review."))
        tell_hindrances(request, page.get_latest_revision_as_object())
        return redirect(self.address)

    def refuse_without_note(self, request: HttpRequest) -> HttpResponse:
        """What was typed is saved already."""
        tell_note_is_asked_for(request, box="note")
        return self.shown(request, faults={NOTE: Fault(str(WITHOUT_NOTE), "")}, status=400)

    def step(self, request: HttpRequest) -> HttpResponse:
        """Take the step of the workflow that the button says. What was typed before is saved already."""
        name, state = request.POST["step"], self.page.current_workflow_task_state
        refused = refusal(self.page, name, request.user)
        if state is None or refused:
            messages.warning(request, refused)
            return redirect("wagtailadmin_home")
        if lacks_words(self.page, name, request.POST):
            messages.error(request, WITHOUT_WORDS)
            return self.shown(request, status=400)
        if name == "approve":
            keep_the_day(self.translation, page=self.page, by=request.user)
        response: HttpResponse = StepView.as_view()(
            request, page_id=self.page.pk, action_name=name, task_state_id=state.pk
        )
        return response

    def shown(
        self,
        request: HttpRequest,
        *,
        entries: Mapping[str, Entry] | None = None,
        faults: Mapping[str, Fault] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        segments, faults = read_segments(self.translation), dict(faults or {})
        note_fault = faults.pop(NOTE, None)
        rows = self.rows(request.user, segments, entries or {}, faults)
        sections = by_section(rows)
        progress = progress_of(segments)
        return render(
            request,
            "desk/translation.html",
            {
                "page": self.page,
                "original": self.original,
                "source_language": self.translation.source.locale,
                "target_language": self.translation.target_locale,
                "sections": sections,
                "behind": list(behind(sections)),
                **progress,
                "lost": [fault for key, fault in faults.items() if key not in {s.id for s in segments}],
                "note": self.note(request, segments),
                "note_fault": note_fault,
                "publications_since": publications_since(self.original, self.page),
                "changes": self.changes(),
                "day": day_of(self.translation.source, self.original),
                "has_changes": since_of_page(self.page) is not None,
                "is_followed": is_followed(self.translation.source, self.original),
                "lock_message": self.lock.get_message(request.user) if self.lock else "",
                "is_locked": self.lock is not None,
                **self.review(request.user),
                "can_draft": self.can_draft(request.user) and any(s.state == State.UNTRANSLATED for s in segments),
                "can_submit": may_translate(self.page, request.user) and not self.page.workflow_in_progress,
            },
            status=status,
        )

    def review(self, user: Any) -> dict[str, Any]:
        """The step at which the page is, what the user may do with it, and what was said when it came back."""
        return {
            "task": self.page.current_workflow_task_state,
            "actions": self.actions(user),
            "returned": self.returned(),
            "returned_before": self.returned_before(user),
        }

    def note(self, request: HttpRequest, segments: list[Segment]) -> str | None:
        """What stands in the box for a correction of the translation alone; None where there is no such box."""
        translated = next((found.target or found.source for found in segments if found.path == NOTE), "")
        kept = own_note(self.page, translated=translated)
        return None if kept is None else request.POST.get("note", kept)

    def changes(self) -> list[Change] | None:
        """What the original tells or will tell otherwise than when it was translated, figures among it."""
        before, after = translated_revision(self.original, self.page), revision_to_translate(self.original)
        if before is None or after is None or before.pk == after.pk:
            return None
        return changes_between(self.original, before, after)

    def can_draft(self, user: Any) -> bool:
        """Whether a machine is there to draft passages for the user."""
        return self.lock is None and may_translate(self.page, user) and machine_for(self.translation) is not None

    def actions(self, user: Any) -> list[tuple[str, Any]]:
        """What the user may do with the step that the page is at: name and label. The last approval publishes."""
        task = self.page.current_workflow_task
        if task is None:
            return []
        labels = {}
        if leads_to_readers(self.page):
            labels["approve"] = (
                _("Approve and schedule")
                if day_of(self.translation.source, self.original)
                else _("Approve and publish")
            )
        return [(name, labels.get(name, label)) for name, label, _modal in task.get_actions(self.page, user)]

    def returned(self) -> str:
        """Who sent the page back and what has to be changed, or why its review is over, until it is handed in again."""
        if was_called_off(self.page):
            return why_called_off(self.page)
        step = returned_step(self.page)
        return said_of_step(step) if step else ""

    def returned_before(self, user: Any) -> str:
        """What was asked for before, to whoever has the same step again."""
        step, task = returned_before(self.page), self.page.current_workflow_task
        is_theirs = step is not None and task is not None and step.task_id == task.pk and self.actions(user)
        return said_of_step(step) if step and is_theirs else ""

    def rows(
        self, user: Any, segments: list[Segment], entries: Mapping[str, Entry], faults: Mapping[str, Fault]
    ) -> list[Row]:
        book = TermBook.read(self.translation.source.locale.language_code, self.page.locale.language_code)
        memory = remembered(self.translation, segments, user)
        rows = []
        for segment in segments:
            fault, entry = faults.get(segment.id), entries.get(segment.id)
            text = fault.text if fault else entry.text if entry else segment.target
            changes = word_differences(segment.before, segment.source) if segment.before else []
            # The terms are those of the language of the page: what is written in another has none.
            hints = [] if segment.language else book.hints(segment.source, text)
            rows.append(Row(segment, text, fault, hints, memory.get(segment.id, []), changes))
        return rows


def said_of(drafted: Drafted) -> Iterator[tuple[Callable[..., None], str]]:
    """(how to tell it, message) for what a machine did."""
    if drafted.passages:
        text = ngettext("%(n)d passage was drafted.", "%(n)d passages were drafted.", drafted.passages)
        yield messages.success, text % {"n": drafted.passages} + " " + _("Each needs a person who checks it.")
    if drafted.other_terms:
        text = ngettext(
            "%(n)d term of the glossary is translated otherwise; it is marked beside its passage.",
            "%(n)d terms of the glossary are translated otherwise; they are marked beside their passages.",
            drafted.other_terms,
        )
        yield messages.warning, text % {"n": drafted.other_terms}
    if drafted.unusable:
        text = ngettext(
            "%(n)d passage stays untranslated: what the service gave for it cannot be used.",
            "%(n)d passages stay untranslated: what the service gave for them cannot be used.",
            drafted.unusable,
        )
        yield messages.warning, text % {"n": drafted.unusable}
    if drafted == Drafted():
        yield messages.warning, _("There is no passage left to draft.")


def progress_of(segments: list[Segment]) -> dict[str, Any]:
    """How far the passages are, and since when the first of them is behind the original.

    `states`: (state, how many, id of the first where somebody has to translate).
    """
    counts = Counter(segment.state for segment in segments)
    first = {segment.state: segment.id for segment in reversed(segments) if segment.is_open}
    return {
        "behind_since": min((segment.behind_since for segment in segments if segment.behind_since), default=None),
        "states": [(State(state), counts[state], first.get(state, "")) for state in State if counts[state]],
        "done": sum(not segment.is_open for segment in segments),
        "total": len(segments),
    }


def behind(sections: list[tuple[str, list[Row]]]) -> Iterator[tuple[int, str, int]]:
    """(place on the page from 1, name, how many) of the parts with passages that are behind the original."""
    for place, (name, rows) in enumerate(sections, 1):
        number = sum(row.segment.state == State.BEHIND for row in rows)
        if number:
            yield place, name, number


def by_section(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Rows under the part of the page to which they belong, in the order of the parts."""
    sections: dict[str, list[Row]] = {}
    for row in rows:
        sections.setdefault(row.segment.section, []).append(row)
    return list(sections.items())


def read_entries(posted: Mapping[str, str]) -> dict[str, Entry]:
    """Boxes are called `text-<id>`, what was seen in them `seen-<id>`, the ticks `right-<id>` and `unsure-<id>`."""
    entries = {}
    for name, text in posted.items():
        box = BOX.fullmatch(name)
        if box:
            entries[box[1]] = Entry(
                text=text,
                seen=posted.get(f"seen-{box[1]}", ""),
                is_confirmed=f"right-{box[1]}" in posted,
                is_unsure=f"unsure-{box[1]}" in posted,
            )
    return entries


class BeginView(View):
    """Asks for the language, and makes the draft."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if self.page.is_root() or not may_translate(self.page, request.user):
            raise PermissionDenied
        have = self.page.get_translations(inclusive=True).exclude(alias_of__isnull=False).values("locale")
        self.locales = Locale.objects.exclude(pk__in=have)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return render(request, "desk/begin_translation.html", {"page": self.page, "locales": self.locales})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        locale = get_object_or_404(self.locales, language_code=request.POST.get("language", ""))
        try:
            draft = begin_translation(page=self.page, locale=locale, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("wagtailadmin_explore", self.page.get_parent().pk)
        return redirect("desk:translation", draft.pk)

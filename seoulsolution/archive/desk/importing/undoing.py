"""Undoing an import as one action, for as long as nobody has changed the pages since."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision, WorkflowState
from wagtail_localize.models import Translation

from ..translating.following import follow
from ..translating.saving import make_draft
from . import snippets
from .columns import ID
from .hindrances import IN_PROGRESS
from .models import ImportRow, MaterialImport
from .passages import restore_texts, was_changed
from .tables import Table


@dataclass(frozen=True)
class Kept:
    """A row that is not undone, and why."""

    row: ImportRow
    title: str
    reason: str


class NotUndone(Exception):
    """Nothing was changed. `kept`: rows that cannot be undone, those of the others can."""

    def __init__(self, kept: list[Kept], others: int) -> None:
        super().__init__()
        self.kept, self.others = kept, others


def undo(*, material: MaterialImport, by: Any, partly: bool = False) -> int:
    """Take back what the import has written; returns of how many pages or snippets. Raises NotUndone.

    `partly`: what can be undone is, the rest stays.
    """
    with transaction.atomic():
        fresh = MaterialImport.objects.select_for_update().get(pk=material.pk)
        undone, kept = what_can_be_undone(material=fresh, by=by)
        if not undone or (kept and not partly):
            raise NotUndone(kept, len(undone))
        # Backwards: what was made last is taken away first.
        for row in reversed(undone):
            _undo_row(fresh.table, row, by)
            row.done = None
        ImportRow.objects.bulk_update(undone, ["done"], batch_size=500)
        if not kept:
            fresh.undone_at = timezone.now()
            fresh.save(update_fields=["undone_at"])
        log(
            instance=fresh,
            action="archive.import_undone",
            user=by,
            data={"table": fresh.table.name, "rows": len(undone)},
        )
        return len(undone)


def what_can_be_undone(*, material: MaterialImport, by: Any) -> tuple[list[ImportRow], list[Kept]]:
    """The rows of which the person can take back what they have written, and those that stay."""
    rows = list(material.rows.exclude(done=None)) if material.confirmed_at and not material.undone_at else []
    kept = [Kept(row, title_of(row), reason) for row in rows if (reason := reason_to_keep(material.table, row, by))]
    stay = {one.row.pk for one in kept}
    return [row for row in rows if row.pk not in stay], kept


def is_made(row: ImportRow) -> bool:
    """Whether what a row tells was not there before: undoing deletes it."""
    done: dict[str, Any] = row.done or {}
    if "snippets" in done:
        return all(before is None for before in done["snippets"].values())
    return bool(done["is_new"])


def title_of(row: ImportRow) -> str:
    page = Page.objects.filter(pk=(row.done or {}).get("page")).first()
    return page.get_admin_display_title() if page else str(row.cells.get(ID, ""))


def reason_to_keep(table: Table, row: ImportRow, by: Any) -> str:
    """Why a row cannot be undone; empty where it can."""
    done: dict[str, Any] = row.done or {}
    if "snippets" in done:
        return snippets.reason_to_keep(done, table.model, by)
    for one in (done, *done["translations"].values()):
        if reason := _reason(one, by):
            return reason
    return ""


def _reason(done: dict[str, Any], by: Any) -> str:
    if done.get("revision") is None and not done.get("strings"):
        return ""
    page = Page.objects.filter(pk=done["page"]).first()
    if page is None:
        return _("The page was deleted since.")
    if not page.permissions_for_user(by).can_edit():
        return _("You may no longer change it.")
    if _was_published(page, done):
        return _("The page was published since.")
    if done["revision"] is not None and page.latest_revision_id != done["revision"]:
        return _("The page was changed since.")
    if page.locked or _is_in_review(page):
        return _("The page is locked or in review.")
    if done.get("strings") and was_changed(_translation(page), done["strings"]):
        return _("The translation was changed since.")
    return ""


def _was_published(page: Page, done: dict[str, Any]) -> bool:
    if done["is_new"] and page.live:
        return True
    return done["revision"] is not None and (page.live_revision_id or 0) >= done["revision"]


def _is_in_review(page: Page) -> bool:
    states = WorkflowState.objects.filter(base_content_type=ContentType.objects.get_for_model(Page))
    return states.filter(object_id=str(page.pk), status__in=IN_PROGRESS).exists()


def _translation(page: Page) -> Translation:
    """That of which `page` is the target."""
    found: Translation = Translation.objects.select_related("source__locale", "target_locale").get(
        source__object_id=page.translation_key, target_locale=page.locale_id
    )
    return found


def _undo_row(table: Table, row: ImportRow, by: Any) -> None:
    done: dict[str, Any] = row.done or {}
    if "snippets" in done:
        snippets.undo_snippet(done, table.model, by)
        return
    begun = []
    for one in done["translations"].values():
        page = Page.objects.get(pk=one["page"])
        translation = _translation(page)
        restore_texts(translation, one["strings"], by=by)
        if one["is_new"]:
            translation.delete()
            page.specific.delete(user=by)
        elif one["revision"] is not None:
            begun.append((translation, one))
    if done["is_new"]:
        Page.objects.get(pk=done["page"]).specific.delete(user=by)
        return
    if done.get("revision") is not None:
        _revert(done, by)
        original = Page.objects.get(pk=done["page"]).specific
        if not original.live and Translation.objects.filter(source__object_id=original.translation_key).exists():
            follow(original)
    for translation, one in begun:
        revision = make_draft(Translation.objects.get(pk=translation.pk), by=by)
        log(instance=revision.as_object(), action="wagtail.revert", user=by, revision=revision)
        _settle(one)


def _revert(done: dict[str, Any], by: Any) -> None:
    before = Revision.objects.filter(pk=done["before"]).first()
    page = before.as_object() if before else Page.objects.get(pk=done["page"]).specific
    page.save_revision(user=by, log_action="wagtail.revert", previous_revision=before)
    _settle(done)


def _settle(done: dict[str, Any]) -> None:
    """A page that had no draft before has none after: the revision that undoes says what readers see."""
    if not done["was_changed"]:
        Page.objects.filter(pk=done["page"]).update(has_unpublished_changes=False)

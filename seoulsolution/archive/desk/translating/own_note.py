"""What readers of a translation are told is corrected where its original was not: a slip of the translation alone."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from seoulsolution.core.pages import NOTE, is_in_another_language, written_in
from seoulsolution.core.versions import versions_of


def own_note(page: Page, *, translated: str) -> str | None:
    """The note of the draft of `page`, a translation, on its own correction; empty where it has none yet.

    None where there is no place for one: nobody has read the page yet, or the note of the original, `translated` as
    every passage is, tells of a correction that readers do not know yet.
    """
    if not page.live or not hasattr(page, NOTE):
        return None
    told = {version.note for version in versions_of(page)}
    if translated and translated not in told:
        return None
    draft = (page.latest_revision.content.get(NOTE) or "").strip() if page.latest_revision else ""
    return "" if draft in told else draft


def note_fault(page: Page, text: str) -> str:
    """Why `text` cannot be a note of `page`, empty where it can."""
    most = page._meta.get_field(NOTE).max_length
    if len(text) <= most:
        return written_in(page) if is_in_another_language(page, text) else ""
    message = _("It is %(length)d characters long; at most %(most)d are possible.")
    return message % {"length": len(text), "most": most}


def with_its_note(page: Any, *, new: str | None = None) -> Any:
    """`page`, what its passages are translated to so far, with the note that its readers will find beside it.

    `new`: what somebody has just written for it; None where nobody did.
    """
    kept = own_note(page, translated=page.correction_note.strip()) if hasattr(page, NOTE) else None
    if kept is not None:
        page.correction_note = kept if new is None else new
    return page

"""What is done with invitations. Each is one transaction with its entry in the log, which never names the person."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from seoulsolution.core.claims import Basis
from seoulsolution.core.pages import free_slug

from ..models import ProjectPage
from ..record_rows import RecordPolicy
from ..records import AdopterRecordPage, AdopterRecordsPage, WrittenBy
from . import retention, sending
from .models import Asked, Invitation
from .told import Told

INVITE = "archive.add_invitation"
CHANGE = "archive.change_invitation"
LONGEST_TITLE: int = AdopterRecordPage._meta.get_field("title").max_length


class Closed(Exception):
    """It was handed in, taken back or has expired."""


class SavedMeanwhile(Exception):
    """Something was saved since the page was shown: in another window, or by somebody else with the address."""


def what_may_be_asked(page: Any) -> list[Asked]:
    """Of a city's staff about a record or a project of the source language. Who is to reply can read the record."""
    if page.locale.language_code != settings.LANGUAGE_CODE:
        return []
    if isinstance(page, AdopterRecordPage):
        return [Asked.RECORD, *([Asked.REPLY] if page.live else [])]
    return [Asked.RECORD] if isinstance(page, ProjectPage) else []


@transaction.atomic
def invite(*, page: Any, asked: str, name: str, email: str, language: str, expires_at: datetime, by: Any) -> Invitation:
    """Invite somebody; the mail leaves in the background."""
    if not by.has_perm(INVITE) or asked not in what_may_be_asked(page):
        raise PermissionDenied
    about = {"record": page} if isinstance(page, AdopterRecordPage) else {"project": page}
    invitation = Invitation.objects.create(
        asked=asked, name=name, email=email, language=language, expires_at=expires_at, invited_by=by, **about
    )
    _note("invited", invitation, by)
    sending.send.enqueue(invitation.pk)
    retention.remember(invitation)
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: Any) -> None:
    """With a new address: the one of the mail before opens no longer. What was saved is kept."""
    _of_staff(invitation, by)
    _note("invitation_sent_again", invitation, by)
    sending.send.enqueue(invitation.pk)


@transaction.atomic
def revoke(*, invitation: Invitation, by: Any) -> None:
    """Take it back: its address says so from now on."""
    locked = _of_staff(invitation, by)
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    _note("invitation_revoked", locked, by)
    retention.remember(locked)


def _of_staff(invitation: Invitation, by: Any) -> Invitation:
    if not by.has_perm(CHANGE):
        raise PermissionDenied
    return _open(invitation)


def _open(invitation: Invitation) -> Invitation:
    """The invitation as it is now, for nobody else until the transaction ends."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not locked.is_open:
        raise Closed
    return locked


def _as_seen(invitation: Invitation, seen: int) -> Invitation:
    locked = _open(invitation)
    if locked.version != seen:
        raise SavedMeanwhile
    return locked


@transaction.atomic
def save_draft(*, invitation: Invitation, answer: dict[str, Any], seen: int) -> None:
    """Keep what was typed so far. `seen`: the version that was shown."""
    locked = _as_seen(invitation, seen)
    locked.answer, locked.version, locked.saved_at = answer, locked.version + 1, timezone.now()
    locked.save(update_fields=["answer", "version", "saved_at"])


@transaction.atomic
def hand_in(*, invitation: Invitation, told: Told, answer: dict[str, Any], seen: int) -> AdopterRecordPage:
    """Make a draft of what was told and hand it in for review, in the name of nobody of the staff. Once."""
    locked = _as_seen(invitation, seen)
    page = _draft_of(locked)
    with override(settings.LANGUAGE_CODE):
        (_reply if locked.is_reply else _write)(page, told)
        if page.live:
            page.correction_note = (
                _("The city replied to the record.") if locked.is_reply else _("The city wrote the record itself.")
            )
    page = _kept(page, locked)
    locked.record, locked.answer, locked.submitted_at = page, answer, timezone.now()
    locked.save(update_fields=["record", "answer", "submitted_at"])
    _note("invitation_answered", locked, None)
    retention.remember(locked)
    return page


def _draft_of(invitation: Invitation) -> AdopterRecordPage:
    """The latest draft of the record, or a new one of the project."""
    if invitation.record is not None:
        latest: AdopterRecordPage = invitation.record.get_latest_revision_as_object()
        return latest
    project: Any = invitation.project
    page = AdopterRecordPage(
        title=_title(project),
        slug=free_slug(f"{project.slug}-record"),
        place=project.place,
        project=project,
        locale=project.locale,
        live=False,
    )
    page.policies = [
        RecordPolicy(policy_id=row.policy_id, locale=project.locale, sort_order=row.sort_order)
        for row in project.policies.all()
    ]
    return page


def _title(project: Any) -> str:
    """As those of other records: the city, then what came there. Its name does not stand there twice."""
    city = project.place.name
    return f"{city}: {project.title.removeprefix(f'{city} ')}"[:LONGEST_TITLE]


def _reply(page: AdopterRecordPage, told: Told) -> None:
    page.reply, page.reply_by, page.reply_on = told.reply, told.office, timezone.localdate()
    page.reply_in = _foreign(told.written_in)


def _write(page: AdopterRecordPage, told: Told) -> None:
    page.written_by, page.author, page.written_in = WrittenBy.CITY, told.office, _foreign(told.written_in)
    page.line, page.outcome, page.reason, page.advice = told.line, told.outcome, told.reason, told.advice
    for name, rows in told.rows.items():
        setattr(page, name, _in_order(rows, page))
    # Who wrote it is a source as well; those that were found before stay.
    own = f"{told.office}, {timezone.localdate().isoformat()}"
    page.source = "\n".join(dict.fromkeys([*page.source.splitlines(), own]))


def _foreign(language: str) -> str:
    return "" if language == settings.LANGUAGE_CODE else language


def _in_order(rows: list[Any], page: AdopterRecordPage) -> list[Any]:
    for number, row in enumerate(rows):
        row.locale, row.sort_order = page.locale, number
        if getattr(row, "basis", None) == Basis.UNRECORDED:
            row.basis = Basis.LISTED
    return rows


def _kept(page: AdopterRecordPage, invitation: Invitation) -> AdopterRecordPage:
    """Save it as a draft, and begin its way to the readers anew.

    Whoever invited looks after it: it comes back to them, and they do not review it, as they may know the address.
    """
    if page.pk is None:
        parent = AdopterRecordsPage.objects.get(locale=page.locale_id)
        page = parent.add_child(instance=page)
    revision = page.save_revision()
    log(instance=page, action="archive.written_by_the_city", revision=revision, data={"invitation": invitation.pk})
    fresh: AdopterRecordPage = AdopterRecordPage.objects.get(pk=page.pk)
    if fresh.current_workflow_state is not None:
        fresh.current_workflow_state.cancel()
        fresh = AdopterRecordPage.objects.get(pk=page.pk)
    workflow = fresh.get_workflow()
    if workflow is not None:
        state = workflow.start(fresh, None)
        state.requested_by = invitation.invited_by
        state.save(update_fields=["requested_by"])
    return fresh


def _note(action: str, invitation: Invitation, by: Any) -> None:
    log(instance=invitation, action=f"archive.{action}", user=by)
    log(instance=invitation.page, action=f"archive.{action}", user=by, data={"invitation": invitation.pk})

"""Invitations: the staff of a city are asked to write an adopter's record themselves, or to reply to one."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..records import AdopterRecordPage
from ..rows import PROJECT

OPEN_FOR = timedelta(days=30)


class Asked(models.TextChoices):
    RECORD = "record", _("To write the record")
    REPLY = "reply", _("To reply to the record")


class State(models.TextChoices):
    UNSENT = "unsent", pgettext_lazy("invitation", "The mail has not left yet")
    OPEN = "open", pgettext_lazy("invitation", "Open")
    BEGUN = "begun", pgettext_lazy("invitation", "Begun, not handed in")
    HANDED_IN = "handed_in", pgettext_lazy("invitation", "Handed in")
    REVOKED = "revoked", pgettext_lazy("invitation", "Taken back")
    EXPIRED = "expired", pgettext_lazy("invitation", "Expired")


def hash_of(token: str) -> str:
    """What is kept of a token. It has 256 random bits: nobody finds it by trying."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def by_token(self, token: str) -> "Invitation | None":
        return self.select_related("record", "project__place").filter(token_hash=hash_of(token)).first()

    def of(self, *, page: Any, asked: str, email: str) -> "InvitationQuerySet":
        """Those by which somebody was asked the same before, but for those that were taken back."""
        about = models.Q(project=page.pk) | models.Q(record=page.pk)
        return self.filter(about, asked=asked, email__iexact=email, revoked_at=None)

    def ended_before(self, day: datetime) -> "InvitationQuerySet":
        """Those that came to their end before `day`: handed in, taken back or expired."""
        return self.filter(models.Q(submitted_at__lt=day) | models.Q(revoked_at__lt=day) | models.Q(expires_at__lt=day))


class Invitation(models.Model):
    """One person is asked for one thing. Name and address are for the mail only, and forgotten after a while.

    `record`: the one that is asked for or that came of it. `project`: that of a record which is not there yet.
    `answer`: what was typed so far, as it was typed; `version` counts how often it was saved.
    """

    asked = models.CharField(_("what is asked"), max_length=6, choices=Asked.choices, default=Asked.RECORD)
    record = models.ForeignKey(
        AdopterRecordPage, verbose_name=_("record"), on_delete=models.CASCADE, null=True, related_name="+"
    )
    project = models.ForeignKey(
        PROJECT, verbose_name=_("project"), on_delete=models.CASCADE, null=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    language = models.CharField(_("language"), max_length=12)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    expires_at = models.DateTimeField(_("open until"))
    revoked_at = models.DateTimeField(_("taken back"), null=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True)
    saved_at = models.DateTimeField(_("saved"), null=True)
    forgotten_at = models.DateTimeField(_("forgotten"), null=True)
    version = models.PositiveIntegerField(default=0)
    answer = models.JSONField(default=dict)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at", "-pk")
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(record__isnull=False) | models.Q(project__isnull=False),
                name="invitation_is_about_a_page",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="one_invitation_for_a_token"
            ),
        ]

    def __str__(self) -> str:
        """Goes into logs: never the person."""
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def page(self) -> Any:
        """What it is about: the record, else the project."""
        return self.record or self.project

    @property
    def place(self) -> Any:
        return self.page.place

    @property
    def is_reply(self) -> bool:
        return self.asked == Asked.REPLY

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.submitted_at is None and self.expires_at > timezone.now()

    @property
    def ended_at(self) -> datetime:
        """When it came or will come to its end."""
        return self.submitted_at or self.revoked_at or self.expires_at

    @property
    def state(self) -> State:
        if self.submitted_at is not None:
            return State.HANDED_IN
        if self.revoked_at is not None:
            return State.REVOKED
        if not self.is_open:
            return State.EXPIRED
        if self.sent_at is None:
            return State.UNSENT
        return State.BEGUN if self.saved_at is not None else State.OPEN

    @property
    def last_day(self) -> datetime:
        """Until when the address opens, by the city's clock."""
        return timezone.localtime(self.expires_at)

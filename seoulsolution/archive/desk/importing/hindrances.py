"""Why a page cannot be changed by an import now, whoever asks: it is locked, handed in, or somebody's draft."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Revision, WorkflowState

from .state import Entry, Version

IN_PROGRESS = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


@dataclass
class Hindrances:
    """Keys of pages that are in review, and of pages that wait for their day; people by their number."""

    user: Any
    in_review: set[str] = field(default_factory=set)
    scheduled: set[str] = field(default_factory=set)
    people: dict[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls, user: Any, wholes: Iterable[Entry]) -> "Hindrances":
        """With three queries for all of them."""
        versions = [version for whole in wholes for version in (whole.original, *whole.translations.values())]
        versions = [version for version in versions if isinstance(version.page, Page)]
        keys = [str(version.page.pk) for version in versions]
        pages = ContentType.objects.get_for_model(Page)
        waiting = WorkflowState.objects.filter(base_content_type=pages, object_id__in=keys, status__in=IN_PROGRESS)
        approved = Revision.objects.filter(base_content_type=pages, object_id__in=keys)
        numbers = {number for v in versions for number in (v.made_by, v.page.locked_by_id) if number}
        people = get_user_model().objects.filter(pk__in=numbers)
        return cls(
            user,
            set(waiting.values_list("object_id", flat=True)),
            set(approved.filter(approved_go_live_at__isnull=False).values_list("object_id", flat=True)),
            {person.pk: get_user_display_name(person) for person in people},
        )

    def of(self, version: Version, language: str = "") -> list[str]:
        """What stands in the way. `language`: name of that of a translation, to say of which page it is said."""
        message = self._message(version)
        if not message:
            return []
        return [f"{language}: {message}" if language else message]

    def _message(self, version: Version) -> str:
        page, key = version.page, str(version.page.pk)
        if not isinstance(page, Page):
            return ""
        if page.locked:
            return _("The page is locked by {name}.").format(name=self._name(page.locked_by_id))
        if key in self.in_review:
            return _("The page is in review.")
        if key in self.scheduled:
            return _("The page waits for the day on which it is published.")
        if page.has_unpublished_changes and version.made_by != self.user.pk:
            day = date_format(timezone.localtime(version.made_at), "DATE_FORMAT") if version.made_at else "–"
            message = _("There is a draft by {name} of {day} that is not published yet.")
            return message.format(name=self._name(version.made_by), day=day)
        return ""

    def _name(self, number: int | None) -> str:
        return self.people.get(number or 0) or _("somebody else")

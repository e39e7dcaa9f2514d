"""What an invitation is about, as whoever was invited may know it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState

from seoulsolution.core.places import Place
from seoulsolution.core.routing import Addresses
from seoulsolution.core.visibility import is_public

from .models import Invitation

WRITTEN = "archive.written_by_the_city"


def handed_in_by_cities(states: Iterable[WorkflowState]) -> set[int]:
    """The keys of those of the states with which a city handed in what it wrote; two queries for all of them.

    What was sent back to whoever had invited it is theirs when they hand it in again.
    """
    keys = {state.pk: int(state.object_id) for state in states}
    log = PageLogEntry.objects.filter(action=WRITTEN, page__in=set(keys.values()))
    first = TaskState.objects.filter(workflow_state__in=keys, revision__in=log.values("revision"))
    returned = TaskState.objects.filter(workflow_state__in=keys, status=TaskState.STATUS_REJECTED)
    found = first.exclude(
        workflow_state__in=returned.exclude(pk=F("workflow_state__current_task_state")).values("workflow_state")
    )
    return set(found.values_list("workflow_state", flat=True))


class About(NamedTuple):
    """`url`: where readers find the record or the project, None while they do not."""

    title: str
    url: str | None
    place: str


def about(invitation: Invitation, language: str) -> About:
    """In `language` where there is a version for readers, else in the language of the original."""
    page = invitation.page
    public = Page.objects.filter(is_public(), translation_key=page.translation_key, alias_of=None)
    versions = {version.locale_id: version for version in public.select_related("locale")}
    version = next((one for one in versions.values() if one.locale.language_code == language), None)
    version = version or versions.get(page.locale_id)
    places = Place.objects.filter(translation_key=invitation.place.translation_key)
    place = places.filter(locale__language_code=language).first() or invitation.place
    if version is None:
        return About(page.title, None, place.name)
    return About(version.title, Addresses().url(version.url_path), place.name)

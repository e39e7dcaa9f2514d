"""What keeps a page from its readers, asked wherever one is about to be published, and how an editor is told."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.users.models import UserProfile

from .files.publication import unfinished_pictures
from .hindrances import Hindrance, Unpublishable
from .machine_drafts import machine_passages

logger = logging.getLogger(__name__)

# How Wagtail calls in its log what somebody publishes, and what it publishes on the day that was set.
AT_ONCE, ON_ITS_DAY = "wagtail.publish", "wagtail.publish.scheduled"


# What else keeps a revision of a page from its readers where a certain person publishes it.
ASKED_OF_PEOPLE: list[Callable[[Any, Revision, Any], list[Hindrance]]] = []


def publications() -> QuerySet[PageLogEntry]:
    """Every time that a page became public or was published anew."""
    return PageLogEntry.objects.filter(action__in=[AT_ONCE, ON_ITS_DAY])


def was_published(page: Any, revision: Revision) -> bool:
    return publications().filter(page=page.pk, revision=revision.pk).exists()


def hindrances(page: Any) -> list[Hindrance]:
    """Why `page`, as it is about to be published, is not."""
    return [*unfinished_pictures(page), *_machine_drafts(page), *_ahead_of_the_original(page)]


def _machine_drafts(page: Any) -> list[Hindrance]:
    # What it was when it was saved, and what it is now: a draft that was checked since is older than the check.
    number = max(page.machine_passages, machine_passages(page))
    if not number or not page.pk:
        return []

    def words() -> str:
        text = ngettext(
            "%(n)d passage is a machine draft that nobody has checked.",
            "%(n)d passages are machine drafts that nobody has checked.",
            number,
        )
        return text % {"n": number} + " " + _("Put each right at the translators’ desk, or tick that it is right.")

    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return [Hindrance(words, address, gettext_lazy("Check the passages"))]


def _ahead_of_the_original(page: Any) -> list[Hindrance]:
    """A translation says what its original does not say yet, and will not say by the day of the translation."""
    if page.source_revision is None:
        return []
    original = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE
    ).first()
    if original is None or publications().filter(page=original.pk, revision__gte=page.source_revision).exists():
        return []
    to_come, day = original.scheduled_revision, page.go_live_at
    if to_come and to_come.pk >= page.source_revision and day and day >= to_come.approved_go_live_at:
        return []

    def words() -> str:
        return _("It is the translation of a version that readers of the original do not have yet.")

    address = reverse("wagtailadmin_pages:edit", args=[original.pk])
    return [Hindrance(words, address, gettext_lazy("See the original, which comes first"))]


def refuse_hindered(page: Any) -> None:
    """Raise Unpublishable where something keeps `page` from its readers."""
    found = hindrances(page)
    if found:
        raise Unpublishable(page, found)


def refuse_to_somebody(page: Any, revision: Revision, user: Any) -> None:
    """Raise Unpublishable where `user` may not publish this revision of `page`."""
    found = [hindrance for ask in ASKED_OF_PEOPLE for hindrance in ask(page, revision, user)]
    if found:
        raise Unpublishable(page, found)


def before_publish(request: HttpRequest, page: Page) -> None:
    """The button of the editor, also for a later day: what is published is the draft that it has just saved."""
    refuse_hindered(page.specific)
    refuse_to_somebody(page.specific, page.get_latest_revision(), request.user)


def leave_unpublished(revision: Revision) -> None:
    """A page whose day has come stays a draft; the log and the history of the page tell why. Others go on."""
    page = revision.as_object()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    words = " ".join(each.words() for each in hindrances(page))
    logger.error("page %s (%s) was not published on its day: %s", page.pk, page.slug, words)
    log(instance=page, action="wagtail.schedule.cancel", revision=revision, content_changed=False)


class UnpublishableMiddleware:
    """Leads an editor whose page could not be published back to it, with the reason. The draft is kept."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Unpublishable):
            return None
        # Wagtail has already left the editor's language.
        with override(UserProfile.get_for_user(request.user).get_preferred_language()):
            return self.lead_back(request, exception)

    def lead_back(self, request: HttpRequest, exception: Unpublishable) -> HttpResponse:
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"success": False, "error_message": str(exception)}, status=400)
        refused = _("Not published.")
        for each in exception.hindrances:
            button = messages.button(each.address, str(each.remedy))
            messages.error(request, f"{refused} {each.words()}", buttons=[button])
        page = exception.page
        return redirect("wagtailadmin_pages:edit", page.pk) if page.pk else redirect("wagtailadmin_home")

"""What a picture must have before readers see it, asked wherever a page is about to be published."""

import logging
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from modelcluster.models import get_all_child_relations
from wagtail.admin import messages
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.signals import page_published
from wagtail.users.models import UserProfile

from ..passages import foreign_language
from . import renditions
from .showing import SAID, PictureRow, ShownPicture

logger = logging.getLogger(__name__)

BLOCK = "picture"
# How Wagtail calls in its log what it publishes on the day that was set.
ON_ITS_DAY = "wagtail.publish.scheduled"


class Unpublishable(Exception):
    """The page shows pictures that are not finished. Whatever was about to publish it has not."""

    def __init__(self, page: Page, shown: list[ShownPicture]) -> None:
        self.page = page
        self.shown = shown
        super().__init__(" ".join(words(each) for each in shown))


def words(shown: ShownPicture) -> str:
    """Which picture lacks what, in the language that is active."""
    fields = _(", ").join(str(SAID[name]) for name in shown.lacks)
    return _("The picture “%(picture)s” lacks: %(fields)s.") % {"picture": shown.picture.title, "fields": fields}


def picture_blocks(page: Page) -> Iterator[Any]:
    """The values of the picture blocks of `page`."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = field.value_from_object(page)
            if any(raw["type"] == BLOCK for raw in stream.raw_data):
                yield from (block.value for block in stream if block.block_type == BLOCK)


def _rows(page: Page) -> Iterator[PictureRow]:
    for relation in get_all_child_relations(type(page)):
        if issubclass(relation.related_model, PictureRow):
            yield from getattr(page, relation.get_accessor_name()).all()


def shown_pictures(page: Page) -> list[ShownPicture]:
    """Every picture of `page`, in its rows and in its narrative."""
    rows = [row.shown for row in _rows(page) if row.image_id]
    return [*rows, *(value.shown for value in picture_blocks(page) if value["image"])]


def refuse_unfinished(page: Page) -> None:
    """Raise Unpublishable where a picture of `page` lacks something."""
    unfinished = [shown for shown in shown_pictures(page) if shown.lacks]
    if unfinished:
        raise Unpublishable(page, unfinished)


def take_words(page: Page) -> None:
    """Words that the page leaves empty are the picture's own, if they are in its language."""
    language = page.locale.language_code if page.locale_id else ""

    def fit(text: str) -> str:
        return "" if foreign_language(text, language) else text

    for row in _rows(page):
        if row.image_id:
            row.alternative = row.alternative or fit(row.image.description)
            row.caption = row.caption or fit(row.image.caption)
    for value in picture_blocks(page):
        if value["image"] and not value["caption"]:
            value["caption"] = fit(value["image"].caption)


def before_publish(request: HttpRequest, page: Page) -> None:
    """The button, also for a later day."""
    refuse_unfinished(page.specific)


def leave_unpublished(revision: Revision) -> None:
    """A page whose day has come stays a draft; the log and the history of the page tell why. Others go on."""
    page = revision.as_object()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    unfinished = [words(shown) for shown in shown_pictures(page) if shown.lacks]
    logger.error("page %s (%s) was not published on its day: %s", page.pk, page.slug, " ".join(unfinished))
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
        refused, complete = _("Not published."), _("Complete the picture")
        for shown in exception.shown:
            edit = reverse("wagtailimages:edit", args=[shown.picture.pk])
            messages.error(request, f"{refused} {words(shown)}", buttons=[messages.button(edit, complete)])
        page = exception.page
        return redirect("wagtailadmin_pages:edit", page.pk) if page.pk else redirect("wagtailadmin_home")


def _on_publish(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    renditions.make_later({shown.picture.pk for shown in shown_pictures(instance)})


def connect() -> None:
    page_published.connect(_on_publish, dispatch_uid="pictures-published")

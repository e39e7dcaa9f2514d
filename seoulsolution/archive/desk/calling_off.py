"""The day of a page is called off: what is left is a draft without a day, and whoever may publishes it at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.revisions import RevisionsUnscheduleView
from wagtail.models import Page

from .dashboard.waiting import publish_at_once


class CallOffView(RevisionsUnscheduleView):
    # Said by `post`, in words for people who know no numbers of revisions.
    success_message = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(request, *args, **kwargs)
        forget_the_day(self.object)
        title = self.object.get_admin_display_title()
        text = _("The day of “%(title)s” is called off. The draft is kept, and its author can hand it in once more.")
        may_publish = self.object.permissions_for_user(request.user).can_publish()
        buttons = [messages.button(publish_at_once(self.object), _("Publish now"))] if may_publish else []
        messages.success(request, text % {"title": title}, buttons=buttons)
        self._tell_of_translations(request)
        return response

    def _tell_of_translations(self, request: HttpRequest) -> None:
        """They have the day of their original, and would become public without it."""
        for other in self.object.get_translations().select_related("locale"):
            scheduled = other.scheduled_revision
            if scheduled is not None:
                text = _("“%(title)s” (%(language)s) keeps its day.")
                address = reverse("wagtailadmin_pages:revisions_unschedule", args=[other.pk, scheduled.pk])
                said = {"title": other.get_admin_display_title(), "language": other.locale}
                messages.warning(request, text % said, buttons=[messages.button(address, _("Call it off, too"))])


def forget_the_day(page: Page) -> None:
    """Else the next approval would set the same day again."""
    draft = page.get_latest_revision()
    if draft is None or draft.content.get("go_live_at") is None:
        return
    # Not a new one, which would have to be reviewed: it says the same.
    draft.content["go_live_at"] = None
    draft.save(update_fields=["content"])
    if not page.live:
        type(page).objects.filter(pk=page.pk).update(go_live_at=None)

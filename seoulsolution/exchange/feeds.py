"""Feeds in Atom (RFC 4287), one for each language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seoulsolution.core.naming import site_name
from seoulsolution.core.versions import corrections


@require_safe
def corrections_feed(request: HttpRequest) -> HttpResponse:
    """The latest fifty corrections of public pages in the language of the address."""
    subject = _("Corrections")
    feed = Atom1Feed(
        title=f"{subject} – {site_name()}",
        link=settings.SITE_URL + reverse("corrections"),
        description="",
        language=get_language(),
        feed_url=settings.SITE_URL + reverse("corrections-feed"),
    )
    for correction in corrections(get_language() or settings.LANGUAGE_CODE):
        address = settings.SITE_URL + reverse("version", args=[correction.page, correction.number])
        feed.add_item(
            title=correction.title,
            link=address,
            description=correction.note or _("Published again; nobody wrote what was changed."),
            updateddate=correction.published_at,
            unique_id=address,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")

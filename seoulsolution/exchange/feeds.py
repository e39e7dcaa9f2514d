"""Feeds in Atom (RFC 4287), one for each language: what was corrected, and what is new."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seoulsolution.archive.newsroom import latest
from seoulsolution.archive.newsroom.latest import Entry, Followed
from seoulsolution.archive.newsroom.tags import tag_word
from seoulsolution.core.hashtags import tag_key
from seoulsolution.core.naming import site_name
from seoulsolution.core.passages import foreign_language
from seoulsolution.core.versions import corrections

# When a feed changed last that has never had anything.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    """A feed that says the same until something in it changes. `subject`: what it follows; `path`: its own address."""

    content_type = "application/atom+xml; charset=utf-8"

    def __init__(self, subject: str, *, page: str, path: str) -> None:
        super().__init__(
            title=f"{subject} – {site_name()}",
            link=page,
            description="",
            language=get_language(),
            author_name=site_name(),
            feed_url=settings.SITE_URL + path,
            feed_guid=settings.SITE_URL + path,
        )

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The feed, or 304 for those who have it as it is."""
        content = self.writeString("utf-8").encode()
        etag = quote_etag(sha256(content).hexdigest())
        response = HttpResponse(content, content_type=self.content_type, headers={"ETag": etag})
        # By what it says alone: what was withdrawn since leaves no date behind.
        answer = get_conditional_response(request, etag=etag, response=response)
        assert isinstance(answer, HttpResponse)  # noqa: S101 - it was one
        return answer


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _told(text: str) -> str:
    """As markup, with its language where that is not the language of the feed."""
    other = foreign_language(text, _language())
    return format_html('<span lang="{}">{}</span>', other, text) if other else escape(text)


@require_safe
def corrections_feed(request: HttpRequest) -> HttpResponse:
    """The latest fifty corrections of public pages in the language of the address."""
    page = settings.SITE_URL + reverse("corrections")
    feed = Feed(_("Corrections"), page=page, path=reverse("corrections-feed"))
    for correction in corrections(_language()):
        address = settings.SITE_URL + reverse("version", args=[correction.page, correction.number])
        feed.add_item(
            title=correction.title,
            link=address,
            description=_told(correction.note or _("Published again; nobody wrote what was changed.")),
            updateddate=correction.published_at,
            unique_id=address,
        )
    return feed.answer(request)


@require_safe
def section_feed(request: HttpRequest, section: str) -> HttpResponse:
    """The latest fifty of what is new in a section: news, policies, sharing, cities or resources."""
    return _followed(request, latest.of_section(section, _language()), reverse("section-feed", args=[section]))


@require_safe
def area_feed(request: HttpRequest, area: str) -> HttpResponse:
    """The latest fifty policies and projects of an area, and news about them."""
    return _followed(request, latest.of_area(area, _language()), reverse("area-feed", args=[area]))


@require_safe
def place_feed(request: HttpRequest, place: str) -> HttpResponse:
    """The latest fifty policies that were shared with a place, projects there, news about it, and its tenders."""
    return _followed(request, latest.of_place(place, _language()), reverse("place-feed", args=[place]))


@require_safe
def tag_feed(request: HttpRequest, tag: str) -> HttpResponse:
    """The latest fifty of everything that carries a tag."""
    key = tag_key(tag)
    word = tag_word(key, _language()) if key == tag else None
    if word is None:
        raise Http404
    page = settings.SITE_URL + reverse("tag", args=[key])
    followed = Followed(f"#{word}", page, latest.of_tag(key, _language()))
    return _followed(request, followed, reverse("tag-feed", args=[key]))


def _followed(request: HttpRequest, followed: Followed | None, path: str) -> HttpResponse:
    if followed is None:
        raise Http404
    page = followed.url or settings.SITE_URL + reverse("wagtail_serve", args=[""])
    feed = Feed(followed.name, page=page, path=path)
    _add(feed, followed.entries)
    return feed.answer(request)


def _add(feed: Feed, entries: Iterable[Entry]) -> None:
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.line),
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            unique_id=entry.id.urn,
        )

"""sitemap.xml: an index by language; each lists every public page with its other languages."""

from collections import defaultdict
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from seoulsolution.archive.cities.organisations.listed import languages_by_organisation
from seoulsolution.archive.newsroom.models import PRESS, NewsroomPage
from seoulsolution.core.routing import is_begun
from seoulsolution.core.visibility import is_public, listed_as_translated

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LIMIT = 50_000
LISTS = ("site-index", "corrections")


def _answer(lines: list[str]) -> HttpResponse:
    return HttpResponse(HEAD + "\n".join(lines) + "\n", content_type="application/xml; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    lines = [f"<sitemapindex {NAMESPACE}>"]
    lines += [
        f"<sitemap><loc>{escape(settings.SITE_URL)}/sitemap-{code}.xml</loc></sitemap>"
        for code, _ in settings.LANGUAGES
        if is_begun(code)
    ]
    return _answer([*lines, "</sitemapindex>"])


@require_safe
def sitemap(request: HttpRequest, language: str) -> HttpResponse:
    """Public pages of a language, newest change as lastmod, at most 50,000 as the protocol allows."""
    if language not in dict(settings.LANGUAGES) or not is_begun(language):
        raise Http404
    versions: dict[object, dict[str, Page]] = defaultdict(dict)
    pages = Page.objects.filter(is_public(), listed_as_translated(), depth__gt=1).select_related("locale")
    for page in pages.order_by("path"):
        versions[page.translation_key][page.locale.language_code] = page
    lines = [f'<urlset {NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">']
    listed = [group for group in versions.values() if language in group]
    newsrooms = set(NewsroomPage.objects.values_list("translation_key", flat=True))
    press = [group for key, group in versions.items() if key in newsrooms and language in group]
    lines += [_entry(group, language) for group in listed[: LIMIT - len(LISTS) - len(press)]]
    lines += [_entry(group, language, PRESS) for group in press]
    lines += [_list_entry(name, language) for name in LISTS]
    organisations = languages_by_organisation().items()
    room = LIMIT - len(lines) + 1
    lines += [_organisation_entry(slug, codes, language) for slug, codes in organisations if language in codes][:room]
    return _answer([*lines, "</urlset>"])


def _list_entry(name: str, language: str) -> str:
    """A page that stands in no tree of pages."""
    return _reversed_entry(name, [], [code for code, _name in settings.LANGUAGES if is_begun(code)], language)


def _organisation_entry(slug: str, codes: list[str], language: str) -> str:
    return _reversed_entry("organisation", [slug], codes, language)


def _reversed_entry(name: str, parameters: list[str], codes: list[str], language: str) -> str:
    """An address that is known by its name, in `language`, with all its languages."""
    addresses = {}
    for code in codes:
        with override(code):
            addresses[code] = f"{settings.SITE_URL}{reverse(name, args=parameters)}"
    links = [
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address)}/>'
        for code, address in sorted(addresses.items())
    ]
    return f"<url><loc>{escape(addresses[language])}</loc>{''.join(links)}</url>"


def _entry(group: dict[str, Page], language: str, below: str = "") -> str:
    """A page, or what stands `below` it, with all its languages."""
    page = group[language]
    parts = [f"<loc>{escape(_address(page) + below)}</loc>"]
    if page.last_published_at:
        parts.append(f"<lastmod>{page.last_published_at.date().isoformat()}</lastmod>")
    parts += [
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(_address(version) + below)}/>'
        for code, version in sorted(group.items())
    ]
    return "<url>" + "".join(parts) + "</url>"


def _address(page: Page) -> str:
    return f"{settings.SITE_URL}{page.url}"

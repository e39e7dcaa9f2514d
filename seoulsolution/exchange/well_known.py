"""Small files at fixed addresses."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from seoulsolution.core import contact


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: /{code}/search/" for code, _ in settings.LANGUAGES),
    ]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """security.txt of RFC 9116. Without a contact that was set it names the mailbox of RFC 2142."""
    expires = (datetime.now(UTC) + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact.address('security', settings.SECURITY_CONTACT)}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {', '.join(code for code, _ in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=7 * 24 * 3600)
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers and feed readers ask for it here, also where no page has told them of an icon."""
    picture = _icon()
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/x-icon")


@cache
def _icon() -> bytes | None:
    """None where the front end was not built."""
    found = finders.find("favicon.ico")
    return Path(found).read_bytes() if found else None

"""Handouts as files over HTTP."""

import os
import re

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from .handouts import handout_path

# As Django's slug and language converters; neither holds a dot or a slash.
SLUG = re.compile(r"[a-zA-Z0-9_-]{1,255}")


@require_safe
def policy(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    return _serve(request, language, slug, is_area=False)


@require_safe
def area(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    return _serve(request, language, slug, is_area=True)


def _serve(request: HttpRequest, language: str, slug: str, *, is_area: bool) -> HttpResponseBase:
    """The PDF as it lies on disk; the pair of size and time of change is its version."""
    if not SLUG.fullmatch(language) or not SLUG.fullmatch(slug):
        raise Http404
    try:
        file = handout_path(language=language, slug=slug, is_area=is_area).open("rb")
    except OSError as error:
        raise Http404 from error
    stat = os.fstat(file.fileno())
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    unchanged = get_conditional_response(request, etag=etag, last_modified=int(stat.st_mtime))
    if unchanged is None:
        response: HttpResponseBase = FileResponse(
            file, content_type="application/pdf", filename=f"{slug}-{language}.pdf"
        )
    else:
        file.close()
        response = unchanged
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(stat.st_mtime)
    response.headers["Cache-Control"] = "public, no-cache"
    return response

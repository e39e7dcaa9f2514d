"""Pictures that editors uploaded, as renditions. Originals and documents have no address here."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

FOLDER = "images"
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"}


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition by its file name, cached for a year: a changed picture gets another name."""
    if PurePosixPath(path).suffix.lower() not in PICTURES:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT / FOLDER))
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response

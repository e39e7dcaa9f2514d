"""Pictures that editors uploaded, as renditions. Originals have no address; files have one in documents.py."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from seoulsolution.core.files.kinds import PICTURES as KINDS

from .documents import HARMLESS

FOLDER = "images"
PICTURES = {f".{kind.name}": kind.content_type for kind in KINDS.values()}


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition by its file name, cached for a year: a changed picture gets another name."""
    ending = PurePosixPath(path).suffix
    if ending not in PICTURES:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT / FOLDER))
    response.headers["Content-Type"] = PICTURES[ending]
    response.headers["Content-Security-Policy"] = HARMLESS
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response

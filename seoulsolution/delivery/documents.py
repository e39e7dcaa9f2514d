"""Files for readers, from an address where nothing runs: always as a download, in the kind that was found in them."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve

from seoulsolution.archive.models import PolicyFile, ProgrammeMaterial, ProjectFile, ResourceFile
from seoulsolution.core.errors import error_response
from seoulsolution.core.files.documents import ArchiveFile
from seoulsolution.core.visibility import is_public

# Nothing is fetched, nothing runs, and what is opened anyway has no origin.
HARMLESS = "default-src 'none'; sandbox"
# The rows by which pages offer files.
OFFERS = (PolicyFile, ProjectFile, ResourceFile, ProgrammeMaterial)


@require_safe
def document(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A file that a public page offers; staff get those of drafts too. 410 where the page was withdrawn.

    Wagtail's own view asks who may see the collection and answers what has not changed with 304.
    """
    file = get_object_or_404(ArchiveFile, pk=pk)
    if not is_offered(file) and not is_staff(request.user):
        if file.filename == name and was_offered(file):
            return error_response(request, 410)
        raise Http404
    if not file.file.storage.exists(str(file.file.name)):
        raise Http404
    response: HttpResponseBase = serve(request, pk, name)
    if response.status_code in (200, 304):
        response.headers["Content-Security-Policy"] = HARMLESS
        response.headers["X-Content-Type-Options"] = "nosniff"
        # Who may have it is asked each time.
        response.headers["Cache-Control"] = "private, no-cache"
    if response.status_code == 200:
        response.headers["Content-Type"] = file.content_type
        response.headers["Content-Disposition"] = file.content_disposition
    return response


def is_offered(file: ArchiveFile) -> bool:
    return any(
        row._default_manager.filter(document=file, page__in=_pages(row).filter(is_public()).order_by()).exists()
        for row in OFFERS
    )


def was_offered(file: ArchiveFile) -> bool:
    """A page that offered it was public once and is not any more."""
    former = {"page__live": False, "page__first_published_at__isnull": False}
    return any(row._default_manager.filter(document=file, **former).exists() for row in OFFERS)


def _pages(row: type[models.Model]) -> Any:
    """The pages of which `row` is a row."""
    return row._meta.get_field("page").related_model._default_manager  # type: ignore[union-attr]


def is_staff(user: object) -> bool:
    return not isinstance(user, AnonymousUser) and bool(user.has_perm("wagtailadmin.access_admin"))  # type: ignore[attr-defined]

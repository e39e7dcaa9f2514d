"""Files for readers, from an address where nothing runs: always as a download, in the kind that was found in them."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve

from seoulsolution.archive.models import PolicyFile, PolicyPage
from seoulsolution.core.errors import error_response
from seoulsolution.core.files.documents import ArchiveFile

# Nothing is fetched, nothing runs, and what is opened anyway has no origin.
HARMLESS = "default-src 'none'; sandbox"


@require_safe
def document(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A file that a published policy offers; staff get those of drafts too. 410 where the policy was withdrawn.

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
    return PolicyFile.objects.filter(document=file, page__in=PolicyPage.objects.published().order_by()).exists()


def was_offered(file: ArchiveFile) -> bool:
    """A policy that offered it was public once and is not any more."""
    return PolicyFile.objects.filter(document=file, page__live=False, page__first_published_at__isnull=False).exists()


def is_staff(user: object) -> bool:
    return not isinstance(user, AnonymousUser) and bool(user.has_perm("wagtailadmin.access_admin"))  # type: ignore[attr-defined]

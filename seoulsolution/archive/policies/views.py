"""The short address of a policy."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from seoulsolution.core.addresses import was_withdrawn
from seoulsolution.core.errors import error_response, reader_language

from .models import PolicyPage


@require_safe
def short_address(request: HttpRequest, slug: str) -> HttpResponse:
    """`/p/<id>/` goes to the policy in the reader's language, else in any language that it is in; also in capitals, as
    somebody may type it from paper.
    """
    slug = slug.lower()
    language = reader_language(request)
    versions = {
        p.locale.language_code: p for p in PolicyPage.objects.published().filter(slug=slug).select_related("locale")
    }
    if not versions:
        withdrawn = was_withdrawn(slug)
        if withdrawn is not None:
            return error_response(request, 410, withdrawn=withdrawn)
        raise Http404
    page = versions.get(language) or next(iter(versions.values()))
    response = HttpResponseRedirect(page.url)
    patch_vary_headers(response, ["Accept-Language"])
    return response

"""Where the places that took a policy are compared with a city."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seoulsolution.core.section_links import link_to

from .models import LikenessPage


@require_safe
def compared(request: HttpRequest, policy: str) -> HttpResponse:
    """Goes on to the page of like cities, with the policy `policy`: pages of policies need not ask where that is."""
    page = link_to(LikenessPage, get_language() or "")
    if page is None or page.url is None:
        raise Http404
    return HttpResponseRedirect(f"{page.url}?{urlencode({'policy': policy})}")

"""Where the places that took a policy are compared with a city."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seoulsolution.core.section_links import link_to
from seoulsolution.core.views import serve

from .models import LikenessPage


@require_safe
def compared(request: HttpRequest, policy: str) -> HttpResponse:
    """The page of like cities with the policy `policy`: pages of policies need not ask where that page is."""
    language = get_language() or settings.LANGUAGE_CODE
    page = link_to(LikenessPage, language)
    if page is None or page.url is None:
        raise Http404
    request.GET = QueryDict(urlencode({"policy": policy}))
    return serve(request, page.url.removeprefix(f"/{language}/"))

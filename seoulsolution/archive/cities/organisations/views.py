"""An organisation is a term and no page, so that one entry serves everything that names it; it has an address here."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from . import queries


@require_safe
def organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    language = get_language() or settings.LANGUAGE_CODE
    versions = queries.find_organisation(organisation, language)
    if versions is None:
        raise Http404
    return render(request, "pages/organisation.html", queries.organisation(versions, language))

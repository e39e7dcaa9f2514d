"""Tags belong to no section: what carries one stands at an address that no page owns."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seoulsolution.core.hashtags import tag_key
from seoulsolution.core.surroundings import PageLink, Surroundings, read_surroundings

from .tags import Tagged, tag_address, tagged


@require_safe
def tag(request: HttpRequest, tag: str) -> HttpResponse:
    """Everything public in the language of the address that carries the tag, by kind."""
    key = tag_key(tag)
    if not key:
        raise Http404
    if key != tag:
        return redirect("tag", key, permanent=True)
    language = get_language() or settings.LANGUAGE_CODE
    found = tagged(key, language)
    if found is None:
        raise Http404
    around = _around(found, language)
    addresses = [(code, version.full_url) for code, version in around.versions.items()]
    return render(request, "pages/tag.html", {"tag": found, "around": around, "addresses": addresses})


def _around(found: Tagged, language: str) -> Surroundings:
    """With the same tag in each of its languages: in another it is another word."""
    around = read_surroundings(language)
    for code, key in {language: found.key, **found.elsewhere}.items():
        url = tag_address(key, code)
        around.versions[code] = PageLink(found.word, url, settings.SITE_URL + url, code, "", 0, None, None)
    return around

"""Earlier versions of a page in public: their list, each as it was, and what was changed between two."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from seoulsolution.core.addresses import was_withdrawn
from seoulsolution.core.errors import error_response
from seoulsolution.core.pages import ArchivePage
from seoulsolution.core.versions import Version, at_version, changes, corrections, sections_at, versions_of
from seoulsolution.core.visibility import is_public


class Withdrawn(Exception):
    """The page is no longer public: neither are its versions. `address`: what is known of it, if anything."""

    def __init__(self, address: Any) -> None:
        super().__init__()
        self.address = address


def _page(page_id: int) -> Any:
    """The public page in the language of the address."""
    found = Page.objects.filter(is_public(), pk=page_id).select_related("locale").first()
    if found is None:
        former = Page.objects.filter(pk=page_id).select_related("locale").first()
        address = was_withdrawn(former.slug, language=former.locale.language_code) if former else None
        raise Withdrawn(address) if address and former and not former.live else Http404
    page = found.specific
    if found.locale.language_code != get_language() or not isinstance(page, ArchivePage):
        raise Http404
    return page


def _one(versions: list[Version], number: int) -> Version:
    if not 1 <= number <= len(versions):
        raise Http404
    return versions[number - 1]


def _context(page: Any, versions: list[Version]) -> dict[str, Any]:
    """What both views show. A version has no translation; its switch leads to the versions of the page in another."""
    around, addresses = page.surroundings, {}
    for code, other in around.versions.items():
        with override(code):
            addresses[code] = reverse("versions", args=[other.pk])
    return {"page": page, "around": around.beside_the_tree(addresses), "versions": versions}


@require_safe
def versions(request: HttpRequest, page_id: int) -> HttpResponse:
    """Every publication of a page, the latest first."""
    try:
        page = _page(page_id)
    except Withdrawn as withdrawn:
        return error_response(request, 410, withdrawn=withdrawn.address, original=None)
    found = versions_of(page)
    return render(request, "pages/versions.html", _context(page, found[::-1]))


@require_safe
def version(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """The words and figures of a page as one publication had them, with what was changed since the one before."""
    try:
        page = _page(page_id)
    except Withdrawn as withdrawn:
        return error_response(request, 410, withdrawn=withdrawn.address, original=None)
    found = versions_of(page)
    shown = _one(found, number)
    then = at_version(page, shown)
    before = at_version(page, found[number - 2]) if number > 1 else None
    sections = sections_at(then) if then else []
    return render(
        request,
        "pages/version.html",
        _context(page, found)
        | {
            "version": shown,
            "is_kept": then is not None,
            "is_latest": number == len(found),
            "sections": sections,
            "changes": changes(sections_at(before), sections) if then and before else [],
            "is_first": number == 1,
            "is_comparable": then is not None and before is not None,
        },
    )


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """What was corrected last, on any page in the language of the address."""
    return render(request, "pages/corrections.html", {"corrections": corrections(get_language() or "")})

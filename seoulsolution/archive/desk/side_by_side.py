"""The latest draft of a page in two languages beside each other."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language_info
from wagtail.models import Page

from .claims.views import models_for
from .dashboard.scope import pages_of


def side_by_side(request: HttpRequest, page_id: int) -> HttpResponse:
    """Shows the languages that the editor may see: as drafts where they may edit, else as published."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    versions = [_version(v, request) for v in _languages(page)]
    shown = [version for version in versions if version["address"]]
    if not shown:
        raise PermissionDenied
    context = {
        "page": page,
        "versions": shown,
        "can_edit": page.permissions_for_user(request.user).can_edit(),
        "has_claims": bool(models_for(page.specific)) and pages_of(request.user).filter(pk=page.pk).exists(),
    }
    return render(request, "desk/side_by_side.html", context)


def as_published(request: HttpRequest, page_id: int) -> HttpResponse:
    """What readers see, in a frame of the desk: its own address is in no frame."""
    page = get_object_or_404(Page, pk=page_id)
    if not _is_readable(page, request):
        raise PermissionDenied
    published = page.specific
    response: HttpResponse = published.make_preview_request(request, published.default_preview_mode)
    return response


def _is_readable(page: Page, request: HttpRequest) -> bool:
    """Whether the person reads it at its own address."""
    return page.live and all(rule.accept_request(request) for rule in page.get_view_restrictions())


def _languages(page: Page) -> list[Page]:
    """The page and its translations, that of the city's language first."""
    return list(page.get_translations(inclusive=True).select_related("locale").order_by("locale__pk"))


def _version(page: Page, request: HttpRequest) -> dict[str, Any]:
    permissions = page.permissions_for_user(request.user)
    is_draft = permissions.can_edit() or permissions.can_publish()
    address = ""
    if is_draft or _is_readable(page, request):
        address = reverse("wagtailadmin_pages:view_draft" if is_draft else "desk:as-published", args=[page.pk])
    code = page.locale.language_code
    return {"address": address, "is_draft": is_draft, "code": code, "name": get_language_info(code)["name_local"]}

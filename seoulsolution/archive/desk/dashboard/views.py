"""The lists behind the numbers of the first page."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ...policies.models import AreaPage
from .cares import CARES, Finding
from .scope import may_change, pages_of

ROWS = 50


def care(request: HttpRequest, name: str) -> HttpResponse:
    """Everything that one care finds, `?area=` in one area only, `?p=` for a page of the list."""
    if name not in CARES:
        raise Http404
    pages = pages_of(request.user)
    if not pages.exists():
        raise PermissionDenied
    areas = AreaPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("area__order")
    area = areas.filter(slug=request.GET.get("area", "")).first()
    if area is not None:
        pages = pages.filter(translation_key__in=_translations_below(area))
    shown = Paginator(list(CARES[name].find(pages)), ROWS).get_page(request.GET.get("p"))
    context = {
        "care": CARES[name],
        "findings": _linked(request.user, list(shown)),
        "page_obj": shown,
        "areas": areas.filter(pk__in=pages_of(request.user).values("pk")),
        "area": area,
    }
    return render(request, "desk/dashboard/list.html", context)


def _translations_below(area: AreaPage) -> Any:
    return area.get_descendants(inclusive=True).values("translation_key")


def _linked(user: Any, findings: list[Finding]) -> list[tuple[Finding, bool]]:
    """Each with whether the user may edit its page."""
    editable = may_change(user, {finding.page for finding in findings})
    return [(finding, finding.page in editable) for finding in findings]

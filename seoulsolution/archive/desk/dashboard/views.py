"""The lists behind the numbers of the first page."""

from collections import Counter
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.models import Page

from ...policies.models import AreaPage
from ..translating.saving import may_translate
from .cares import CARES, Finding
from .scope import cared_for, may_change, pages_of

ROWS = 50


def care(request: HttpRequest, name: str) -> HttpResponse:
    """Everything that one care finds, in one area (`?area=`) and of one kind (`?kind=`) only, page by page (`?p=`)."""
    if name not in CARES:
        raise Http404
    if not pages_of(request.user).exists():
        raise PermissionDenied
    pages = cared_for(request.user)
    areas = AreaPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("area__order")
    area = areas.filter(slug=request.GET.get("area", "")).first()
    if area is not None:
        pages = pages.filter(translation_key__in=_translations_below(area))
    found = list(CARES[name].find(pages))
    kinds = kinds_of(found)
    numbers = Counter(kinds)
    kind = request.GET.get("kind", "")
    if kind in numbers:
        found = [finding for finding, own in zip(found, kinds, strict=True) if own == kind]
    shown = Paginator(found, ROWS).get_page(request.GET.get("p"))
    listed = _to_the_translation(request.user, list(shown)) if name == "untranslated" else list(shown)
    context = {
        "care": CARES[name],
        "findings": _linked(request.user, listed),
        "page_obj": shown,
        "areas": areas.filter(pk__in=pages_of(request.user).values("pk")),
        "area": area,
        "kinds": sorted(numbers.items()),
        "kind": kind if kind in numbers else "",
    }
    return render(request, "desk/dashboard/list.html", context)


def _translations_below(area: AreaPage) -> Any:
    return area.get_descendants(inclusive=True).values("translation_key")


def kinds_of(findings: list[Finding]) -> list[str]:
    """The kind of each: of the claim that it is about, else of its page."""
    pages = {finding.page for finding in findings}
    types = dict(Page.objects.filter(pk__in=pages).values_list("pk", "content_type"))
    names = {key: capfirst(_name(key)) for key in set(types.values())}
    return [
        capfirst(finding.part) if finding.row or finding.address else names[types[finding.page]] for finding in findings
    ]


def _name(content_type: int) -> str:
    model = ContentType.objects.get_for_id(content_type).model_class()
    return str(model._meta.verbose_name) if model else ""


def _to_the_translation(user: Any, findings: list[Finding]) -> list[Finding]:
    """Pages that are not translated lead those who translate them to the begin of it."""
    pages = Page.objects.specific().in_bulk([finding.page for finding in findings])
    mine = {pk for pk, page in pages.items() if may_translate(page, user)}
    return [
        replace(finding, address=reverse("desk:begin-translation", args=[finding.page]))
        if finding.page in mine
        else finding
        for finding in findings
    ]


def _linked(user: Any, findings: list[Finding]) -> list[tuple[Finding, bool]]:
    """Each with whether the user may edit its page."""
    editable = may_change(user, {finding.page for finding in findings})
    return [(finding, finding.page in editable) for finding in findings]

"""The claims of a page as a table for those who check them, and the history of each."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from wagtail.models import Page

from seoulsolution.core.versions import parts_of

from ..dashboard.scope import pages_of
from .history import Tally, history, tallies
from .rows import claim_models, relation_of


@dataclass(frozen=True, slots=True)
class Row:
    """`parts`: what it says, (name of the field, text)."""

    claim: Any
    parts: list[tuple[str, str]]
    relation: str
    tally: Tally | None


def _page(request: HttpRequest, page_id: int) -> Any:
    """A page that the person looks after, as its latest draft is."""
    page = get_object_or_404(Page, pk=page_id)
    if not pages_of(request.user).filter(pk=page.pk).exists():
        raise PermissionDenied
    return page.specific.get_latest_revision_as_object()


def models_for(page: Any) -> list[Any]:
    """The kinds of claims that a page can have, in the order in which the page tells them."""
    found = [model for model in claim_models() if isinstance(page, model._meta.get_field("page").related_model)]
    order = {name: place for place, name in enumerate(page.public_fields)}
    return sorted(found, key=lambda model: order.get(relation_of(model), len(order)))


def claims(request: HttpRequest, page_id: int) -> HttpResponse:
    """Every claim of the page: what it says, its source, its confidence, and how often it was changed."""
    page = _page(request, page_id)
    sections = []
    for model in models_for(page):
        rows = list(getattr(page, relation_of(model)).all())
        if rows:
            counted = tallies(page, model)
            title = capfirst(str(model._meta.verbose_name_plural))
            told = zip(rows, parts_of(rows, with_origin=False), strict=True)
            sections.append((title, [_row(claim, list(parts.items()), model, counted) for claim, parts in told]))
    can_edit = page.permissions_for_user(request.user).can_edit()
    return render(request, "desk/claims/list.html", {"page": page, "sections": sections, "can_edit": can_edit})


def _row(claim: Any, parts: list[tuple[str, str]], model: Any, counted: dict[str, Tally]) -> Row:
    return Row(claim, parts, relation_of(model), counted.get(str(claim.translation_key)))


def claim(request: HttpRequest, page_id: int, relation: str, key: Any) -> HttpResponse:
    """Every change of one claim, the latest first."""
    page = _page(request, page_id)
    model = next((model for model in models_for(page) if relation_of(model) == relation), None)
    changes = history(page, model, str(key)) if model else []
    if model is None or not changes:
        raise Http404
    title = capfirst(str(model._meta.verbose_name))
    return render(request, "desk/claims/history.html", {"page": page, "title": title, "changes": changes})

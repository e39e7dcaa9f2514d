"""The claims of a page: every kind of row that must say where it comes from."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, QuerySet
from wagtail.models import Page

from seoulsolution.core.claims import Claim


@cache
def claim_models() -> tuple[Any, ...]:
    """Every model of claims that are rows of a page."""
    found = [model for model in apps.get_models() if issubclass(model, Claim)]
    return tuple(model for model in found if any(field.name == "page" for field in model._meta.fields))


def relation_of(model: Any) -> str:
    """The name under which a page has its rows."""
    return str(model._meta.get_field("page").remote_field.related_name)


def names_in(model: Any) -> list[str]:
    """The foreign keys that a claim says something about, not those that say where it belongs."""
    return [field.name for field in model._meta.fields if field.many_to_one and field.name not in ("page", "locale")]


def claims_with_names(model: Any, pages: QuerySet[Page]) -> QuerySet[Any]:
    """The claims of one kind on `pages`, page by page, with what they name: of pages the titles are enough."""
    named = [(name, model._meta.get_field(name).related_model) for name in names_in(model)]
    titles = [
        Prefetch(n, kind.objects.only("title") if issubclass(kind, Page) else kind.objects.all()) for n, kind in named
    ]
    rows = model.objects.filter(page__in=pages.values("pk")).order_by("page__path", "sort_order")
    return rows.prefetch_related(*titles)


def statement(row: Any) -> str:
    """What a claim says, in one line."""
    return str(row)

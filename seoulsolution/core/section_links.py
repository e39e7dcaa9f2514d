"""Links to the pages that gather others."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from wagtail.models import Page

from .pages import SectionPage
from .routing import Addresses
from .statements import kept
from .visibility import is_public


class SectionLink(NamedTuple):
    title: str
    introduction: str
    url: str | None


def _introduction() -> Coalesce:
    """Of a page of any kind that has one."""
    kinds = [model._meta.model_name for model in apps.get_models() if issubclass(model, SectionPage)]
    said = [NullIf(f"{kind}__introduction", Value("")) for kind in kinds]
    return Coalesce(*said, Value(""), output_field=TextField())


@kept
def _below(path: str, depth: int) -> QuerySet[Any]:
    kinds = [model for model in apps.get_models() if issubclass(model, SectionPage)]
    pages = Page.objects.type(*kinds).filter(is_public(), path__startswith=path, depth=depth)
    return pages.order_by("path").values_list("title", _introduction(), "url_path")


def sections_below(page: Page) -> list[SectionLink]:
    """The public pages right below a page that gather others, in their order; one query."""
    addresses = Addresses()
    rows = _below(path=page.path, depth=page.depth + 1)
    return [SectionLink(title, introduction, addresses.url(url_path)) for title, introduction, url_path in rows]


@cache
def _of(model: type[SectionPage]) -> Callable[..., list[Any]]:
    @kept
    def pages(language: str) -> QuerySet[Any]:
        found = model._default_manager.filter(is_public(), locale__language_code=language)
        return found.order_by("path").values_list("title", "introduction", "url_path")[:1]

    return pages


@cache
def _among(*models: type[SectionPage]) -> Callable[..., list[Any]]:
    @kept
    def pages(language: str) -> QuerySet[Any]:
        found = Page.objects.type(*models).filter(is_public(), locale__language_code=language)
        return found.order_by("-path").values_list("content_type", "url_path")

    return pages


def addresses_of(*models: type[SectionPage], language: str) -> dict[type[SectionPage], str | None]:
    """Of the public pages of these kinds in a language, by their kinds; one query for all of them."""
    addresses = Addresses()
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in models}
    pages = _among(*models)  # type: ignore[arg-type] # models are hashed by their class
    return {kinds[kind]: addresses.url(url_path) for kind, url_path in pages(language=language)}


def link_to(model: type[SectionPage], language: str) -> SectionLink | None:
    """The public page of a kind in a language; one query."""
    addresses = Addresses()
    pages = _of(model)  # type: ignore[arg-type] # models are hashed by their class
    for title, introduction, url_path in pages(language=language):
        return SectionLink(title, introduction, addresses.url(url_path))
    return None

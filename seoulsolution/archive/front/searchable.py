"""Pages that gather others, and articles, can be found by search: a register, a map, what the archive is."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from seoulsolution.core import searchable
from seoulsolution.core.pages import ArchivePage, SectionPage
from seoulsolution.core.searchable import Searchable
from seoulsolution.core.visibility import is_public, translated

from ..policies.searchable import prose_passages
from .models import TextPage


class Sections:
    kind = "section"
    weight = 1.0
    name = _("Parts of the archive")
    one = _("Part of the archive")

    @cached_property
    def models(self) -> Sequence[type[ArchivePage]]:
        return [TextPage, *(model for model in apps.get_models() if issubclass(model, SectionPage))]

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        for model in self.models:
            pages = model._default_manager.filter(is_public(), translated()).select_related("locale")
            if keys is not None:
                pages = pages.filter(translation_key__in=keys)
            for page in pages.order_by("path"):
                yield section_text(page)


def section_text(page: Any) -> Searchable:
    passages = prose_passages(page.body) if isinstance(page, TextPage) else [page.introduction]
    passages = [passage for passage in passages if passage]
    with override(page.locale.language_code):
        called = str(getattr(page, "also_called", ""))
    return Searchable(
        kind=Sections.kind,
        key=str(page.translation_key),
        id=page.slug,
        language=page.locale.language_code,
        title=page.title,
        line="" if isinstance(page, TextPage) else page.introduction,
        passages=passages,
        url=page.url,
        also=[called] if called else [],
    )


def connect() -> None:
    searchable.register(Sections())

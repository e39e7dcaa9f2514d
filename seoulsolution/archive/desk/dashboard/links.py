"""Links within the site that lead nowhere: to pages that are not public or not there, and to policies unknown."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, ReferenceIndex

from seoulsolution.core.claims import POLICY_REFERENCE, parse_sources
from seoulsolution.core.routing import find_page
from seoulsolution.core.visibility import is_public

from ...policies.models import PolicyPage
from ..claims.rows import claim_models, claims_with_names, statement
from .scope import ORIGINAL, page_models

ADDRESS = re.compile(r"""href=\\?["']([^"'\\]+)""")


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """`target`: what it leads to, in words. `text`, `row`: of the claim that has it as its source."""

    page: Any
    part: str
    target: str
    text: str = ""
    row: str = ""


def broken_links(pages: QuerySet[Page]) -> Iterator[BrokenLink]:
    for model in page_models():
        prose = [field for field in model._meta.fields if isinstance(field, StreamField | RichTextField)]
        if prose:
            rows = model.objects.filter(pk__in=pages.values("pk"), live=True, alias_of=None)
            yield from _chosen(rows, prose)
            yield from _typed(rows, prose)
    yield from _unknown_policies(pages)


def _chosen(rows: QuerySet[Any], prose: list[Any]) -> Iterator[BrokenLink]:
    """Links to pages that were chosen in a text."""
    names = {field.name: field for field in prose}
    references = ReferenceIndex.objects.filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page),
        to_content_type=ReferenceIndex._get_base_content_type(Page),
        object_id__in=[str(pk) for pk in rows.values_list("pk", flat=True)],
    ).values_list("object_id", "to_object_id", "model_path")
    links = [(int(page), int(to), path.split(".")[0]) for page, to, path in references]
    links = [link for link in links if link[2] in names]
    targets = Page.objects.in_bulk({to for _page, to, _name in links})
    public = set(Page.objects.filter(is_public(), pk__in=targets).values_list("pk", flat=True))
    having = rows.select_related("locale").in_bulk({page for page, to, _name in links if to not in public})
    for page, to, name in links:
        if to not in public:
            title = targets[to].title if to in targets else _("a page that was deleted")
            yield BrokenLink(having[page], str(names[name].verbose_name), title)


def _typed(rows: QuerySet[Any], prose: list[Any]) -> Iterator[BrokenLink]:
    """Links to addresses of this site that were typed."""
    beginnings = (f"{settings.SITE_URL}/", "/")
    texts = {f"{field.name}_text": Cast(field.name, TextField()) for field in prose}
    which = Q()
    # Within JSON a quotation mark stands behind a backslash.
    marks = [f"href={quoted}{beginning}" for quoted in ('\\"', '"') for beginning in beginnings]
    for name, mark in product(texts, marks):
        which |= Q(**{f"{name}__contains": mark})
    for page in rows.annotate(**texts).filter(which).select_related("locale"):
        for field in prose:
            for address in ADDRESS.findall(getattr(page, f"{field.name}_text") or ""):
                if address.startswith(beginnings) and not _leads_somewhere(address):
                    yield BrokenLink(page, str(field.verbose_name), address)


def _leads_somewhere(address: str) -> bool:
    """Whether a page of the archive is at an address of this site. Other addresses are not looked at."""
    if address.startswith("//"):
        return True
    language, _slash, path = unquote(urlsplit(address).path).lstrip("/").partition("/")
    if language not in dict(settings.LANGUAGES):
        return True
    page = find_page(path if path.endswith("/") or not path else f"{path}/", language)
    return page is not None and not page.is_restricted


def _unknown_policies(pages: QuerySet[Page]) -> Iterator[BrokenLink]:
    """Claims whose source is the list of sources of another policy."""
    known = set(PolicyPage.objects.filter(is_public()).values_list("slug", flat=True))
    for model in claim_models():
        rows = claims_with_names(model, pages.filter(ORIGINAL)).filter(source__contains=POLICY_REFERENCE)
        for row in rows.select_related("page__locale"):
            for policy in _named(row.source):
                if policy not in known:
                    yield BrokenLink(row.page, _name(model), policy, statement(row), str(row.translation_key))


def _named(sources: str) -> Iterable[str]:
    return [source.policy_id for source in parse_sources(sources) if source.policy_id]


def _name(model: type[models.Model]) -> str:
    return str(model._meta.verbose_name)

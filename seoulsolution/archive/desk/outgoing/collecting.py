"""Every outgoing address that public pages and terms show, read in portions so that memory does not grow with them."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from seoulsolution.core.claims import parse_sources
from seoulsolution.core.pages import ArchivePage
from seoulsolution.core.visibility import is_public

from .models import OutgoingLink, OutgoingPlace, address_hash

PORTION = 500
# Sources are texts, one on each line.
SOURCES = "source"
ADDRESS_IN_PROSE = re.compile(r"""href=["'](https?://[^"'\s]+)""")
WEB = ("https://", "http://")
LONGEST = 4000


class Found(NamedTuple):
    """`page`: id of the page that the row belongs to, None for a term."""

    address: str
    page: int | None
    kind: int
    row: int
    field: str


def collect(*, now: datetime) -> int:
    """Bring links and places up to date with what readers see; returns how many places there are.

    What stands nowhere any more is forgotten. Each portion is a transaction of its own.
    """
    number = 0
    for model in _models():
        rows = _found_in(model)
        while portion := list(islice(rows, PORTION)):
            _keep(portion, now)
            number += len(portion)
    OutgoingPlace.objects.filter(found_at__lt=now).delete()
    OutgoingLink.objects.filter(places=None).delete()
    return number


def _models() -> Iterator[type[models.Model]]:
    """Pages, their rows, and the terms that editors keep, as far as they hold addresses."""
    terms = set(get_snippet_models())
    for model in apps.get_models():
        if (issubclass(model, ArchivePage) or _page_of(model) or model in terms) and address_fields(model):
            yield model


def _page_of(model: type[models.Model]) -> type[models.Model] | None:
    """The kind of page to which its rows belong."""
    for field in model._meta.fields:
        kind: Any = field.related_model
        if field.name == "page" and field.many_to_one and issubclass(kind, ArchivePage):
            return kind
    return None


def address_fields(model: type[models.Model]) -> list[Any]:
    """The fields of a model in which readers meet addresses."""
    kinds = (models.URLField, StreamField, RichTextField)
    own = [field for field in model._meta.concrete_fields if field.model._meta.app_label != "wagtailcore"]
    return [field for field in own if isinstance(field, kinds) or field.name == SOURCES]


def _found_in(model: type[models.Model]) -> Iterator[Found]:
    fields = address_fields(model)
    kind = ContentType.objects.get_for_model(model).pk
    texts = {f"{field.name}_text": Cast(field.name, TextField()) for field in fields}
    belongs = "page_id" if _page_of(model) else "pk"
    is_term = not issubclass(model, ArchivePage) and not _page_of(model)
    rows = _shown(model).order_by("pk").annotate(**texts).values_list("pk", belongs, *texts)
    for pk, page, *said in rows.iterator(chunk_size=PORTION):
        for field, text in zip(fields, said, strict=True):
            for address in set(addresses_in(field, text or "")):
                yield Found(address, None if is_term else page, kind, pk, field.name)


def _shown(model: type[models.Model]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.all()
    if issubclass(model, ArchivePage):
        return rows.filter(is_public())
    if _page_of(model):
        return rows.filter(page__in=Page.objects.filter(is_public()).order_by().values("pk"))
    return rows


def addresses_in(field: Any, text: str) -> Iterator[str]:
    """Those of other sites, as they stand in a field."""
    if isinstance(field, StreamField | RichTextField):
        said = _texts(json.loads(text or "[]")) if isinstance(field, StreamField) else [text]
        found: Iterable[str | None] = [unescape(one) for prose in said for one in ADDRESS_IN_PROSE.findall(prose)]
    elif field.name == SOURCES:
        found = (source.url for source in parse_sources(text))
    else:
        found = [text.strip()]
    own = f"{settings.SITE_URL}/"
    for address in found:
        if address and address.startswith(WEB) and len(address) <= LONGEST and not f"{address}/".startswith(own):
            yield address


def _texts(value: Any) -> Iterator[str]:
    """Every text of a narrative, as it is stored."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def host_of(address: str) -> str:
    """Empty where the address has none that there could be."""
    try:
        return (urlsplit(address).hostname or "")[:255]
    except ValueError:
        return ""


def _keep(portion: list[Found], now: datetime) -> None:
    hashes = {found.address: address_hash(found.address) for found in portion}
    with transaction.atomic():
        OutgoingLink.objects.bulk_create(
            [
                OutgoingLink(address=address, address_hash=value, host=host_of(address), check_at=now)
                for address, value in hashes.items()
            ],
            ignore_conflicts=True,
        )
        keys = dict(OutgoingLink.objects.filter(address_hash__in=hashes.values()).values_list("address_hash", "pk"))
        OutgoingPlace.objects.bulk_create(
            [
                OutgoingPlace(
                    link_id=keys[hashes[found.address]],
                    page_id=found.page,
                    kind_id=found.kind,
                    row=found.row,
                    field=found.field,
                    found_at=now,
                )
                for found in portion
            ],
            update_conflicts=True,
            unique_fields=["link", "kind", "row", "field"],
            update_fields=["page", "found_at"],
        )

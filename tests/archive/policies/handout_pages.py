"""Pages, PDF readers and addresses for the tests of the handouts."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.urls import path
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from config.urls import urlpatterns as site_addresses
from seoulsolution.archive.models import PolicyPage
from seoulsolution.archive.policies import handout_views
from seoulsolution.archive.policies.handouts import path_of

urlpatterns = [
    path("pdf/<slug:language>/areas/<slug:slug>.pdf", handout_views.area, name="area-handout"),
    path("pdf/<slug:language>/<slug:slug>.pdf", handout_views.policy, name="handout"),
    *site_addresses,
]


MANUAL = "revenue-water-ratio"


def get_policy(slug: str, language: str) -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def publish(page: Any, **values: Any) -> None:
    """As an editor does it: a revision that is published."""
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def read_pdf(page: Any) -> PdfReader:
    return PdfReader(BytesIO(path_of(page).read_bytes()))


def squeeze(text: str) -> str:
    """Without white space: where a line ends is not part of a text."""
    return re.sub(r"\s+", "", text)


def text_of(reader: PdfReader) -> str:
    return squeeze("".join(page.extract_text() for page in reader.pages))


def structure(node: Any) -> Iterator[DictionaryObject]:
    """Every element of the structure tree, in reading order."""
    if isinstance(node, IndirectObject):
        node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            yield from structure(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from structure(node["/K"])


def tags(reader: PdfReader) -> list[DictionaryObject]:
    return list(structure(reader.trailer["/Root"]["/StructTreeRoot"]))

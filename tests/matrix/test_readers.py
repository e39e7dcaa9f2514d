"""Nothing that is not public comes to a reader: by pages, search, feeds, files, or when something fails."""

import io
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from wagtail.models import Page

from seoulsolution.archive.models import PolicyFile
from seoulsolution.core.models import ArchiveFile
from seoulsolution.core.visibility import is_public
from tests.core.files.samples import pdf

from .addresses import every_address
from .planting import Planted, State

pytestmark = pytest.mark.django_db

# Asked as a proxy or a browser asks that has something already.
HAVING_IT = [{}, {"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}]


def said(answer: Any) -> str:
    """Everything that an answer says, its headers and the text of a PDF among it."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Type", "").startswith("application/pdf"):
        reader = PdfReader(io.BytesIO(content))
        return "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
    return "\n".join([content.decode("utf-8", "replace"), *map(str, answer.headers.values())])


def leaked(planted: Planted, text: str) -> list[State]:
    return [state for state, word in planted.words.items() if word in text]


def test_nothing_is_said_at_any_address(planted: Planted, reader: Client):
    found = []
    for address in every_address(planted):
        if address.state is None or address.path.startswith("/admin/"):
            continue
        for headers in HAVING_IT:
            answer = reader.get(address.path, headers=headers)
            assert answer.status_code < 500
            found += [(address.path, headers, state) for state in leaked(planted, said(answer))]
        assert leaked(planted, said(reader.get(f"{address.path[:-1]}x/"))) == []
    for path in sorted(set(listings(planted))):
        answer = reader.get(path)
        assert answer.status_code < 500, path
        found += [(path, state) for state in leaked(planted, said(answer))]
    assert found == []


def listings(planted: Planted) -> Iterator[str]:
    """Every public address that tells of several pages."""
    for address in every_address(planted):
        if address.state is None and not address.path.startswith("/admin/"):
            yield address.path
    for page in Page.objects.filter(is_public(), depth__gt=1, numchild__gt=0):
        yield page.url
    for language in ("ko", "en"):
        for area in ("transportation", "environment"):
            yield reverse("area-handout", args=[language, area])
        yield f"/sitemap-{language}.xml"
        # Pages of which there is a newer draft are found by what they say in public.
        for state in (State.PUBLISHED, State.BEHIND):
            asked = QueryDict(mutable=True)
            asked.update({"q": planted.pages[state].title, "lang": language})
            yield f"{reverse('api-search')}?{asked.urlencode()}"
            yield f"/{language}/search/?{asked.urlencode()}"


def test_no_file_is_given_that_only_a_page_offers_which_is_not_public(
    planted: Planted, reader: Client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    given = []
    for state, word in planted.words.items():
        file = ArchiveFile.objects.create(title=word, file=ContentFile(pdf(), f"{word}.pdf"))
        draft = planted.pages[state].get_latest_revision_as_object()
        draft.files = [PolicyFile(document=file, title=word, locale=draft.locale)]
        draft.save_revision()
        for headers in HAVING_IT:
            answer = reader.get(file.url, headers=headers)
            if answer.status_code not in (404, 410) or leaked(planted, said(answer)):
                given.append((state, answer.status_code))
    assert given == []


@pytest.mark.usefixtures("without_handouts")
def test_nothing_is_found_by_words_that_are_not_public(planted: Planted, reader: Client):
    for (state, word), language in product(planted.words.items(), ("ko", "en")):
        found = reader.get("/api/v1/search", {"q": word, "lang": language}).json()
        assert all(word not in str(result) for result in found["results"]), state
        page = reader.get(f"/{language}/search/", {"q": word}).content.decode()
        # What was typed stands in the box, in the addresses of filters and where it is said that nothing was found.
        assert f"<mark>{word}" not in page, state
        suggested = reader.get(f"/{language}/search/suggestions/", {"q": word[:12]}).content.decode()
        assert word not in suggested, state

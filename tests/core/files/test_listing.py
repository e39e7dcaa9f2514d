"""What editors find: pictures by what they lack, licence and language; files by kind and language."""

import html
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from seoulsolution.core.models import ArchiveFile, Picture

from .samples import pdf, photograph

pytestmark = pytest.mark.django_db

WORDS = {
    "ko": ("그림 설명, 언어", "공공누리 제1유형(출처표시)", "미완성 그림"),
    "en": ("caption, language", "KOGL Type 1 (name the source)", "Unfinished pictures"),
}
DETAILS = {"ko": "PDF, 1 kB, 3쪽, 영어", "en": "PDF, 1 kB, 3 pages, English"}


@pytest.fixture
def pictures(db: None) -> None:
    finished = {"description": "A", "caption": "B", "licence": "cc0-1.0", "author": "C", "language": "zxx"}
    half = {"description": "A", "licence": "kogl-1", "author": "C"}
    for title, values in (("Finished one", finished), ("Half of one", half)):
        Picture.objects.create(title=title, file=SimpleUploadedFile("a.jpg", photograph(size=(6, 4))), **values)


@pytest.mark.parametrize("address", ["wagtailimages:index", "wagtailimages:index_results"])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"Finished one", "Half of one"}),
        ({"lacking": "any"}, {"Half of one"}),
        ({"lacking": "caption"}, {"Half of one"}),
        ({"lacking": "author"}, set()),
        ({"licence": "cc0-1.0"}, {"Finished one"}),
        ({"language": "zxx"}, {"Finished one"}),
    ],
)
def test_pictures_are_found_by_what_they_are_and_lack(editor: Client, pictures, address: str, query: dict, found: set):
    listed = html.unescape(editor.get(reverse(address), query).content.decode())
    assert {title for title in ("Finished one", "Half of one") if title in listed} == found


def test_list_says_what_a_picture_lacks(speaking: Client, pictures, language: str):
    listed = html.unescape(speaking.get(reverse("wagtailimages:index")).content.decode())
    *shown, report = WORDS[language]
    assert all(words in listed for words in shown)
    assert json.dumps(report)[1:-1] in listed


def test_pictures_are_sorted_and_shown_as_tiles(editor: Client, pictures):
    address = reverse("wagtailimages:index")
    listed = editor.get(address, {"ordering": "-licence"}).content.decode()
    assert listed.index("Half of one") < listed.index("Finished one")
    assert editor.get(address, {"layout": "grid"}).status_code == 200


def test_files_are_found_by_kind_and_language(speaking: Client, language: str):
    ArchiveFile.objects.create(title="Paper", file=SimpleUploadedFile("a.pdf", pdf()), language="en")
    address = reverse("wagtaildocs:index")
    assert DETAILS[language] in html.unescape(speaking.get(address, {"kind": "pdf"}).content.decode())
    for query in ({"kind": "csv"}, {"language": "ko"}):
        assert "Paper" not in speaking.get(address, query).content.decode()


def test_forms_ask_for_what_must_be_known(editor: Client, pictures):
    form = editor.get(reverse("wagtailimages:edit", args=[Picture.objects.first().pk])).content.decode()
    for name in ("description", "caption", "licence", "author", "language", "source"):
        assert f'name="{name}"' in form

"""Files reach readers as downloads that cannot run, and only those that a public policy offers."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from seoulsolution.archive.models import PolicyFile, PolicyPage
from seoulsolution.core.models import ArchiveFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]

CONTENT = "구,인구\n종로,1\n".encode()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def page(language: str) -> PolicyPage:
    return PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)


@pytest.fixture
def file(page: PolicyPage) -> ArchiveFile:
    """A table that the page offers."""
    upload = SimpleUploadedFile("kim.csv", CONTENT)
    made = ArchiveFile.objects.create(title='서울 "심야버스"\n표/1.csv', file=upload, language="ko")
    PolicyFile.objects.create(page=page, locale=page.locale, title="Night bus", document=made)
    return made


def test_file_is_a_download_that_cannot_run(reader: Client, file: ArchiveFile):
    answer = reader.get(file.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == CONTENT
    headers = answer.headers
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"].startswith("attachment; filename=\"__ ____ _ 1.csv\"; filename*=UTF-8''")
    assert (
        "%EC%84%9C%EC%9A%B8%20%EC%8B%AC%EC%95%BC%EB%B2%84%EC%8A%A4%20%ED%91%9C%201.csv"
        in headers["Content-Disposition"]
    )
    assert int(headers["Content-Length"]) == len(CONTENT)
    assert not answer.cookies


def test_unchanged_file_is_not_sent_again(reader: Client, file: ArchiveFile):
    first = reader.get(file.url)
    b"".join(first.streaming_content)
    again = reader.get(file.url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "sandbox" in again.headers["Content-Security-Policy"]


def test_page_lists_kind_size_pages_and_language(reader: Client, page: PolicyPage, file: ArchiveFile, language: str):
    ArchiveFile.objects.update(pages=3)
    html = reader.get(page.url).content.decode()
    assert {"ko": "(CSV, 1 kB, 3쪽, 한국어)", "en": "(CSV, 1 kB, 3 pages, Korean)"}[language] in html
    assert 'type="text/csv"' in html
    assert ('hreflang="ko"' in html.split("#material")[-1].split(file.url)[-1][:200]) == (language == "en")


def test_file_of_a_draft_is_not_there_but_for_staff(reader: Client, page: PolicyPage, file: ArchiveFile):
    PolicyPage.objects.filter(pk=page.pk).update(live=False, first_published_at=None)
    assert reader.get(file.url).status_code == 404
    staff = Client()
    staff.force_login(get_user_model().objects.create_superuser("a", "a@example.org", "a long password"))
    answer = staff.get(file.url)
    assert answer.status_code == 200
    answer.close()


def test_file_of_a_withdrawn_policy_is_gone(reader: Client, page: PolicyPage, file: ArchiveFile):
    page.unpublish()
    assert reader.get(file.url).status_code == 410
    assert reader.get(f"/documents/{file.pk}/guessed.csv").status_code == 404


def test_file_of_a_restricted_policy_is_not_there(reader: Client, page: PolicyPage, file: ArchiveFile):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert reader.get(file.url).status_code == 404


def test_file_of_a_private_collection_asks_to_sign_in(reader: Client, file: ArchiveFile):
    file.collection = Collection.get_first_root_node().add_child(name="Private")
    file.save()
    CollectionViewRestriction.objects.create(collection=file.collection, restriction_type="login")
    answer = reader.get(file.url)
    assert answer.status_code == 302
    assert "/account/sign-in/" in answer.headers["Location"]


@pytest.mark.parametrize("name", ["x.csv", "..%2f..%2fdatabase.sqlite3", "../../../environment", "%00.csv", ""])
def test_other_names_lead_nowhere(reader: Client, file: ArchiveFile, name: str):
    assert reader.get(f"/documents/{file.pk}/{name}").status_code in (400, 404)


def test_missing_file_is_not_there(reader: Client, file: ArchiveFile):
    file.file.storage.delete(file.file.name)
    assert reader.get(file.url).status_code == 404


def test_file_takes_no_post(reader: Client, file: ArchiveFile):
    assert reader.post(file.url).status_code == 405

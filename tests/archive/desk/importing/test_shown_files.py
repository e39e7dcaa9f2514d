"""Pictures, videos and files of a policy come in and go out as tables; what was uploaded is named."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection

from seoulsolution.archive.models import PolicyFile, PolicyPage, PolicyPicture, PolicyVideo
from seoulsolution.core.models import ArchiveFile, Picture
from tests.core.files.samples import pdf, photograph

from .conftest import address, confirm, download, korean, page_text, rows_of, table, upload, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]
NAMES = ("policy-pictures", "policy-videos", "policy-files")
FACTS = {"licence": "cc-by-4.0", "author": "Kim", "language": "zxx", "caption": "정류장", "description": "밤 버스"}


@pytest.fixture(autouse=True)
def material(settings, tmp_path) -> None:
    """A policy that shows one of each, and another picture and file of one title each, which two have."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for title in ("밤 버스", "같은 이름", "같은 이름"):
        Picture.objects.create(title=title, file=ContentFile(photograph(), "b.jpg"), **FACTS)
    for title in ("계획", "보고서"):
        ArchiveFile.objects.create(title=title, file=ContentFile(pdf(), "a.pdf"))
    page = korean(PolicyPage, "owl-bus")
    own = {"locale": page.locale}
    twin = Picture.objects.filter(title="같은 이름").latest("pk")
    page.pictures = [PolicyPicture(image=twin, alternative="=밤", caption="정류장", **own)]
    page.videos = [PolicyVideo(title="영상", url="https://example.org/1", spoken_language="ko", **own)]
    page.files = [PolicyFile(document=ArchiveFile.objects.get(title="계획"), title="운영 계획", **own)]
    page.save_revision().publish()


def draft() -> PolicyPage:
    return korean(PolicyPage, "owl-bus").get_latest_revision_as_object()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_what_is_taken_out_comes_in_unchanged(editor, name, file_format):
    content = download(editor, name, file_format=file_format, drafts="on")
    brought = upload(editor, content, f"x.{file_format}", name)
    assert verdicts(brought) == ["unchanged"], page_text(editor, brought)


def test_picture_is_named_by_its_title_and_lends_its_words(editor):
    brought = upload(editor, table([{"policy": "owl-bus", "picture": "밤 버스"}]), kind="policy-pictures")
    assert verdicts(brought) == ["new"], page_text(editor, brought)
    confirm(editor, brought)
    shown = draft().pictures.all()[1]
    assert (shown.image.title, shown.alternative, shown.caption) == ("밤 버스", "밤 버스", "정류장")
    editor.post(address(brought, "import-undo"))
    assert len(draft().pictures.all()) == 1


def test_file_is_named_by_its_file_name_and_video_by_its_address(editor):
    kept = ArchiveFile.objects.get(title="보고서")
    name = kept.file.name.rpartition("/")[2]
    confirm(editor, upload(editor, table([{"policy": "owl-bus", "file": name}]), kind="policy-files"))
    row = {"policy": "owl-bus", "url": "https://example.org/2", "title_ko": "둘째 영상"}
    confirm(editor, upload(editor, table([row]), kind="policy-videos"))
    assert [file.title for file in draft().files.all()] == ["운영 계획", "보고서"]
    assert [video.url for video in draft().videos.all()] == ["https://example.org/1", "https://example.org/2"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"picture": "같은 이름"}, "여럿"),
        ({"picture": "없는 그림"}, "없는 그림"),
        ({"url": "javascript:alert(1)", "title_ko": "x"}, "http"),
        ({"url": "https://example.org/1", "title_ko": "x"}, "이미 있습니다"),
    ],
)
def test_what_means_no_single_thing_is_told(editor, row, told):
    kind = "policy-pictures" if "picture" in row else "policy-videos"
    brought = upload(editor, table([{"policy": "owl-bus"} | row]), kind=kind)
    assert verdicts(brought) == ["faulty"]
    assert told in page_text(editor, brought)


def test_picture_that_one_may_not_choose_is_not_named(editor):
    closed = Collection.get_first_root_node().add_child(name="closed")
    Picture.objects.filter(title="밤 버스").update(collection=closed)
    for group in editor.user.groups.all():
        group.collection_permissions.all().delete()
    brought = upload(editor, table([{"policy": "owl-bus", "picture": "밤 버스"}]), kind="policy-pictures")
    assert verdicts(brought) == ["faulty"]
    assert [row["picture"] for row in rows_of(download(editor, "policy-pictures"), "policy-pictures")] != [""]

"""Every way in leads through the same gate: list, many at once, replacing, chooser, model."""

import html
import json
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import UploadedFile
from wagtail.utils.file import hash_filelike

from seoulsolution.core.files import intake
from seoulsolution.core.models import ArchiveFile, Picture

from .samples import SECRET, acting, docx, named, pdf, photograph, wide, with_part

pytestmark = pytest.mark.django_db

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
REFUSED = {
    "picture": {"ko": "SVG는 스크립트를 담을 수 있어 올릴 수 없습니다.", "en": "SVG is not taken"},
    "document": {"ko": "매크로나 컨트롤 같은 프로그램이 든 파일입니다.", "en": "The file holds macros"},
}
HOSTILE = {"picture": ("kim-secret.png", SVG), "document": ("kim-secret.docx", with_part("word/vbaProject.bin", b"x"))}
HARMLESS = {"picture": ("kim-secret.jpg", photograph()), "document": ("kim-secret.docx", docx())}
MODELS = {"picture": Picture, "document": ArchiveFile}
NAMES = {"picture": "wagtailimages", "document": "wagtaildocs"}


def sent(purpose: str, files: dict) -> SimpleUploadedFile:
    return SimpleUploadedFile(*files[purpose])


def add(client: Client, purpose: str, files: dict):
    return client.post(reverse(f"{NAMES[purpose]}:add"), {"title": "Bus", "file": sent(purpose, files)})


def add_many(client: Client, purpose: str, files: dict):
    return client.post(reverse(f"{NAMES[purpose]}:add_multiple"), {"title": "Bus", "files[]": sent(purpose, files)})


def choose(client: Client, purpose: str, files: dict):
    prefix = {"picture": "image", "document": "document"}[purpose] + "-chooser-upload"
    given = {f"{prefix}-title": "Bus", f"{prefix}-file": sent(purpose, files)}
    return client.post(reverse(f"{NAMES[purpose]}_chooser:create"), given)


def replace(client: Client, purpose: str, files: dict):
    there = stored(purpose)
    address = reverse(f"{NAMES[purpose]}:edit", args=[there.pk])
    return client.post(address, {"title": "Bus", "file": sent(purpose, files)})


def stored(purpose: str, name: str = "first", **values: object):
    made = MODELS[purpose](title="Bus", **values)
    made.file.save(name, ContentFile(HARMLESS[purpose][1]), save=False)
    made.save()
    return made


def originals(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file() and path.parent.name != "images"]


WAYS = [add, add_many, choose, replace]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("purpose", MODELS)
def test_hostile_file_is_refused_in_words_whatever_way_it_comes(speaking, language, media: Path, way, purpose: str):
    answer = way(speaking, purpose, HOSTILE)
    text = answer.content.decode()
    if answer.headers["Content-Type"].startswith("application/json"):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    assert REFUSED[purpose][language] in html.unescape(text)
    kept = MODELS[purpose].objects.count()
    assert kept == (1 if way is replace else 0)
    assert len(originals(media)) == kept
    assert not UploadedFile.objects.exists()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("purpose", MODELS)
def test_file_is_kept_clean_under_a_name_that_says_nothing(editor, media: Path, way, purpose: str):
    way(editor, purpose, HARMLESS)
    kept = MODELS[purpose].objects.get()
    (original,) = originals(media)
    assert original.name == kept.filename
    assert "kim" not in kept.filename
    assert SECRET.encode() not in original.read_bytes()
    with original.open("rb") as file:
        assert kept.file_hash == hash_filelike(file)
    assert kept.file_size == original.stat().st_size


@pytest.mark.parametrize("purpose", MODELS)
def test_model_itself_keeps_no_hostile_file(purpose: str, media: Path):
    with pytest.raises(ValidationError):
        MODELS[purpose](title="Bus").file.save(HOSTILE[purpose][0], ContentFile(HOSTILE[purpose][1]))
    with pytest.raises(ValidationError), transaction.atomic():
        MODELS[purpose].objects.create(title="Bus", file=sent(purpose, HOSTILE))
    with pytest.raises(ValidationError):
        MODELS[purpose](title="Bus", file=sent(purpose, HOSTILE)).full_clean()
    assert not MODELS[purpose].objects.exists()
    assert not originals(media)


def test_picture_that_was_turned_has_its_size_after_turning():
    picture = Picture.objects.create(title="Bus", file=SimpleUploadedFile("bus.jpg", photograph(turned=6)))
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (40, 60)


def test_kind_and_pages_are_those_of_the_content_and_not_of_the_name():
    file = ArchiveFile.objects.create(title="Bus", file=SimpleUploadedFile("bus.txt", pdf()))
    file.refresh_from_db()
    assert (file.kind, file.pages, file.media_type) == ("pdf", 3, "application/pdf")
    assert file.file_size == file.file.size > 0
    assert file.file_hash
    assert file.filename.endswith(".pdf")


def test_replaced_file_leaves_nothing_of_the_former(editor, media: Path):
    there = stored("picture", licence="cc0-1.0")
    before = there.file.name
    there.get_rendition("width-20|format-jpeg")
    editor.post(reverse("wagtailimages:edit", args=[there.pk]), {"title": "Bus", "file": sent("picture", HARMLESS)})
    there.refresh_from_db()
    assert there.file.name != before
    assert not (media / before).exists()
    assert not there.renditions.filter(filter_spec="width-20|format-jpeg").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            wide(8_000),
            {
                "ko": "8000 × 8000픽셀입니다. 모두 합하여 5000만 픽셀까지",
                "en": "8000 × 8000 pixels. At most 50 million",
            },
        ),
        (bytes(3 * 1_048_576), {"ko": "3MB입니다. 2MB까지", "en": "has 3 MB. At most 2 MB"}),
    ],
)
def test_limit_is_told_as_it_is(speaking, language, settings, content: bytes, said: dict[str, str]):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 2 * 1_048_576
    answer = add(speaking, "picture", {"picture": ("a.png", content)})
    assert said[language] in html.unescape(answer.content.decode())


def test_form_says_what_is_taken(speaking, language):
    said = {"ko": "JPEG, PNG, WebP, AVIF, GIF, 최대 20MB", "en": "JPEG, PNG, WebP, AVIF, GIF, at most 20 MB"}
    assert said[language] in speaking.get(reverse("wagtailimages:add_multiple")).content.decode()


def test_file_whose_process_dies_or_waits_is_refused(monkeypatch: pytest.MonkeyPatch):
    def ended(*given: object, **named: object):
        return SimpleNamespace(stdout=b"", stderr=b"killed", returncode=-9)

    def waits(*given: object, **named: object):
        raise subprocess.TimeoutExpired("examination", 1)

    for run in (ended, waits):
        monkeypatch.setattr(intake.subprocess, "run", run)
        with pytest.raises(ValidationError, match=r"time or memory|시간이나 메모리"):
            intake.take_in(ContentFile(pdf(), name="a.pdf"), "document")


def test_every_refusal_has_words(language):
    values = dict.fromkeys(("size", "most", "width", "height", "line"), 7 * 1_048_576)
    for code in intake.WORDS:
        for purpose in ("picture", "document"):
            message = intake.refusal(code, purpose, values).messages[0]
            assert "%(" not in message
            assert ("니다" in message or "주십시오" in message) == (language == "ko")


def test_pdf_with_a_script_is_refused_by_the_process():
    with pytest.raises(ValidationError) as refused:
        intake.take_in(ContentFile(acting(named(S="/JavaScript", JS="x")), name="a.pdf"), "document")
    assert refused.value.code == "acting"

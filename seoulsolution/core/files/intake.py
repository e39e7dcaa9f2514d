"""The one gate for uploaded files: opened elsewhere, kept clean, under a name that says nothing.

Whatever way a file comes - form, chooser, many at once, a command - it is stored by one of the fields below, and they
store nothing that did not pass. Forms ask earlier, so that an editor is told in words.
"""

import json
import logging
import secrets
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile
from wagtail.utils.file import hash_filelike

from ..numbers import format_number
from .examination import SECONDS
from .kinds import DOCUMENTS, PICTURES

logger = logging.getLogger(__name__)

Purpose = Literal["picture", "document"]
# The process counts its own time; this is for one that only waits.
PATIENCE = SECONDS + 30
NAME_BYTES = 12

WORDS = {
    "empty": _("The file is empty."),
    "too_large": _("The file has %(size)s MB. At most %(most)s MB are taken."),
    "costly": _("The file needs too much time or memory to be checked. A smaller or simpler one is taken."),
    "no_picture": _(
        "This is no picture in one of the forms that are taken: %(kinds)s. What is in the file counts, not its name."
    ),
    "drawing": _("SVG is not taken, as it can carry scripts. Please save the drawing as PNG."),
    "damaged_picture": _("The picture is damaged: it cannot be read to its end."),
    "pixels": _(
        "The picture has %(width)s × %(height)s pixels. At most %(most)s million pixels in all are taken."
        " Please make it smaller."
    ),
    "side": _("The picture has %(width)s × %(height)s pixels. No side may have more than %(most)s pixels."),
    "animated": _("The picture moves. Only still pictures are taken."),
    "no_document": _(
        "This is none of the kinds of files that are taken: %(kinds)s; text in UTF-8 or CP949. What is in the file"
        " counts, not its name."
    ),
    "mixed": _(
        "The text is not in one encoding: line %(line)s is in UTF-8, others are in CP949 or damaged. Please save the"
        " whole file as UTF-8."
    ),
    "markup": _("HTML, SVG and XML are not taken, as they can carry scripts. Please save the file as PDF."),
    "old_office": _(
        "This is a file of an old Office or Hangul program, or one that is protected by a password. Please save it"
        " without a password as DOCX, XLSX, PPTX or PDF."
    ),
    "encrypted": _("The file is protected by a password. Please save it without one."),
    "macros": _("The file holds macros or controls, which are programs. Please save it without them."),
    "embedded": _("The file holds other files or programs in itself. Please take them out and upload them one by one."),
    "acting": _("The PDF holds scripts, forms or media that act when it is opened. Please save it without them."),
    "outside": _("The file fetches something from elsewhere when it is opened. Please put pictures and data into it."),
    "entities": _("The file defines XML entities, with which programs can be brought to a halt. It is not taken."),
    "bomb": _("Unpacked, the file would be larger than %(most)s MB or have too many parts. It is not taken."),
    "damaged": _("The file is damaged: it cannot be opened."),
}


class Taken(ContentFile):
    """A file that has passed: clean, and named by chance."""

    def __init__(self, content: bytes, *, kind: str, pages: int) -> None:
        super().__init__(content, name=f"{secrets.token_hex(NAME_BYTES)}.{kind}")
        self.kind = kind
        self.pages = pages
        self.content_type = (PICTURES | DOCUMENTS)[kind].content_type


def most_bytes(purpose: Purpose) -> int:
    return int(getattr(settings, {"picture": "WAGTAILIMAGES", "document": "WAGTAILDOCS"}[purpose] + "_MAX_UPLOAD_SIZE"))


def kinds_in_words(purpose: Purpose) -> str:
    kinds = [PICTURES[name].label for name in PICTURES] + ["GIF"]
    return ", ".join(kinds if purpose == "picture" else [kind.label for kind in DOCUMENTS.values()])


def refusal(code: str, purpose: Purpose, values: Mapping[str, Any]) -> ValidationError:
    """The words for an editor, with the limit that was passed."""
    shown: dict[str, Any] = {"kinds": kinds_in_words(purpose), **values}
    if code == "pixels":
        shown["most"] = values["most"] // 1_000_000
    if code in ("bomb", "too_large"):
        shown |= {name: megabytes(values[name]) for name in ("most", "size") if name in values}
    return ValidationError(WORDS[code], code=code, params=shown)


def megabytes(size: int) -> str:
    return format_number(round(size / 1_024 / 1_024, 1)) if size % (1_024 * 1_024) else str(size // 1_024 // 1_024)


def take_in(file: File, purpose: Purpose) -> Taken:
    """`file` as it may be kept. Raises ValidationError in words. One that passed before is given back as it is."""
    if isinstance(file, Taken):
        return file
    limit = most_bytes(purpose)
    if file.size > limit:
        raise refusal("too_large", purpose, {"size": file.size, "most": limit})
    file.seek(0)
    content = file.read()
    if isinstance(content, str):
        content = content.encode()
    answer, cleaned = _examine(content, purpose, called=str(file.name or ""))
    if "refused" in answer:
        raise refusal(answer["refused"], purpose, answer["values"])
    return Taken(cleaned, kind=answer["kind"], pages=answer["pages"])


def _examine(content: bytes, purpose: Purpose, *, called: str) -> tuple[dict[str, Any], bytes]:
    """What the process says that opens the file: it may run out of memory or time."""
    task = {"purpose": purpose, "called": called[-200:], "most_pixels": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS}
    command = [sys.executable, "-m", "seoulsolution.core.files.examination"]
    costly: dict[str, Any] = {"refused": "costly", "values": {}}
    try:
        done = subprocess.run(
            command,
            input=json.dumps(task).encode() + b"\n" + content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            cwd=settings.BASE_DIR,
        )
    except subprocess.TimeoutExpired:
        return costly, b""
    line, _newline, cleaned = done.stdout.partition(b"\n")
    try:
        return json.loads(line), cleaned
    except ValueError:
        logger.error("A file could not be examined: %s", done.stderr[-500:].decode(errors="replace"))
        return costly, b""


def _keep(instance: Any, taken: Taken) -> None:
    """What the columns say of the file is true of what is stored, whoever stores it."""
    instance.file_size = taken.size
    taken.seek(0)
    instance.file_hash = hash_filelike(taken)
    taken.seek(0)
    if hasattr(instance, "kind"):
        instance.kind, instance.pages = taken.kind, taken.pages


class KeptPicture(WagtailImageFieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        taken = take_in(content, "picture")
        _keep(self.instance, taken)
        super().save(str(taken.name), taken, save)

    def get_image_dimensions(self) -> tuple[int, int]:
        """From the head of the file: the picture itself is not unpacked here."""
        close = self.closed
        try:
            self.open()
            with Image.open(self) as picture:
                size: tuple[int, int] = picture.size
            return size
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return 0, 0
        finally:
            if close:
                self.close()
            else:
                self.seek(0)


class KeptDocument(models.fields.files.FieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        taken = take_in(content, "document")
        _keep(self.instance, taken)
        super().save(str(taken.name), taken, save)


class PictureFileField(WagtailImageField):
    attr_class = KeptPicture


class DocumentFileField(models.FileField):
    attr_class = KeptDocument


def take_new_file(instance: Any, purpose: Purpose) -> None:
    """A file that is not stored yet becomes one that may be, with its columns: they are written before it is."""
    file = instance.file
    if file and not file._committed:
        taken = take_in(file.file, purpose)
        if taken is not file.file:
            instance.file = taken
        _keep(instance, taken)


def check_new_file(instance: Any, purpose: Purpose) -> None:
    """In `clean()`: the same, with the fault at the field."""
    try:
        take_new_file(instance, purpose)
    except ValidationError as refused:
        raise ValidationError({"file": refused}) from refused

"""What uploaded files say, by the hash of their content: read once, in the background, with limits."""

import json
import logging
import subprocess
import sys
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .file_reading import READERS, SECONDS

logger = logging.getLogger(__name__)

MOST_BYTES = 50 * 1_024 * 1_024
# The process counts its own time; this is for one that only waits.
PATIENCE = SECONDS + 30


class FileState(models.TextChoices):
    READ = "read", _("Found by its text")
    PART = "part", _("Found by its beginning: it is too long or breaks off")
    EMPTY = "empty", _("Holds no text, as when pages are only pictures")
    ENCRYPTED = "encrypted", _("Not read: it is protected by a password")
    BROKEN = "broken", _("Not read: it is damaged")
    TOO_LARGE = "too_large", _("Not read: it is too large")
    TOO_SLOW = "too_slow", _("Not read: it took too long")
    UNSUPPORTED = "unsupported", _("Not read: only PDF and DOCX are")


class FileText(models.Model):
    """The text of a file. `file_hash` is that of Wagtail's documents."""

    file_hash = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=12, choices=FileState.choices)
    text = models.TextField(blank=True)
    pages = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self) -> str:
        return f"{self.file_hash}: {self.state}"


def state_of(file_hash: str) -> str:
    """For editors."""
    found = FileText.objects.filter(file_hash=file_hash).values_list("state", flat=True).first() if file_hash else None
    return str(FileState(found).label) if found else str(_("Not read yet: it is read when the page is published"))


def read_document(document: Any) -> FileText | None:
    """Read a Wagtail document unless a file of the same content was read before. None where the file is missing."""
    try:
        known = FileText.objects.filter(file_hash=document.get_file_hash()).first()
    except OSError:
        logger.exception("The file of document %s is missing.", document.pk)
        return None
    if known is not None:
        return known
    state, text, pages = _read(document)
    values = {"state": state, "text": text, "pages": pages, "read_at": timezone.now()}
    return FileText.objects.update_or_create(file_hash=document.file_hash, defaults=values)[0]


def _read(document: Any) -> tuple[FileState, str, int]:
    kind = PurePath(document.file.name).suffix.lower().removeprefix(".")
    if kind not in READERS:
        return FileState.UNSUPPORTED, "", 0
    try:
        if document.file.size > MOST_BYTES:
            return FileState.TOO_LARGE, "", 0
        with document.open_file() as file:
            content = file.read()
    except OSError:
        logger.exception("The file of document %s cannot be read.", document.pk)
        return FileState.BROKEN, "", 0
    return _ask(kind, content)


def _ask(kind: str, content: bytes) -> tuple[FileState, str, int]:
    """Have a process read it that may run out of memory or time."""
    command = [sys.executable, "-m", "seoulsolution.core.file_reading", kind]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=PATIENCE, check=False, cwd=settings.BASE_DIR
        )
    except subprocess.TimeoutExpired:
        return FileState.TOO_SLOW, "", 0
    if done.returncode < 0:  # killed: by the limit of time, or for its memory
        return FileState.TOO_SLOW, "", 0
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        logger.error("A file could not be read: %s", done.stderr[-500:].decode(errors="replace"))
        return FileState.BROKEN, "", 0
    return FileState(answer["state"]), answer["text"], answer["pages"]

"""From an uploaded file to what is in it: judged and cleaned at the gate of all files, then read in a process apart."""

import json
import logging
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.files.intake import WORDS as REFUSALS
from seoulsolution.core.files.intake import megabytes, refusal, take_in

from .limits import MOST_BYTES
from .reading import SECONDS

logger = logging.getLogger(__name__)

PATIENCE = SECONDS + 30
TABLES = ("csv", "txt", "xlsx")
KINDS = (*TABLES, "docx")
# Ends of the names of files that can hold macros, and of those that are no text whatever is in them.
WITH_MACROS = (".docm", ".dotm", ".xlsm", ".xltm", ".xlsb")
NO_TEXT = (".docx", ".xlsx", ".doc", ".xls", ".pdf", ".hwp", ".hwpx")

WORDS = {
    "kind": _("Tables are taken as CSV or XLSX, manuals as DOCX. What is in the file counts, not its name."),
    "with_macros": _(
        "Files that can hold macros (DOCM, XLSM) are not taken. Please save the manual as DOCX, the table as XLSX."
    ),
    "no_office": _("The name says that this is a file of Word, Excel or the like, but there is plain text in it."),
    "csv": _("Line %(line)s is not a row of CSV. A quotation mark is probably not closed."),
    "ragged": _(
        "Line %(line)s has %(number)s cells, the first line has %(expected)s. A quotation mark or a separator is"
        " probably missing."
    ),
    "long": _("Line %(line)s holds more text than a table can have."),
    "rows": _("The table has more than %(most)s rows. Please divide it."),
    "no_rows": _("The table is empty."),
    "no_sheet": _("The workbook shows no sheet."),
    "formula": _(
        "Cells hold formulas or errors: %(cells)s (%(number)s in all). Please copy them and paste them as values."
    ),
    "blocks": _("The document has more than %(most)s paragraphs. It is too long for one manual."),
    "no_text": _("The document holds no text."),
}


def open_file(file: File) -> tuple[str, dict[str, Any]]:
    """(kind, what its reader found). Raises ValidationError, whose words are for an editor."""
    if file.size > MOST_BYTES:
        raise refusal("too_large", "document", {"size": file.size, "most": MOST_BYTES})
    called = str(file.name or "").lower()
    if called.endswith(WITH_MACROS):
        raise ValidationError(WORDS["with_macros"], code="with_macros")
    taken = take_in(file, "document")
    if taken.kind not in KINDS:
        raise ValidationError(WORDS["kind"], code="kind")
    if taken.kind in ("csv", "txt") and called.endswith(NO_TEXT):
        raise ValidationError(WORDS["no_office"], code="no_office")
    taken.seek(0)
    found = _read(taken.kind, taken.read())
    if "refused" in found:
        code = found["refused"]
        raise ValidationError(WORDS.get(code) or REFUSALS[code], code=code, params=found["values"])
    return taken.kind, found


def _read(kind: str, content: bytes) -> dict[str, Any]:
    command = [sys.executable, "-m", "seoulsolution.archive.desk.importing.reading", kind]
    costly: dict[str, Any] = {"refused": "costly", "values": {}}
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=PATIENCE, check=False, cwd=settings.BASE_DIR
        )
    except subprocess.TimeoutExpired:
        return costly
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        logger.error("A file could not be read: %s", done.stderr[-500:].decode(errors="replace"))
        return costly


def limit_in_words() -> str:
    return megabytes(MOST_BYTES)

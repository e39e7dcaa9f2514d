"""The text of one file, read in a process that may be killed: `python -m seoulsolution.core.file_reading KIND`.

The file comes on standard input, the answer goes to standard output as JSON: {"state", "text", "pages"}. A file may be
made to harm whoever reads it, so the process gives itself limits of memory and time and knows neither Django nor the
database.
"""

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO

MEMORY = 768 * 1_024 * 1_024
SECONDS = 60
PAGES = 1_000
CHARACTERS = 200_000
# What a document of Word becomes when it is unpacked.
UNPACKED = 64 * 1_024 * 1_024
BLANK = re.compile(r"[^\S\n]+")
# What no text holds and no database takes.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


class Unreadable(Exception):
    """The state that the file is in."""


def read_pdf(content: bytes) -> Iterator[str]:
    """Page by page."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("encrypted")
    for number, page in enumerate(reader.pages):
        if number == PAGES:
            raise Unreadable("part")
        yield page.extract_text()


def read_docx(content: bytes) -> Iterator[str]:
    """Paragraph by paragraph, then the cells of the tables."""
    from docx import Document

    with zipfile.ZipFile(BytesIO(content)) as archive:
        if sum(item.file_size for item in archive.infolist()) > UNPACKED:
            raise Unreadable("too_large")
    document = Document(BytesIO(content))
    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.tables:
        for row in table.rows:
            yield " ".join(dict.fromkeys(cell.text for cell in row.cells))


READERS = {"pdf": read_pdf, "docx": read_docx}


def tidy(text: str) -> str:
    """Single spaces, no empty lines, nothing that is not text."""
    lines = (BLANK.sub(" ", CONTROL.sub(" ", line)).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def read(kind: str, content: bytes) -> dict[str, object]:
    """The state is "read", "part" (not to the end), "empty", "encrypted", "broken" or "too_large"."""
    parts: list[str] = []
    length, state = 0, "read"
    try:
        for part in READERS[kind](content):
            parts.append(tidy(part))
            length += len(parts[-1]) + 1
            if length > CHARACTERS:
                raise Unreadable("part")
    except Unreadable as found:
        state = str(found)
    except MemoryError:
        state, parts = "too_large", []
    except Exception:  # noqa: BLE001 - the packages raise whatever a broken file leads them to
        state = "part" if any(parts) else "broken"
    pages = len(parts) if kind == "pdf" else 0
    text = "\n".join(part for part in parts if part)[:CHARACTERS]
    if state in ("read", "part") and not text:
        state = "empty" if state == "read" else "broken"
    return {"state": state, "text": text, "pages": pages}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(json.dumps(read(sys.argv[1], sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()

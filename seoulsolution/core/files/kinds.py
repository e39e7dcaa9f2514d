"""The kinds of files that are taken in, told from what is in them and never from what they are called.

Knows neither Django nor the database: the process that opens a file that nobody knows reads this.
"""

import re
from dataclasses import dataclass

UTF8_MARK = b"\xef\xbb\xbf"


class Refused(Exception):
    """A file is not taken in. `code` says why, `values` are for the message."""

    def __init__(self, code: str, **values: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Kind:
    """`label` is what readers see beside a file."""

    name: str
    content_type: str
    label: str


OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENTS = {
    kind.name: kind
    for kind in (
        Kind("pdf", "application/pdf", "PDF"),
        Kind("docx", f"{OFFICE}wordprocessingml.document", "DOCX"),
        Kind("xlsx", f"{OFFICE}spreadsheetml.sheet", "XLSX"),
        Kind("pptx", f"{OFFICE}presentationml.presentation", "PPTX"),
        Kind("odt", "application/vnd.oasis.opendocument.text", "ODT"),
        Kind("csv", "text/csv; charset=utf-8", "CSV"),
        Kind("txt", "text/plain; charset=utf-8", "TXT"),
    )
}
PICTURES = {
    kind.name: kind
    for kind in (
        Kind("jpg", "image/jpeg", "JPEG"),
        Kind("png", "image/png", "PNG"),
        Kind("webp", "image/webp", "WebP"),
        Kind("avif", "image/avif", "AVIF"),
    )
}

# What runs, and what hides other files: by the first bytes.
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ARCHIVE = b"PK\x03\x04"
OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<[!?A-Za-z]")
DRAWING = re.compile(rb"<svg[\s>]", re.IGNORECASE)


def is_markup(content: bytes) -> bool:
    """HTML, SVG and XML, whatever they are called."""
    return bool(MARKUP.match(content[:1024]))


def is_drawing(content: bytes) -> bool:
    return is_markup(content) and bool(DRAWING.search(content[:4096]))


def holds_program(content: bytes) -> bool:
    return content.startswith((*PROGRAMS, COMPOUND, *OTHER_ARCHIVES))

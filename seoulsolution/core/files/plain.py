"""Text without form: TXT and CSV, kept as UTF-8."""

import codecs
import re

from .kinds import UTF8_MARK, Refused, is_markup

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
HANGUL = re.compile(r"[가-힣]")
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def clean_text(content: bytes, *, called: str) -> tuple[str, bytes]:
    """(kind, content). Text of Korean Excel (CP949, UTF-16) becomes UTF-8, with the mark by which Excel knows it.

    Only the name tells a table from a text; both are sent to readers as what cannot run.
    """
    if is_markup(content):
        raise Refused("markup")
    text, is_utf8 = _decoded(content)
    if is_markup(text[:1024].encode()):
        raise Refused("markup")
    if CONTROL.search(text):
        raise Refused("no_document")
    kind = "csv" if called.lower().endswith(".csv") else "txt"
    return kind, content if is_utf8 else UTF8_MARK + text.encode()


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether it stood there in UTF-8."""
    if content.startswith(WIDE_MARKS):
        try:
            return content.decode("utf-16"), False
        except UnicodeDecodeError as error:
            raise Refused("no_document") from error
    try:
        return content.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        pass
    if line := _line_in_utf8(content):
        raise Refused("mixed", line=line)
    try:
        return content.decode("cp949"), False
    except UnicodeDecodeError as error:
        raise Refused("no_document") from error


def _line_in_utf8(content: bytes) -> int:
    """The first line that is Korean in UTF-8, in a text that is not as a whole; 0 where there is none.

    What was put together of files in two encodings would be read as Chinese characters that nobody wrote.
    """
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            if not line.isascii() and HANGUL.search(line.decode()):
                return number
        except UnicodeDecodeError:
            continue
    return 0

"""Text without form: TXT and CSV, kept as UTF-8."""

import re

from .kinds import UTF8_MARK, Refused, is_markup

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def clean_text(content: bytes, *, called: str) -> tuple[str, bytes]:
    """(kind, content). Text of Korean Excel (CP949) becomes UTF-8, with the mark by which Excel knows it.

    Only the name tells a table from a text; both are sent to readers as what cannot run.
    """
    if is_markup(content):
        raise Refused("markup")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp949")
        except UnicodeDecodeError as error:
            raise Refused("no_document") from error
        content = UTF8_MARK + text.encode()
    if CONTROL.search(text):
        raise Refused("no_document")
    return ("csv" if called.lower().endswith(".csv") else "txt"), content

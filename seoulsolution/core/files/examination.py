"""One uploaded file, opened in a process that may be killed: `python -m seoulsolution.core.files.examination`.

The task comes as JSON on the first line of standard input, {"purpose", "called", "most_pixels"}, then the file. The
answer goes to standard output: a line of JSON, {"kind", "pages"} or {"refused", "values"}, then the file as it may be
kept. A file may be made to harm whoever opens it, so the process gives itself limits of memory and time and knows
neither Django nor the database.
"""

import json
import resource
import sys
from typing import Any

from .kinds import ARCHIVE, COMPOUND, Refused, holds_program

MEMORY = 1_536 * 1_024 * 1_024
SECONDS = 60


def examine(content: bytes, *, purpose: str, called: str, most_pixels: int) -> tuple[str, bytes, int]:
    """(kind, content as it may be kept, pages) of a "picture" or a "document". Raises Refused."""
    if not content:
        raise Refused("empty")
    if purpose == "picture":
        from .rasters import clean_picture

        return *clean_picture(content, most_pixels=most_pixels), 0
    if content.startswith(b"%PDF-"):
        from .portable import clean_pdf

        cleaned, pages = clean_pdf(content)
        return "pdf", cleaned, pages
    if content.startswith((ARCHIVE, COMPOUND)):
        from .packages import clean_package

        return clean_package(content)
    if holds_program(content):
        raise Refused("no_document")
    from .plain import clean_text

    return *clean_text(content, called=called), 0


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    task = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    answer: dict[str, Any]
    try:
        kind, content, pages = examine(content, **task)
        answer = {"kind": kind, "pages": pages}
    except Refused as refused:
        answer, content = {"refused": refused.code, "values": refused.values}, b""
    except (MemoryError, RecursionError):
        answer, content = {"refused": "costly", "values": {}}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


if __name__ == "__main__":
    main()

"""Web addresses as people read them: in their own letters, whole on paper and short on a screen."""

import re
from unicodedata import is_normalized
from urllib.parse import unquote, urlsplit

# Characters of a label. Two lines on a narrow phone.
LONGEST = 60

_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def readable(address: str) -> str:
    """The whole address, with letters beyond ASCII as letters. It still leads to the same place.

    What is not UTF-8, would not be seen, or would be typed as another sign (“｢” as “「”), stays encoded.
    """
    return _ENCODED.sub(_letters, address)


def _letters(encoded: re.Match[str]) -> str:
    try:
        said = unquote(encoded[0], errors="strict")
    except UnicodeDecodeError:
        return encoded[0]
    is_read = said.isprintable() and " " not in said and is_normalized("NFKC", said)
    return said if is_read else encoded[0]


def short(address: str) -> str:
    """The host without "www." and the path, shortened in its middle: “english.seoul.go.kr/online-…-yearbook”.

    A name for a link that invents nothing.
    """
    try:
        parts = urlsplit(address)
    except ValueError:  # no host that there could be
        return address
    host = parts.netloc.removeprefix("www.")
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    path = readable(path).replace("%20", " ").rstrip("/")
    room = max(LONGEST - len(host), LONGEST // 3)
    if len(path) > room:
        path = f"{_begin(path[: room // 2 - 1])}…{_begin(path[: -room // 2 - 1 : -1])[::-1]}"
    return host + path


def _begin(part: str) -> str:
    """`part` up to its last whole word; as it is where that would leave less than half of it."""
    whole = re.sub(r"[^/_.?&=-]+$", "", part)
    return whole if len(whole) * 2 > len(part) else part

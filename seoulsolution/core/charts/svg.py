# ruff: noqa: A002 - `id` is what the attribute is called, and what callers write
"""Writing SVG as text: escaping, elements, identifiers and the root element.

Everything is legible without any style sheet (black on transparent, as in a saved file or a PDF):
presentation attributes carry geometry and `currentColor`, classes let `_charts.scss` do better.
There is never a `style` attribute, a `<style>` element or a script, so a strict
Content-Security-Policy holds.
"""

import re
from collections.abc import Mapping
from html import escape as html_escape

from django.utils.safestring import SafeString, mark_safe

from .scales import text_width

XMLNS = "http://www.w3.org/2000/svg"
FONT = 13.0
"""Font size in viewBox units; a 360-wide drawing keeps it above 12 px on a 390 px phone."""

_PLAIN = re.compile(r"[\w .,:;/#()%+-]*", re.ASCII)
"""What means nothing in XML: names of classes, numbers, most of what is written in attributes."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IDENTIFIER = re.compile(r"[\w.:-]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)

Attributes = Mapping[str, str | float]


def escape(value: str) -> str:
    """Text for an element or a quoted attribute; what XML 1.0 cannot carry becomes U+FFFD."""
    return value if _PLAIN.fullmatch(value) else html_escape(_NOT_XML.sub("\ufffd", value))


def num(value: float) -> str:
    """A coordinate with at most two decimals and no needless zeros."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def el(name: str, attributes: Attributes, *children: str) -> str:
    """One element; attribute values are escaped, children are markup already."""
    written = "".join(
        [f' {key}="{escape(value) if isinstance(value, str) else num(value)}"' for key, value in attributes.items()]
    )
    body = "".join(children)
    return f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>"


def identifier(value: str) -> str:
    """The caller's id, refused with ValueError when `aria-labelledby` could not point at it."""
    if not _IDENTIFIER.fullmatch(value):
        raise ValueError(f"not usable as an id in SVG: {value!r}")
    return value


def address(value: str) -> str:
    """A link's address: relative, or http(s). Anything else is refused with ValueError."""
    cleaned = re.sub(r"[\x00-\x20]", "", value)
    if _SCHEME.match(cleaned) and not cleaned.lower().startswith(("http:", "https:")):
        raise ValueError(f"not an address to link to: {value!r}")
    return value.strip()


def text(
    x: float,
    y: float,
    content: str,
    css: str,
    *,
    anchor: str = "start",
    limit: float | None = None,
) -> str:
    """One line of text at a baseline; squeezed to `limit` units when it would be wider."""
    if not content.strip():
        return ""
    attributes: dict[str, str | float] = {"class": css, "x": x, "y": y}
    if anchor != "start":
        attributes["text-anchor"] = anchor
    if limit is not None and text_width(content, FONT) > limit:
        attributes["textLength"] = max(limit, 1)
        attributes["lengthAdjust"] = "spacingAndGlyphs"
    return el("text", attributes, escape(content))


def line(x1: float, y1: float, x2: float, y2: float, css: str, **extra: str) -> str:
    """One stroke. `extra`: presentation attributes, with `_` for `-`."""
    attributes: dict[str, str | float] = {
        "class": css,
        "x1": x1,
        "y1": y1,
        "x2": x2,
        "y2": y2,
        "stroke": "currentColor",
    }
    attributes |= {key.replace("_", "-"): value for key, value in extra.items()}
    return el("line", attributes)


def break_sign(x: float, y: float) -> str:
    """Two short slanted strokes: here a series or an axis is interrupted."""
    return el(
        "path",
        {
            "class": "chart-break",
            "d": f"M{num(x - 4.5)} {num(y + 6)}L{num(x - 0.5)} {num(y - 6)}"
            f"M{num(x + 0.5)} {num(y + 6)}L{num(x + 4.5)} {num(y - 6)}",
            "fill": "none",
            "stroke": "currentColor",
            "stroke-width": 1.5,
        },
    )


def picture(*children: str, id: str, title: str, desc: str, css: str, width: float, height: float) -> SafeString:
    """A whole drawing with role="img", named by its own title and desc.

    The elements get the ids `<id>-title` and `<id>-desc`; width and height are viewBox units.
    """
    own = identifier(id)
    named = [f"{own}-title"] + ([f"{own}-desc"] if desc.strip() else [])
    head = el("title", {"id": f"{own}-title"}, escape(title) or "\u200b")
    if desc.strip():
        head += el("desc", {"id": f"{own}-desc"}, escape(desc))
    return root(
        head, *children, css=css, width=width, height=height,
        extra={"id": own, "role": "img", "aria-labelledby": " ".join(named)},
    )  # fmt: skip


def root(*children: str, css: str, width: float, height: float, extra: Attributes) -> SafeString:
    """The outer `<svg>`; `extra` adds or replaces attributes."""
    attributes: dict[str, str | float] = {
        "xmlns": XMLNS,
        "class": css,
        "viewBox": f"0 0 {num(width)} {num(height)}",
        "width": width,
        "height": height,
        "fill": "currentColor",
        "font-size": FONT,
        "focusable": "false",
    }
    return mark_safe(el("svg", attributes | dict(extra), *children))  # attributes are escaped in el()

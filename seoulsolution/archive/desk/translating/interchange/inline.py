"""The tags within a passage as XLIFF says them: a translators' program shows them as marks that cannot be broken.

`<b>…</b>` is `<g id="b1">…</g>`, a link `<a id="a1">…</a>` is `<g id="a1">…</g>`, a break is `<x id="br1"/>`.
"""

import re
from collections import Counter

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.utils.html import escape
from django.utils.translation import gettext as _
from lxml import etree
from wagtail_localize.strings import INLINE_TAGS

from ..segments import DEEPEST
from .po import CONTROL

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
MARK = re.compile(rf"({'|'.join(sorted(INLINE_TAGS, key=len, reverse=True))})(\d{{1,4}})")
KIND = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "a": "link", "br": "lb"}
# A link knows where it leads by its id; one without leads nowhere.
LINK_ID = re.compile(r"a\d{1,4}")


class Broken(Exception):
    """The markup of a passage; the message says what is wrong with it."""


def qualified(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def fill(element: etree._Element, html: str) -> None:
    """Put a passage of HTML into `source` or `target`."""
    _fill(element, BeautifulSoup(html, "html.parser"), Counter())


def _fill(parent: etree._Element, soup: Tag, counts: Counter[str], depth: int = 0) -> None:
    if depth >= DEEPEST:
        _add_text(parent, soup.get_text())
        return
    for child in soup.children:
        if not isinstance(child, Tag):
            if type(child) is NavigableString:
                _add_text(parent, str(child))
        elif child.name == "a" and not LINK_ID.fullmatch(str(child.get("id", ""))):
            _fill(parent, child, counts, depth + 1)
        elif child.name in INLINE_TAGS:
            counts[child.name] += 1
            mark = str(child["id"]) if child.name == "a" else f"{child.name}{counts[child.name]}"
            name = "x" if child.name == "br" else "g"
            inner = etree.SubElement(
                parent, qualified(name), id=mark, ctype=KIND.get(child.name, f"x-html-{child.name}")
            )
            _fill(inner, child, counts, depth + 1)
        else:
            _fill(parent, child, counts, depth + 1)


def _add_text(parent: etree._Element, text: str) -> None:
    clean = CONTROL.sub("", text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + clean
    else:
        parent.text = (parent.text or "") + clean


def html_of(element: etree._Element, depth: int = 0) -> str:
    """The HTML of `source` or `target`. Raises Broken where it holds what a passage cannot hold."""
    if depth > DEEPEST:
        raise Broken(_("Its tags are nested too deep."))
    parts: list[str] = [escape(element.text or "")]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_html_of_child(child, depth))
        parts.append(escape(child.tail or ""))
    return "".join(parts)


def _html_of_child(child: etree._Element, depth: int) -> str:
    name = etree.QName(child).localname
    # Sentences that a program has marked.
    if name == "mrk":
        return html_of(child, depth + 1)
    mark = MARK.fullmatch(child.get("id", ""))
    if name not in {"g", "x"} or mark is None or (name == "x") != (mark[1] == "br"):
        found = f"<{name} id={child.get('id', '')[:20]!r}>"
        raise Broken(_("It holds a mark that the original does not know: %(mark)s") % {"mark": found})
    if name == "x":
        return "<br/>"
    link = f' id="{mark[0]}"' if mark[1] == "a" else ""
    return f"<{mark[1]}{link}>{html_of(child, depth + 1)}</{mark[1]}>"


def canonical(html: str) -> str:
    """The same for two ways to write the same passage."""
    element = etree.Element(qualified("target"))
    fill(element, html)
    return html_of(element)

"""XLIFF 1.2, which OmegaT, memoQ and Trados Studio all take: a passage is a `trans-unit`.

A reviewed passage is `approved`; what somebody has to look at has a state that begins with `needs-`.
"""

from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from lxml import etree

from ..segments import Segment, State
from .inline import NAMESPACE, Broken, fill, html_of, qualified
from .po import CONTROL
from .units import MOST_UNITS, WHY, Offer, TranslatedFile, Unit, Unreadable, checked, parsed_time

VERSION = "1.2"
STATES = {
    State.UNTRANSLATED: "new",
    State.MACHINE: "needs-review-translation",
    State.BEHIND: "needs-review-translation",
    State.UNSURE: "needs-review-translation",
    State.TRANSLATED: "translated",
    State.REVIEWED: "signed-off",
}
# Whoever has not looked at a passage leaves it in one of these.
UNSURE = ("new", "needs-")


def write(offer: Offer) -> bytes:
    root = etree.Element(qualified("xliff"), nsmap={None: NAMESPACE}, version=VERSION)
    file = etree.SubElement(
        root,
        qualified("file"),
        {
            "original": str(offer.translation.uuid),
            "source-language": offer.source_language,
            "target-language": offer.target_language,
            "datatype": "html",
            "date": offer.made_at.isoformat(),
        },
    )
    head = etree.SubElement(file, qualified("header"))
    etree.SubElement(head, qualified("note")).text = CONTROL.sub("", offer.title)
    body = etree.SubElement(file, qualified("body"))
    for segment in offer.segments:
        _add_unit(body, segment, offer.terms.get(segment.id, []))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=False))


def _add_unit(body: Any, segment: Segment, terms: list[str]) -> None:
    is_reviewed = segment.state == State.REVIEWED
    unit = etree.SubElement(
        body,
        qualified("trans-unit"),
        {"id": segment.id, "resname": segment.path, "approved": "yes" if is_reviewed else "no"},
    )
    unit.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    _put(unit, "source", segment, segment.source)
    target = _put(unit, "target", segment, segment.target)
    target.set("state", STATES[segment.state])
    if segment.state == State.MACHINE:
        target.set("state-qualifier", "leveraged-mt")
    why = WHY.get(segment.state)
    for text in (segment.section, *([str(why)] if why else []), *terms):
        etree.SubElement(unit, qualified("note")).text = CONTROL.sub("", text)
    if segment.before:
        former = etree.SubElement(unit, qualified("alt-trans"), {"alttranstype": "previous-version"})
        _put(former, "source", segment, segment.before)
        _put(former, "target", segment, segment.target)


def _put(unit: Any, name: str, segment: Segment, text: str) -> Any:
    element = etree.SubElement(unit, qualified(name))
    fill(element, text if segment.is_rich else escape(text))
    return element


def read(content: bytes) -> TranslatedFile:
    """Raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise Unreadable(_("Line %(line)d cannot be read as XLIFF.") % {"line": line}) from error
    if root.getroottree().docinfo.doctype or any(True for _entity in root.iter(etree.Entity)):
        raise Unreadable(_("The file declares a document type or entities. XLIFF needs none, and they are not read."))
    if etree.QName(root).localname != "xliff" or not root.get("version", "").startswith("1."):
        raise Unreadable(_("The file is not XLIFF 1.2. Have your program save it in that version."))
    files = [element for element in root if _named(element, "file")]
    units = [element for file in files for element in file.iter() if _named(element, "trans-unit")]
    if len(files) != 1:
        raise Unreadable(_("The file holds %(n)d pages; expected one.") % {"n": len(files)})
    file = files[0]
    return TranslatedFile(
        source_language=file.get("source-language", ""),
        target_language=file.get("target-language", ""),
        page=file.get("original", ""),
        made_at=parsed_time(file.get("date", "")),
        units=checked([_unit(unit) for unit in units[: MOST_UNITS + 1]]),
    )


def _named(element: Any, name: str) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).localname == name


def _unit(unit: Any) -> Unit:
    found = {etree.QName(child).localname: child for child in unit if isinstance(child.tag, str)}
    (source, fault), (target, other) = _html(found.get("source")), _html(found.get("target"))
    state = found["target"].get("state", "") if "target" in found else ""
    return Unit(
        key=unit.get("id", ""),
        path=unit.get("resname", ""),
        source=source,
        target=target,
        is_unsure=state.startswith(UNSURE) and unit.get("approved") != "yes",
        is_markup=True,
        fault=other or fault,
    )


def _html(element: Any) -> tuple[str, str]:
    """(HTML, why it is only the text of it)."""
    if element is None:
        return "", ""
    try:
        return html_of(element), ""
    except Broken as error:
        return escape("".join(element.itertext())), str(error)

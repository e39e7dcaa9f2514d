"""Office documents, which are archives of XML: opened, judged part by part, and packed anew without names of people."""

import re
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from .kinds import ARCHIVE, COMPOUND, DOCUMENTS, Refused, holds_program
from .rasters import clean_picture

# What an archive may become when it is unpacked, and how many parts it may have.
UNPACKED = 300 * 1_024 * 1_024
PARTS = 5_000
# An embedded sheet of a chart may embed nothing of its own.
DEPTH = 1
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OUTSIDE = re.compile(rb"""(?i)<Relationship\b(?=[^>]*\bTargetMode\s*=\s*["']External)(?![^>]*/hyperlink["'])[^>]*>""")
# Where the template lies that a document was begun with: a folder of its author's, and a way to have it fetched.
TEMPLATE = re.compile(rb"<w:attachedTemplate\b[^>]*/>|<Relationship\b[^>]*/attachedTemplate[\"'][^>]*/>")
MACROS = re.compile(r"(?i)vbaProject|vbaData|macrosheets|activeX|ctrlProps/.*\.bin|customUI|^Basic/|^Scripts/")
SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
AUTHORS = re.compile(rb'(\s(?:w:author|w:initials|w15:author|w16du:author))="[^"]*"')
SAID_OF_A_DOCUMENT = {"title", "subject", "language", "created", "modified"}
SAID_OF_ITS_LENGTH = {"Application", "Pages", "Slides", "Words", "Characters", "Paragraphs", "Lines", "TotalTime"}
SAID_BY_ODF = {"title", "subject", "language", "creation-date", "date", "document-statistic"}
NOTHING_SAID = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
STAMP = (1980, 1, 1, 0, 0, 0)


def clean_package(content: bytes, depth: int = 0) -> tuple[str, bytes, int]:
    """(kind, content, pages) of a DOCX, XLSX, PPTX or ODT; pages are 0 where it does not say how many it has."""
    if content.startswith(COMPOUND):
        raise Refused("old_office")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            items = _items(archive)
            kind = _kind(archive)
            file = BytesIO()
            pages = 0
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as cleaned:
                for item in items:
                    part = archive.read(item)
                    pages = max(pages, _pages(item.filename, part))
                    part = _judged(item.filename, part, depth)
                    entry = zipfile.ZipInfo(item.filename, STAMP)
                    entry.compress_type = item.compress_type
                    cleaned.writestr(entry, part)
            if kind == "pptx":
                pages = sum(bool(SLIDE.fullmatch(item.filename)) for item in items)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, etree.XMLSyntaxError) as error:
        raise Refused("damaged") from error
    return kind, file.getvalue(), pages


def _items(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The parts, in order, after a look at what they would be unpacked."""
    items = [item for item in archive.infolist() if not item.is_dir()]
    if any(item.flag_bits & 1 for item in items):
        raise Refused("encrypted")
    if len(items) > PARTS or sum(item.file_size for item in items) > UNPACKED:
        raise Refused("bomb", most=UNPACKED)
    names = [item.filename for item in items]
    if len(set(names)) != len(names) or any(_leads_out(name) for name in names):
        raise Refused("damaged")
    if any(MACROS.search(name) for name in names):
        raise Refused("macros")
    return items


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name


def _kind(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "[Content_Types].xml" in names:
        types = archive.read("[Content_Types].xml")
        if re.search(rb"macroEnabled|vnd\.ms-office\.vbaProject|vnd\.ms-office\.activeX", types, re.IGNORECASE):
            raise Refused("macros")
        for kind in ("docx", "xlsx", "pptx"):
            if f"{DOCUMENTS[kind].content_type}.main+xml".encode() in types:
                return kind
    if "mimetype" in names and archive.read("mimetype").strip() == DOCUMENTS["odt"].content_type.encode():
        return "odt"
    raise Refused("no_document")


def _pages(name: str, part: bytes) -> int:
    """What a document says of its own length, in docProps/app.xml or meta.xml."""
    found = None
    if name == "docProps/app.xml":
        found = re.search(rb"<(?:\w+:)?Pages>\s*(\d{1,5})\s*<", part)
    elif name == "meta.xml":
        found = re.search(rb'meta:page-count="(\d{1,5})"', part)
    return int(found[1]) if found else 0


def _judged(name: str, part: bytes, depth: int) -> bytes:
    """`part` as it may stay. Refused is raised for what runs, calls or hides something."""
    if part.startswith(ARCHIVE):
        if depth >= DEPTH:
            raise Refused("embedded")
        try:
            return clean_package(part, depth + 1)[1]
        except Refused as refused:
            raise Refused("embedded" if refused.code == "no_document" else refused.code, **refused.values) from refused
    if holds_program(part):
        raise Refused("embedded")
    if name.lower().endswith((".xml", ".rels", ".rdf")):
        return _judged_xml(name, part)
    if part.startswith(b"\xff\xd8\xff") and b"Exif" in part[:65_536]:
        return _without_position(part)
    return part


def _judged_xml(name: str, part: bytes) -> bytes:
    if ENTITY.search(part.replace(b"\0", b"")):
        raise Refused("entities")
    if name in ("word/settings.xml", "word/_rels/settings.xml.rels"):
        part = TEMPLATE.sub(b"", part)
    if name.endswith(".rels") and OUTSIDE.search(part):
        raise Refused("outside")
    if name == "META-INF/manifest.xml" and b"encryption-data" in part:
        raise Refused("encrypted")
    kept = {"docProps/core.xml": SAID_OF_A_DOCUMENT, "docProps/app.xml": SAID_OF_ITS_LENGTH, "meta.xml": SAID_BY_ODF}
    if name in kept:
        return _without_people(part, kept[name])
    if name == "docProps/custom.xml":
        return NOTHING_SAID
    return AUTHORS.sub(rb'\1=""', part) if name.startswith("word/") else part


def _without_people(part: bytes, kept: set[str]) -> bytes:
    """What a document says of itself, without who wrote it, where, and with which template."""
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    for parent in (root, *root.findall("{*}meta")):
        for element in list(parent):
            if not isinstance(element.tag, str) or etree.QName(element).localname not in {*kept, "meta"}:
                parent.remove(element)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _without_position(part: bytes) -> bytes:
    """A photograph in a document without where it was taken; left as it is where it cannot be read."""
    try:
        return clean_picture(part, most_pixels=50_000_000)[1]
    except Refused:
        return part

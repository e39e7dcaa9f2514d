"""Files as people and attackers make them, small and made here."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

SECRET = "Kim Secret"
ORIENTATION, ARTIST, GPS = 0x0112, 0x013B, 0x8825
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def photograph(form: str = "JPEG", *, size: tuple[int, int] = (60, 40), turned: int = 1, **options: Any) -> bytes:
    """With the place, the photographer, a comment and the colours of its camera."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = turned, SECRET
    exif.get_ifd(GPS).update({1: "N", 2: (37.0, 33.0, 59.0)})
    if form == "JPEG":
        options = {"comment": SECRET.encode(), "xmp": SECRET.encode(), **options}
    file = BytesIO()
    picture.save(file, form, **({} if form == "GIF" else {"exif": exif}), **options)
    return file.getvalue()


def moving() -> bytes:
    file = BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    return file.getvalue()


def wide(side: int) -> bytes:
    """Little on disk, much when it is unpacked."""
    file = BytesIO()
    Image.new("1", (side, side)).save(file, "PNG")
    return file.getvalue()


def pdf(change: Callable[[PdfWriter], object] = lambda writer: None) -> bytes:
    writer = PdfWriter()
    for _number in range(3):
        writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": SECRET, "/Title": "Night bus", "/Creator": SECRET})
    change(writer)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def named(**values: object) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject(f"/{name}"): NameObject(value) if str(value).startswith("/") else TextStringObject(str(value))
            for name, value in values.items()
        }
    )


def acting(act: DictionaryObject) -> bytes:
    """A PDF that does `act` when its page is opened."""

    def change(writer: PdfWriter) -> None:
        writer.pages[1][NameObject("/AA")] = DictionaryObject({NameObject("/O"): act})

    return pdf(change)


def linking(address: str) -> bytes:
    """A PDF with a link."""

    def change(writer: PdfWriter) -> None:
        link = named(Type="/Annot", Subtype="/Link")
        link[NameObject("/A")] = named(S="/URI", URI=address)
        writer.pages[0][NameObject("/Annots")] = ArrayObject([link])

    return pdf(change)


def docx() -> bytes:
    document = Document()
    document.add_paragraph("심야버스 Night bus")
    document.core_properties.author = document.core_properties.last_modified_by = SECRET
    document.core_properties.title = "Night bus"
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def repacked(content: bytes, parts: dict[str, bytes]) -> bytes:
    """`content` with other or more parts."""
    wanted = dict(parts)
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for item in before.infolist():
            after.writestr(item.filename, wanted.pop(item.filename, before.read(item)))
        for name, part in wanted.items():
            after.writestr(name, part)
    return file.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    """A DOCX with one more part."""
    return repacked(docx(), {name: part})


def relation(kind: str, target: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def odt(parts: dict[str, bytes] | None = None) -> bytes:
    file = BytesIO()
    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:meta><dc:creator>{SECRET}</dc:creator><dc:title>Night bus</dc:title>"
        '<meta:document-statistic meta:page-count="7"/></office:meta></office:document-meta>'
    )
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
        archive.writestr("meta.xml", meta)
        for name, part in (parts or {}).items():
            archive.writestr(name, part)
    return file.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

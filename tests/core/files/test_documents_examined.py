"""What is left of a document, and which are refused, by what is in them."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from seoulsolution.core.files import packages
from seoulsolution.core.files.examination import examine
from seoulsolution.core.files.kinds import Refused

from .samples import SECRET, acting, docx, linking, named, odt, pdf, photograph, relation, repacked, unpacked, with_part


def examined(content: bytes, called: str = "kim.bin") -> tuple[str, bytes, int]:
    return examine(content, purpose="document", called=called, most_pixels=1_000_000)


def refusal(content: bytes, called: str = "kim.bin") -> str:
    with pytest.raises(Refused) as refused:
        examined(content, called)
    return refused.value.code


def test_pdf_keeps_pages_and_title_and_nobody_s_name():
    kind, kept, pages = examined(pdf())
    assert (kind, pages) == ("pdf", 3)
    reader = PdfReader(BytesIO(kept))
    assert len(reader.pages) == 3
    assert dict(reader.metadata or {}) == {"/Title": "Night bus"}
    assert SECRET.encode() not in kept
    assert SECRET.encode() in pdf()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (acting(named(S="/JavaScript", JS="app.alert(1)")), "acting"),
        (acting(named(S="/Launch", F="cmd.exe")), "acting"),
        (acting(named(S="/SubmitForm", F="https://evil.example")), "acting"),
        (acting(named(S="/GoToE", F="other")), "embedded"),
        (acting(named(S="/Trans", XFA="form")), "acting"),
        (linking("JavaScript:alert(1)"), "acting"),
        (linking(" java\nscript:alert(1)"), "acting"),
        (linking("file:///etc/passwd"), "acting"),
        (pdf(lambda writer: writer.add_attachment("a.txt", b"x")), "embedded"),
        (pdf(lambda writer: writer.encrypt("x", algorithm="RC4-128")), "encrypted"),
        (pdf(lambda writer: writer.encrypt("", "owner", algorithm="RC4-128")), "encrypted"),
        (pdf()[:300], "damaged"),
        (b"%PDF-1.7 nothing", "damaged"),
    ],
)
def test_pdf_that_acts_hides_or_is_damaged_is_refused(content: bytes, code: str):
    assert refusal(content) == code


def test_pdf_may_link():
    reader = PdfReader(BytesIO(examined(linking("https://seoul.go.kr/"))[1]))
    assert reader.pages[0]["/Annots"][0].get_object()["/A"]["/URI"] == "https://seoul.go.kr/"


def test_docx_keeps_its_text_and_nobody_s_name():
    kind, kept, _pages = examined(docx())
    assert kind == "docx"
    assert Document(BytesIO(kept)).paragraphs[0].text == "심야버스 Night bus"
    assert Document(BytesIO(kept)).core_properties.title == "Night bus"
    assert any(SECRET.encode() in part for part in unpacked(docx()).values())
    assert not any(SECRET.encode() in part for part in unpacked(kept).values())


def test_docx_says_its_pages_and_not_its_company():
    said = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>12</Pages>'
        f"<Company>{SECRET}</Company><Manager>{SECRET}</Manager><Template>C:\\Users\\{SECRET}.dotx</Template></Properties>"
    ).encode()
    _kind, kept, pages = examined(with_part("docProps/app.xml", said))
    assert pages == 12
    assert SECRET.encode() not in unpacked(kept)["docProps/app.xml"]


def test_docx_forgets_who_changed_it_and_its_template():
    changed = f'<w:ins w:id="1" w:author="{SECRET}" w:initials="KS"/>'.encode()
    settings = (
        f'<w:settings xmlns:w="w"><w:attachedTemplate r:id="r1"/><w:x w:author="{SECRET}"/></w:settings>'.encode()
    )
    template = relation("attachedTemplate", f"file:///C:/Users/{SECRET}.dotx")
    content = repacked(
        docx(),
        {
            "word/comments.xml": changed,
            "word/settings.xml": settings,
            "word/_rels/settings.xml.rels": template,
            "docProps/custom.xml": f"<Properties><x>{SECRET}</x></Properties>".encode(),
        },
    )
    kept = unpacked(examined(content)[1])
    assert not [name for name, part in kept.items() if SECRET.encode() in part]
    assert b"attachedTemplate" not in kept["word/settings.xml"] + kept["word/_rels/settings.xml.rels"]


def test_photograph_in_a_docx_forgets_where_it_was_taken():
    kept = unpacked(examined(with_part("word/media/image1.jpg", photograph()))[1])
    assert SECRET.encode() not in kept["word/media/image1.jpg"]


def test_odt_keeps_its_pages_and_nobody_s_name():
    kind, kept, pages = examined(odt())
    assert (kind, pages) == ("odt", 7)
    assert SECRET.encode() not in unpacked(kept)["meta.xml"]
    assert b"Night bus" in unpacked(kept)["meta.xml"]
    with zipfile.ZipFile(BytesIO(kept)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED


MACRO_TYPES = b"application/vnd.ms-word.document.macroEnabled.main+xml"
BILLION = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (with_part("word/vbaProject.bin", b"x"), "macros"),
        (with_part("word/activeX/activeX1.xml", b"<x/>"), "macros"),
        (with_part("[Content_Types].xml", b"<Types>" + MACRO_TYPES + b"</Types>"), "macros"),
        (with_part("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "embedded"),
        (with_part("word/media/picture.png", b"MZ\x90"), "embedded"),
        (with_part("word/media/picture.png", b"\x7fELF"), "embedded"),
        (with_part("word/embeddings/x.zip", odt()[:4] + b"broken"), "damaged"),
        (with_part("word/embeddings/m.docm", with_part("word/vbaProject.bin", b"x")), "macros"),
        (with_part("word/embeddings/1.docx", with_part("word/embeddings/2.docx", docx())), "embedded"),
        (with_part("word/extra.xml", BILLION), "entities"),
        (with_part("word/extra.xml", BILLION.decode().encode("utf-16")), "entities"),
        (with_part("docProps/core.xml", BILLION), "entities"),
        (with_part("word/_rels/extra.xml.rels", relation("image", "https://evil.example/track.png")), "outside"),
        (with_part("word/_rels/extra.xml.rels", relation("oleObject", "\\\\evil\\share")), "outside"),
        (with_part("../../etc/passwd", b"x"), "damaged"),
        (odt({"Basic/Standard/Module1.xml": b"<x/>"}), "macros"),
        (odt({"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "encrypted"),
        (docx()[:2000], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
        (unpacked(docx())["word/document.xml"], "markup"),
    ],
)
def test_office_document_that_runs_hides_or_calls_is_refused(content: bytes, code: str):
    assert refusal(content) == code


def test_docx_may_link_and_may_embed_the_sheet_of_a_chart():
    link = relation("hyperlink", "https://seoul.go.kr/")
    examined(with_part("word/_rels/extra.xml.rels", link))
    embedded = unpacked(examined(with_part("word/embeddings/chart.docx", docx()))[1])["word/embeddings/chart.docx"]
    assert not any(SECRET.encode() in part for part in unpacked(embedded).values())


def test_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _megabyte in range(packages.UNPACKED // 1_048_576 + 1):
            part.write(bytes(1_048_576))
    assert len(file.getvalue()) < 500_000
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *given: pytest.fail("unpacked"))
    assert refusal(file.getvalue()) == "bomb"


@pytest.mark.parametrize(
    ("called", "content", "kind", "text"),
    [
        ("표.csv", "구,인구\n종로,1".encode("cp949"), "csv", "구,인구\n종로,1"),
        ("표.CSV", "구,인구".encode("utf-8-sig"), "csv", "구,인구"),
        ("표.csv", "구\t인구\n종로\t1".encode("utf-16"), "csv", "구\t인구\n종로\t1"),
        ("note.txt", b"Night bus\r\n\x1b", "txt", None),
        ("note.exe", "버스".encode(), "txt", "버스"),
    ],
)
def test_text_is_kept_as_utf_8(called: str, content: bytes, kind: str, text: str | None):
    found, kept, _pages = examined(content, called)
    assert found == kind
    assert text is None or kept.decode("utf-8-sig") == text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" \n<!doctype html><script>", "markup"),
        (b"<script>alert(1)</script>", "markup"),
        (b"\xef\xbb\xbf<svg/>", "markup"),
        ("<html>".encode("utf-16"), "markup"),
        (b"a,b\n\x00\x01", "no_document"),
        (b"\xff\xfe\x80\x81\x82", "no_document"),
        (b"MZ\x90\x00", "no_document"),
        (b"#!/bin/sh\nrm", "no_document"),
        (photograph(), "no_document"),
        (b"Rar!\x1a\x07", "no_document"),
        ("종로\n".encode() + "중구\n".encode("cp949"), "mixed"),
        (b"", "empty"),
    ],
)
def test_what_is_no_document_is_refused(content: bytes, code: str):
    assert refusal(content, "innocent.csv") == code

"""What files say, and that a hostile one ends in a state."""

import zipfile
from io import BytesIO
from types import SimpleNamespace

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from seoulsolution.core import file_reading, file_texts
from seoulsolution.core.file_texts import FileState


def pdf(*pages: str, password: str = "") -> bytes:
    """A PDF of Latin text, one line a page."""
    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(200, 200)
        font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                                 NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode() if text else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.add_table(1, 2).rows[0].cells[1].text = "표 안의 글"
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_pdf_is_read_page_by_page():
    assert PdfReader(BytesIO(pdf("One", "Two"))).pages[1].extract_text() == "Two"
    assert file_reading.read("pdf", pdf("One  bus", "Two")) == {"state": "read", "text": "One bus\nTwo", "pages": 2}


def test_docx_is_read_with_its_tables():
    found = file_reading.read("docx", docx("버스를 세어", "", "Night\tbus"))
    assert found == {"state": "read", "text": "버스를 세어\nNight bus\n표 안의 글", "pages": 0}


@pytest.mark.parametrize(
    ("kind", "content", "state"),
    [
        ("pdf", b"", "broken"),
        ("pdf", b"not a pdf at all", "broken"),
        ("pdf", pdf("One", "Two")[:400], "broken"),
        ("pdf", pdf("Secret", password="known-to-nobody"), "encrypted"),
        ("pdf", pdf(""), "empty"),
        ("docx", b"PK\x03\x04 no archive", "broken"),
        ("docx", pdf("One"), "broken"),
    ],
)
def test_file_that_cannot_be_read_ends_in_a_state(kind: str, content: bytes, state: str):
    assert file_reading.read(kind, content) == {"state": state, "text": "", "pages": pytest.approx(0, abs=1)}


def test_bomb_is_not_unpacked():
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (file_reading.UNPACKED + 1))
    assert len(file.getvalue()) < 1_000_000
    assert file_reading.read("docx", file.getvalue())["state"] == "too_large"


def test_long_file_is_read_to_the_limits(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(file_reading, "PAGES", 2)
    assert file_reading.read("pdf", pdf("One", "Two", "Three")) == {"state": "part", "text": "One\nTwo", "pages": 2}
    monkeypatch.setattr(file_reading, "CHARACTERS", 5)
    assert file_reading.read("pdf", pdf("One", "Two", "Three")) == {"state": "part", "text": "One\nT", "pages": 2}


def test_control_characters_are_no_text():
    assert file_reading.tidy("a\x00b \ud800 c\n\n  \nd") == "a b c\nd"


def test_process_answers_with_what_it_read():
    assert file_texts._ask("pdf", pdf("Night bus")) == (FileState.READ, "Night bus", 1)
    assert file_texts._ask("pdf", b"broken") == (FileState.BROKEN, "", 0)


def test_process_that_is_killed_or_says_nothing_ends_in_a_state(monkeypatch: pytest.MonkeyPatch):
    def ended(**values: object) -> None:
        done = SimpleNamespace(**{"returncode": 0, "stdout": b"", "stderr": b"", **values})
        monkeypatch.setattr(file_texts.subprocess, "run", lambda *given, **named: done)

    ended(returncode=-24)
    assert file_texts._ask("pdf", b"")[0] == FileState.TOO_SLOW
    ended(stdout=b"Traceback", returncode=1)
    assert file_texts._ask("pdf", b"")[0] == FileState.BROKEN


def test_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(file_texts, "PATIENCE", 0.001)
    assert file_texts._ask("pdf", pdf("One"))[0] == FileState.TOO_SLOW


def test_process_keeps_its_limits(monkeypatch: pytest.MonkeyPatch):
    limits = {}
    monkeypatch.setattr(file_reading.resource, "setrlimit", lambda what, limit: limits.update({what: limit}))
    monkeypatch.setattr(file_reading.sys, "argv", ["file_reading", "pdf"])
    monkeypatch.setattr(file_reading.sys, "stdin", SimpleNamespace(buffer=BytesIO(b"")))
    file_reading.main()
    assert limits == {
        file_reading.resource.RLIMIT_AS: (file_reading.MEMORY,) * 2,
        file_reading.resource.RLIMIT_CPU: (file_reading.SECONDS,) * 2,
    }

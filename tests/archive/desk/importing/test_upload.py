"""What is uploaded becomes a preview that belongs to one person; what cannot be read is refused in words."""

import io
import itertools
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import Workbook
from pypdf import PdfWriter
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from seoulsolution.archive.desk.importing import limits
from seoulsolution.archive.models import MaterialImport
from tests.archive.desk.conftest import prefer

from .conftest import NEW, address, bring, post_file, saved, table, upload, verdicts, workbook

pytestmark = pytest.mark.django_db

ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    "content",
    [
        table([NEW]),
        b"\xef\xbb\xbf" + table([NEW]),
        table([NEW]).decode().encode("cp949"),
        table([NEW]).decode().replace(",", "\t").encode("utf-16"),
        table([NEW]).decode().replace(",", ";").encode(),
        workbook([list(NEW), list(NEW.values())]),
    ],
    ids=["utf-8", "utf-8 with mark", "cp949", "utf-16 with tabs", "semicolons", "xlsx"],
)
def test_table_in_every_form_that_korean_offices_write_is_taken(writer, content: bytes):
    plain = {name: value.replace(",", " ").replace(";", " ") for name, value in NEW.items()}
    material = upload(writer, content)
    found = material.rows.get().cells
    assert {
        name: value.replace(",", " ").replace("\t", " ").replace(";", " ") for name, value in found.items()
    } == plain
    assert verdicts(material) == ["new"]
    assert ModelLogEntry.objects.filter(user=writer.user, action="archive.import_uploaded").count() == 1


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, part)
    return file.getvalue()


def formula() -> bytes:
    return workbook([list(NEW), ["=1+1", *list(NEW.values())[1:]]])


def macros() -> bytes:
    return with_part(workbook([["id"]]), "xl/vbaProject.bin", b"macro")


def word_macros() -> bytes:
    return with_part(saved(Document()), "word/vbaProject.bin", b"macro")


def bomb() -> bytes:
    file = io.BytesIO(workbook([["id"]]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.xml", "w") as part:
        for _megabyte in range(301):
            part.write(bytes(1_048_576))
    return file.getvalue()


def many_rows() -> bytes:
    return b"id,title_ko\r\n" + b"".join(b"p-%d,t\r\n" % number for number in range(100_000))


def portable() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


HOSTILE = {
    "nothing": (b"", "빈 파일", "The file is empty"),
    "formula": (
        formula(),
        "수식이나 오류가 있는 셀이 있습니다: A2(모두 1개)",
        "formulas or errors: A2 (1 in all)",
    ),
    "xlsm": (macros(), "매크로", "macros"),
    "docm": (word_macros(), "매크로", "macros"),
    "zip bomb": (bomb(), "300MB", "300 MB"),
    "xml bomb": (with_part(workbook([["id"]]), "xl/extra.xml", ENTITY), "XML", "XML entities"),
    "100,000 rows": (many_rows(), f"{limits.MOST_ROWS}행", f"more than {limits.MOST_ROWS} rows"),
    "mixed encodings": ("id\n가나\n".encode() + "다라\n".encode("cp949"), "2번째 줄은 UTF-8", "line 2 is in UTF-8"),
    "broken utf-16": (b"\xff\xfei\x00d\x00\n", "UTF-8", "UTF-8"),
    "no table": (b"MZ\x90\x00", "UTF-8", "UTF-8"),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOCX", "DOCX"),
    "other kind": (portable(), "매뉴얼은 DOCX로", "manuals as DOCX"),
    "open quotation": (b'id,title_ko\n"a,b\nc,d', "닫지 않은 따옴표", "quotation mark"),
    "ragged": (b"id,title_ko\na,b,c", "2번째 줄의 셀은 3개", "Line 2 has 3 cells"),
    "no id": (b"name,title_ko\na,b", "[id]", "[id]"),
    "twice": (b"id,title_ko,title_ko\na,b,c", "[title_ko]", "[title_ko]"),
    "header only": (b"id,title_ko\n", "다른 행이 없습니다", "no rows below"),
    "empty sheet": (saved(Workbook()), "표가 비어 있습니다", "The table is empty"),
    "empty document": (saved(Document()), "문서에 글이 없습니다", "holds no text"),
    "long cell": (b"id,title_ko\na," + b"b" * 100_001, "2번째 줄", "Line 2"),
    "page": (b"<!doctype html><script>alert(1)</script>", "HTML", "HTML"),
    "damaged": (b"PK\x03\x04" + b"x" * 100, "손상", "damaged"),
}


@pytest.mark.parametrize(("name", "language"), list(zip(HOSTILE, itertools.cycle(["ko", "en"]))))
def test_file_that_cannot_be_imported_is_refused_in_the_words_of_the_reader(writer, name: str, language: str):
    UserProfile.objects.update_or_create(user=writer.user, defaults={"preferred_language": language})
    content, *words = HOSTILE[name]
    answer = post_file(writer, content, "innocent.csv")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'class="error-message' in page
    assert words[language == "en"] in page
    assert not MaterialImport.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "korean", "english"),
    [
        ("manual.docm", b"a text in a file with the name of another", "매크로", "can hold macros (DOCM, XLSM)"),
        ("MANUAL.DOCM", saved(Document()), "매크로", "can hold macros (DOCM, XLSM)"),
        ("policies.xlsm", workbook([["id"]]), "매크로", "can hold macros (DOCM, XLSM)"),
        ("manual.docx", b"a text in a file with the name of another", "글자만", "plain text in it"),
    ],
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_file_with_the_name_of_another_kind_is_refused_for_that(
    writer, name: str, content: bytes, korean: str, english: str, language: str
):
    UserProfile.objects.update_or_create(user=writer.user, defaults={"preferred_language": language})
    answer = post_file(writer, content, name)
    assert answer.status_code == 400
    assert {"ko": korean, "en": english}[language] in answer.content.decode()
    assert "[id]" not in answer.content.decode().split('class="error-message')[1].split("</p>")[0]


def test_nothing_chosen_and_too_much_are_refused_in_words(writer, monkeypatch):
    answer = writer.post(reverse("desk:imports"))
    assert answer.status_code == 400
    assert "파일을 선택하십시오" in answer.content.decode()
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    monkeypatch.setattr("seoulsolution.archive.desk.importing.opening.MOST_BYTES", 10)
    answer = post_file(writer, table([NEW]))
    assert answer.status_code == 400
    assert "MB" in answer.content.decode()


def test_columns_that_nobody_knows_are_named_and_not_read(writer):
    material = upload(writer, table([NEW | {"비고": "중요"}]))
    assert "비고" not in material.rows.get().cells
    assert "알 수 없는 열이어서 읽지 않습니다: 비고" in writer.get(address(material)).content.decode()


@pytest.mark.parametrize(
    ("language", "told"), [("en", "This is a table of “Cities”, not of “Projects”"), ("ko", "“도시” 표입니다")]
)
def test_table_of_another_kind_is_one_fault_that_names_it(editor, language: str, told: str):
    """Not one for each row, of which none says what is wrong."""
    prefer(editor, language)
    cities = editor.get(reverse("desk:export"), {"file_format": "csv", "table": "cities"}).content
    answer = post_file(editor, cities, "cities.csv", "projects")
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not MaterialImport.objects.exists()
    assert post_file(editor, cities, "cities.csv", "cities").status_code == 302


def every_address(material: MaterialImport) -> list[str]:
    return [
        address(material),
        address(material, "import-row", 2),
        address(material, "import-manual"),
        address(material, "import-undo"),
    ]


def test_import_belongs_to_who_uploaded_it(writer, staff):
    material = bring(writer, NEW)
    for other in (staff("author", "water"), staff("administrator", "")):
        for path in every_address(material):
            assert other.get(path).status_code in {404, 405}
            assert other.post(path, {"confirm": "1", "discard": "1"}).status_code == 404
    assert "정책.csv" not in staff("administrator", "").get(reverse("desk:imports")).content.decode()
    assert verdicts(material) == ["new"]


@pytest.mark.parametrize(
    ("confirmed", "days", "status"), [(False, 6, 200), (False, 8, 404), (True, 29, 200), (True, 31, 404)]
)
def test_preview_waits_a_week_and_what_was_made_can_be_undone_a_month(writer, confirmed, days, status):
    material = bring(writer, NEW)
    then = timezone.now() - timedelta(days=days)
    material.created_at = then
    material.confirmed_at = then if confirmed else None
    material.save()
    assert writer.get(address(material)).status_code == status
    MaterialImport.objects.forget_expired()
    assert MaterialImport.objects.exists() == (status == 200)


@pytest.mark.parametrize("role", ["reviewer", "publisher"])
def test_who_writes_and_translates_nothing_imports_nothing_but_may_export(staff, role):
    client = staff(role)
    assert post_file(client, table([NEW])).status_code in {302, 403}
    assert not MaterialImport.objects.exists()
    page = client.get(reverse("desk:imports")).content.decode()
    assert 'type="file"' not in page
    assert client.get(reverse("desk:export"), {"file_format": "csv", "area": "water"}).status_code == 200


def test_reader_finds_no_way_in(reader):
    for name in ("imports", "export", "import-form-csv"):
        assert reader.get(reverse(f"desk:{name}")).status_code == 302
    assert reader.post(reverse("desk:imports")).status_code == 302

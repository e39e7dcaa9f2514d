"""Files as editors bring them, and the way from a file to its preview."""

import csv
import io
from collections.abc import Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from seoulsolution.archive.desk.importing.state import Archive
from seoulsolution.archive.desk.importing.writing import judge_anew
from seoulsolution.archive.models import ImportRow, MaterialImport, RoleGroup

NEW = {
    "id": "night-market-bus",
    "area": "교통",
    "title_ko": "야시장 버스",
    "title_en": "Night market bus",
    "one_line_ko": "야시장이 서는 밤에 버스 12대가 더 다닌다.",
    "one_line_en": "On nights with a market, 12 more buses run.",
}


@pytest.fixture
def writer(staff) -> Client:
    """Somebody who writes and translates in transportation."""
    client = staff("author")
    client.user.groups.add(RoleGroup.objects.get(role="translator", office="transportation").group)
    return client


def table(rows: Sequence[dict[str, str]], columns: Sequence[str] = ()) -> bytes:
    """CSV in UTF-8 with a column for everything that stands in a row."""
    names = columns or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(document) -> bytes:
    """What a workbook or a document is as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def post_file(client: Client, content: bytes, name: str = "정책.csv", **more):
    return client.post(reverse("desk:imports"), {"file": SimpleUploadedFile(name, content)}, **more)


def upload(client: Client, content: bytes, name: str = "정책.csv") -> MaterialImport:
    """The import that a file becomes, which must be taken."""
    answer = post_file(client, content, name)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return MaterialImport.objects.latest("pk")


def bring(client: Client, *rows: dict[str, str]) -> MaterialImport:
    """What an upload of a table of the rows leaves, without the table.

    What one lacks that others have is what the archive says of that policy.
    """
    known = Archive.read(client.user, [row["id"] for row in rows]).policies
    names = {name: "" for row in rows for name in row}
    material = MaterialImport.objects.create(owner=client.user, source="table", file_name="정책.csv")
    for number, row in enumerate(rows, start=2):
        full = {**names, **(known[row["id"]].cells if row["id"] in known else {}), **row}
        ImportRow.objects.create(material=material, number=number, cells={name: full[name] for name in names})
    judge_anew(material, by=client.user)
    return material


def address(material: MaterialImport, name: str = "import", *more: object) -> str:
    return reverse(f"desk:{name}", args=[material.pk, *more])


def confirm(client: Client, material: MaterialImport):
    return client.post(address(material), {"confirm": "1"})


def verdicts(material: MaterialImport) -> list[str]:
    return list(material.rows.values_list("verdict", flat=True))

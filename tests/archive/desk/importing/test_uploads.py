"""Rows that name what was uploaded."""

import pytest
from wagtail.documents import get_document_model

from seoulsolution.archive.models import ProgrammePage

from .conftest import confirm, first_of, korean, page_text, planted_file, table, upload, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]


@pytest.mark.usefixtures("what_was_uploaded")
def test_row_names_a_file_by_its_title_or_its_name_or_an_address(editor):
    programme = first_of(ProgrammePage)
    file = planted_file("교재")
    link = {"address": "https://example.org/talk", "title_ko": "강연"}
    rows = [{"file": "교재"}, {"file": "합의서"}, {"file": "없음"}, link, {"address": link["address"] + "/2"}]
    rows += [{"file": "교재 2", "address": link["address"] + "/3", "title_ko": "둘"}, {"title_ko": "셋"}]
    planted_file("교재 2")
    material = upload(editor, table([{"programme": programme} | row for row in rows]), kind="programme-materials")
    assert verdicts(material) == ["new", *["faulty"] * 2, "new", *["faulty"] * 3], page_text(editor, material)
    ambiguous = get_document_model().objects.filter(title="합의서").first()
    assert ambiguous.filename in page_text(editor, material)
    named = {"programme": programme, "file": ambiguous.filename, "title_ko": "합의"}
    material = upload(
        editor,
        table([{"programme": programme} | rows[0], named, {"programme": programme} | link]),
        kind="programme-materials",
    )
    assert verdicts(material) == ["new"] * 3
    assert confirm(editor, material).status_code == 302
    kept = korean(ProgrammePage, programme).get_latest_revision_as_object().materials.all()
    assert [(row.document_id, row.url, row.title) for row in kept][-3:] == [
        (file.pk, "", "교재"),
        (ambiguous.pk, "", "합의"),
        (None, link["address"], "강연"),
    ]

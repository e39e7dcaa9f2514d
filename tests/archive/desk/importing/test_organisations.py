"""Organisations as a table: they have no drafts, and what names them keeps naming them."""

import pytest
from django.urls import reverse

from seoulsolution.archive.models import MaterialImport
from seoulsolution.core.vocabulary import Organisation

from .conftest import address, confirm, download, page_text, post_file, rows_of, table, upload, verdicts

pytestmark = pytest.mark.django_db
ORGANISATION = {
    "id": "planted-institute",
    "name_ko": "심은 연구원",
    "name_en": "Planted Institute",
    "acronym": "PI",
    "kind": "Research institute or network",
    "website": "https://example.org",
    "seat": "seoul",
    "listed": "yes",
    "partner": "no",
    "role_ko": "정책을 연구한다.",
    "role_en": "It studies policies.",
    "source": "https://example.org/a",
    "confidence": "high",
}


def by_language(slug: str, field: str) -> dict[str, object]:
    return dict(Organisation.objects.filter(slug=slug).values_list("locale__language_code", field))


def test_organisations_are_written_at_once_in_their_languages_and_undone(editor, reader):
    row = rows_of(download(editor, "organisations"), "organisations")[0]
    before = by_language(row["id"], "role")
    changed = {**row, "role_ko": "하는 일이 바뀌었다.", "role_en": "Its role has changed.", "version": ""}
    new = dict.fromkeys(changed, "") | ORGANISATION
    material = upload(editor, table([new, changed]), kind="organisations")
    assert verdicts(material) == ["new", "changed"], page_text(editor, material)
    assert "바로 독자에게 보입니다" in page_text(editor, material)
    assert confirm(editor, material).status_code == 302
    assert by_language(ORGANISATION["id"], "name") == {"ko": "심은 연구원", "en": "Planted Institute"}
    assert by_language(ORGANISATION["id"], "is_translated") == {"ko": True, "en": True}
    assert set(by_language(ORGANISATION["id"], "kind").values()) == {"research"}
    written = Organisation.objects.filter(slug=ORGANISATION["id"]).select_related("seat", "locale")
    assert {one.seat.locale for one in written} == {one.locale for one in written}
    assert set(by_language(row["id"], "role").values()) == {changed["role_ko"], changed["role_en"]}
    for language, name in by_language(ORGANISATION["id"], "name").items():
        answer = reader.get(f"/{language}/cities/organisations/{ORGANISATION['id']}/")
        assert name in answer.content.decode()
    again = upload(editor, download(editor, "organisations"), kind="organisations")
    assert set(verdicts(again)) == {"unchanged"}
    editor.post(address(material, "import-undo"))
    assert not written.all().exists()
    assert by_language(row["id"], "role") == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_ko": ""},
        {"kind": "circus"},
        {"website": "javascript:alert(1)"},
        {"seat": "atlantis"},
        {"listed": "maybe"},
        {"id": "심은 연구원"},
        {"acronym": "x" * 500},
    ],
)
def test_faulty_organisation_is_told_before_it_is_written(editor, wrong):
    material = upload(editor, table([ORGANISATION | wrong]), kind="organisations")
    assert verdicts(material) == ["faulty"]
    assert confirm(editor, material).status_code == 409
    assert not Organisation.objects.filter(acronym="PI").exists()


def test_organisation_that_something_names_since_is_not_undone(editor):
    material = upload(editor, table([ORGANISATION]), kind="organisations")
    confirm(editor, material)
    Organisation.objects.filter(slug=ORGANISATION["id"], locale__language_code="ko").update(note="그 뒤에")
    assert editor.post(address(material, "import-undo")).status_code == 409
    assert Organisation.objects.filter(slug=ORGANISATION["id"]).exists()


def test_who_may_not_write_organisations_brings_none_in(staff):
    author = staff("author")
    assert post_file(author, table([ORGANISATION]), "x.csv", "organisations").status_code == 302
    assert author.get(reverse("desk:imports"), {"table": "organisations"}).status_code == 200
    assert not MaterialImport.objects.filter(owner=author.user).exists()

"""Transfers as a table: they have no drafts."""

import pytest
from wagtail.models import ModelLogEntry

from seoulsolution.archive.models import Transfer

from .conftest import address, confirm, download, page_text, rows_of, table, upload, verdicts

pytestmark = pytest.mark.django_db
TRANSFER = {
    "id": "planted-transfer",
    "from_place": "seoul",
    "to_place": "ulaanbaatar",
    "channel": "consulting",
    "what_ko": "버스 차로",
    "what_en": "Bus lanes",
    "year_from": "2010",
    "basis": "cited",
    "source": "https://example.org/t",
}


def test_transfers_are_written_at_once_in_their_languages_and_undone(editor):
    row = rows_of(download(editor, "transfers"), "transfers")[0]
    before = dict(Transfer.objects.filter(slug=row["id"]).values_list("locale__language_code", "what"))
    changed = {"id": row["id"], "what_ko": "다른 것", "what_en": "Something else", "year_to": "2022"}
    material = upload(
        editor,
        table([{**dict.fromkeys(changed, ""), **TRANSFER}, {**TRANSFER, **row, **changed, "version": ""}]),
        kind="transfers",
    )
    assert verdicts(material) == ["new", "changed"], page_text(editor, material)
    assert "바로 독자에게 보입니다" in page_text(editor, material)
    assert confirm(editor, material).status_code == 302
    written = Transfer.objects.filter(slug=TRANSFER["id"])
    assert dict(written.values_list("locale__language_code", "what")) == {"ko": "버스 차로", "en": "Bus lanes"}
    assert {transfer.to_place.locale for transfer in written} == {transfer.locale for transfer in written}
    assert set(Transfer.objects.filter(slug=row["id"]).values_list("year_to", flat=True)) == {2022}
    assert set(ModelLogEntry.objects.filter(user=editor.user).values_list("action", flat=True)) >= {
        "wagtail.create",
        "wagtail.edit",
        "archive.import_confirmed",
    }
    again = upload(editor, download(editor, "transfers"), kind="transfers")
    assert set(verdicts(again)) == {"unchanged"}
    editor.post(address(material, "import-undo"))
    assert not written.all().exists()
    assert dict(Transfer.objects.filter(slug=row["id"]).values_list("locale__language_code", "what")) == before


def test_transfer_changed_since_is_not_undone(editor):
    material = upload(editor, table([TRANSFER]), kind="transfers")
    confirm(editor, material)
    Transfer.objects.filter(slug=TRANSFER["id"], locale__language_code="ko").update(what="그 뒤에")
    answer = editor.post(address(material, "import-undo"))
    assert answer.status_code == 409
    assert Transfer.objects.filter(what="그 뒤에").exists()


@pytest.mark.parametrize("wrong", [{"to_place": ""}, {"from_organisation": "seoul-metro"}, {"year_to": "2000"}])
def test_faulty_transfer_is_told_before_it_is_written(editor, wrong):
    material = upload(editor, table([TRANSFER | wrong]), kind="transfers")
    assert verdicts(material) == ["faulty"]

"""The results of adopters' records as rows of their pages."""

from decimal import Decimal

import pytest

from seoulsolution.archive.models import AdopterRecordPage

from .conftest import address, confirm, download, korean, page_text, rows_of, table, upload, verdicts

pytestmark = pytest.mark.django_db


def new_result(record: str, columns: dict[str, str]) -> dict[str, str]:
    return dict.fromkeys(columns, "") | {
        "record": record,
        "indicator_ko": "하루 승객",
        "indicator_en": "Passengers a day",
        "unit_ko": "명",
        "unit_en": "persons",
        "before_value": "1200.50",
        "before_year": "2011",
        "after_value": "2400",
        "after_year": "2014",
        "basis": "cited",
        "source": "https://example.org/r",
    }


def results_of(slug: str) -> dict[str, object]:
    draft = korean(AdopterRecordPage, slug).get_latest_revision_as_object()
    return {str(row.translation_key): row for row in draft.results.all()}


def test_results_come_into_one_draft_in_their_languages_and_are_undone(editor):
    rows = rows_of(download(editor, "record-results"), "record-results")
    record = rows[0]["record"]
    before = results_of(record)
    changed = {**rows[0], "after_value": "77.5", "after_year": "2024", "after_year_end": "", "version": ""}
    material = upload(editor, table([changed, new_result(record, changed)]), kind="record-results")
    assert verdicts(material) == ["changed", "new"], page_text(editor, material)
    assert confirm(editor, material).status_code == 302
    after = results_of(record)
    assert after[rows[0]["id"]].after_value == Decimal("77.5")
    [new] = [row for key, row in after.items() if key not in before]
    assert (new.before_value, new.after_value, new.kind) == (Decimal("1200.5"), Decimal(2400), "measured")
    told = rows_of(download(editor, "record-results", drafts="on"), "record-results")
    [found] = [row for row in told if row["id"] == str(new.translation_key)]
    assert (found["before_value"], found["indicator_en"]) == ("1200.5", "Passengers a day")
    editor.post(address(material, "import-undo"))
    assert results_of(record).keys() == before.keys()


@pytest.mark.parametrize(
    "wrong",
    [
        {"before_value": "", "after_value": ""},
        {"before_value": "many"},
        {"after_year": "2001"},
        {"indicator_ko": ""},
        {"kind": "guess"},
        {"record": "no-such-record"},
    ],
)
def test_faulty_result_is_told_before_it_is_written(editor, wrong):
    rows = rows_of(download(editor, "record-results"), "record-results")
    count = len(results_of(rows[0]["record"]))
    material = upload(editor, table([new_result(rows[0]["record"], rows[0]) | wrong]), kind="record-results")
    assert verdicts(material) == ["faulty"], page_text(editor, material)
    assert confirm(editor, material).status_code == 409
    assert len(results_of(rows[0]["record"])) == count

"""What a manual tells in rows comes in and goes out as tables: results, costs, those who took part."""

from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from seoulsolution.archive.models import PolicyPage

from .conftest import address, confirm, download, korean, page_text, rows_of, table, upload, verdicts

pytestmark = pytest.mark.django_db
NEW = {
    "policy-stakeholders": {"who_ko": "동호회", "role_ko": "함께 조사했다."},
    "policy-costs": {"what_ko": "설치", "amount": "240000000", "year": "2012"},
    "policy-results": {"indicator_ko": "하루 승객", "unit_ko": "명", "after_value": "1200.50", "after_year": "2014"},
    "policy-relations": {"kind": "needed", "to": "owl-bus"},
}


def rows(name: str, slug: str) -> list:
    draft = korean(PolicyPage, slug).get_latest_revision_as_object()
    return list(getattr(draft, name.removeprefix("policy-").replace("-", "_")).all())


@pytest.mark.parametrize("name", NEW)
def test_row_of_a_manual_comes_into_a_draft_and_is_undone(editor, name):
    slug = rows_of(download(editor, "policies"), "policies")[0]["id"]
    before = len(rows(name, slug))
    told = {"policy": slug, "id": ""} | NEW[name]
    material = upload(editor, table([told]), kind=name)
    assert verdicts(material) == ["new"], page_text(editor, material)
    assert confirm(editor, material).status_code == 302
    assert len(rows(name, slug)) == before + 1
    editor.post(address(material, "import-undo"))
    assert len(rows(name, slug)) == before


def test_cost_is_in_the_usual_currency_and_told_with_its_source(editor):
    slug = rows_of(download(editor, "policies"), "policies")[0]["id"]
    told = {"policy": slug, "id": "", "source": "https://example.org/budget", "basis": "cited"} | NEW["policy-costs"]
    confirm(editor, upload(editor, table([told]), kind="policy-costs"))
    new = rows("policy-costs", slug)[-1]
    assert (new.amount, new.currency, new.source) == (Decimal(240000000), "KRW", "https://example.org/budget")


@pytest.mark.parametrize(("table", "called"), [("policies", "정책"), ("policy-results", "정책-성과")])
def test_file_is_called_as_its_table_in_the_language_of_the_editor(editor, table, called):
    for name, end in (("import-form-csv", "작성양식"), ("export", str(localdate()))):
        answer = editor.get(reverse(f"desk:{name}"), {"table": table, "file_format": "csv"})
        assert unquote(answer.headers["Content-Disposition"]).endswith(f"{called}-{end}.csv")

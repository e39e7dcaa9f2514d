"""What no form of the editor sends is refused in words, and nothing of it is kept."""

import pytest
from wagtail.models import Page

pytestmark = pytest.mark.django_db

RICH = {
    "background-count": "1",
    "background-0-deleted": "",
    "background-0-order": "0",
    "background-0-type": "paragraph",
}
BLOCK = {**RICH, "background-0-id": ""}
# None: the field is not sent.
MALFORMED = {
    "no count of blocks": {"background-count": None},
    "count that is no number": {"background-count": "x"},
    "more blocks than were sent": {"background-count": "99999999999"},
    "place of a block that is no number": {**BLOCK, "background-0-order": "x"},
    "broken text": {**BLOCK, "background-0-value": "["},
    "text that is a list": {**BLOCK, "background-0-value": "[]"},
    "text that is a number": {**BLOCK, "background-0-value": "7"},
    "blocks that are none": {**BLOCK, "background-0-value": '{"blocks": "x", "entityMap": {}}'},
    "text of 100,000 levels": {**BLOCK, "background-0-value": "[" * 100_000},
    "more rows than were sent": {"milestones-TOTAL_FORMS": "99999999999"},
    "2,000 empty rows": {"milestones-TOTAL_FORMS": "2000"},
    "2,000 empty comments": {"comments-TOTAL_FORMS": "2000"},
    "revision that is no number": {"overwrite_revision_id": "x"},
}
# Wagtail has words of its own for these, or does not mind.
TAKEN = {
    "no comments": {"comments-TOTAL_FORMS": None},
    "comments that are not counted": {"comments-TOTAL_FORMS": "x"},
    "title with a null byte": {"title": "a\x00b"},
    "time that is none": {"go_live_at": "2024-99-99"},
    "address that is too long": {"slug": "x" * 300},
    "rows that are not counted": {"milestones-TOTAL_FORMS": "x"},
    "topic that is no number": {"topic": "[x"},
    "topic with a null byte": {"topic": "\x00"},
}


def test_whole_form_is_taken(sent):
    assert sent({}).status_code == 302


def test_malformed_form_is_a_bad_request_in_the_readers_language(sent, draft, language: str):
    before = Page.objects.get(pk=draft.pk).latest_revision_id
    for what, changes in MALFORMED.items():
        answer = sent(changes, HTTP_ACCEPT_LANGUAGE=language)
        assert answer.status_code == 400, what
        assert f'<html lang="{language}"' in answer.content.decode()
    assert Page.objects.get(pk=draft.pk).latest_revision_id == before


@pytest.mark.parametrize("what", TAKEN)
def test_what_the_editor_has_words_for_is_left_to_it(sent, what: str):
    assert sent(TAKEN[what]).status_code in (200, 302)


def test_body_that_is_no_form_is_a_bad_request(staff, draft):
    author = staff("author")
    author.raise_request_exception = False
    for kind in ("application/json", "multipart/form-data", "multipart/form-data; boundary=x", "text/plain"):
        answer = author.post(f"/admin/pages/{draft.pk}/edit/", b'--x\r\n{"title": "\x00', content_type=kind)
        assert answer.status_code == 400


def test_fault_of_the_site_stays_one(staff, draft, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("planted")

    monkeypatch.setattr("wagtail.admin.views.pages.edit.EditView.post", fail)
    author = staff("author")
    author.raise_request_exception = False
    assert author.post(f"/admin/pages/{draft.pk}/edit/", {}).status_code == 500

"""The address of an invitation: who finds it, who keeps it, and what happens to whatever is sent there."""

import logging

import pytest
from django.test import Client

from seoulsolution.archive.models import AdopterRecordPage, Invitation
from seoulsolution.archive.sharing.invitations.views import PER_MINUTE

from .conftest import RECORD, REPLY, SAVE, SUBMIT, Invite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]

SCRIPT = '"><script>window.ran=1</script><img src=/ran onerror=ran=1>{{ 7|add:79245426 }}'


def test_no_cache_and_no_search_engine_keeps_it_and_it_sets_no_cookie(invite: Invite, project, reader: Client):
    _invitation, path = invite(project)
    answers = [reader.get(path), reader.post(path, RECORD | SAVE), reader.post(path, {"submit": "1"})]
    answers += [reader.get("/en/invitations/received/"), reader.get("/en/invitations/nobody-has-this-one/")]
    answers += [reader.put(path), reader.post(path, RECORD | {"version": "1"} | SUBMIT), reader.get(path)]
    assert [answer.status_code for answer in answers] == [200, 303, 400, 200, 404, 405, 303, 410]
    for answer in answers[:5] + answers[6:]:
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert not answer.cookies
    assert b'content="noindex, nofollow"' in answers[0].content


def test_form_is_taken_from_nobody_who_does_not_know_the_address(invite: Invite, project):
    """Another site can send a form to an address that it knows only: this one it does not. No cookie is asked for."""
    _invitation, path = invite(project)
    strict = Client(enforce_csrf_checks=True, headers={"Origin": "null"})
    assert strict.post("/en/invitations/guessed/", RECORD | SAVE).status_code == 404
    assert strict.post(path, RECORD | SAVE).status_code == 303


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "..%2F..%2Fadmin", "' OR 1=1--", "토큰", "a" * 3000])
def test_unknown_address_is_answered_in_the_language_of_the_reader(reader: Client, language: str, token: str):
    answer = reader.get(f"/{language}/invitations/{token}/")
    assert answer.status_code in ({400, 404} if token == "%00" else {404})
    if answer.status_code == 404:
        assert {"en": "There is no page at this address", "ko": "이 주소에는 페이지가 없습니다"}[
            language
        ] in answer.text


@pytest.mark.usefixtures("one_minute")
def test_address_that_is_asked_too_often_waits(invite: Invite, project, language: str, reader: Client):
    _invitation, path = invite(project, language=language)
    codes = [reader.get(f"/{language}/invitations/guess-{number}/").status_code for number in range(PER_MINUTE)]
    assert set(codes) == {404}
    answer = reader.get(path)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert {"en": "Too many requests", "ko": "요청이 너무 많았습니다"}[language] in answer.text
    assert reader.get(path, REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.parametrize("button", [SAVE, SUBMIT])
def test_megabyte_of_text_is_refused_and_given_back(invite: Invite, project, reader: Client, button: dict[str, str]):
    _invitation, path = invite(project)
    long = "가" * 350_000
    answer = reader.post(path, RECORD | {"advice": long, "adaptations-0-text": long} | button)
    assert answer.status_code == 400
    assert answer.text.count(long) == 2
    assert "5,000" in answer.text or "5000" in answer.text
    assert Invitation.objects.get().answer == {}


def test_body_that_no_form_has_is_refused(invite: Invite, project, reader: Client):
    _invitation, path = invite(project)
    assert reader.post(path, {"advice": "x" * 11_000_000}).status_code == 413
    assert reader.post(path, {f"a{number}": "" for number in range(10_001)}).status_code == 413
    assert reader.post(path, data=b"\xff\xfe\x00{", content_type="application/json").status_code == 409
    assert Invitation.objects.get().submitted_at is None


def test_script_stays_text(invite: Invite, project, reader: Client):
    _invitation, path = invite(project)
    hostile = dict.fromkeys(("line", "reason", "advice", "office", "adaptations-0-text", "results-0-source"), SCRIPT)
    reader.post(path, RECORD | hostile | SAVE)
    shown = reader.get(path).text
    assert "<script>window" not in shown
    assert "79245433" not in shown
    assert reader.post(path, RECORD | hostile | {"version": "1"} | SUBMIT).status_code == 303
    record = Invitation.objects.get().record
    record.get_latest_revision().publish()
    public = reader.get(AdopterRecordPage.objects.get(pk=record.pk).url).text
    assert "<script>window" not in public
    assert "<img src=/ran" not in public
    assert "79245433" not in public


def test_signs_that_are_no_text_are_left_out(invite: Invite, record, reader: Client):
    _invitation, path = invite(record, asked="reply")
    hostile = "One\x00\x07\x1b[31m\u202e two\r\n\tthree \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")
    reader.post(path, REPLY | {"reply": hostile, "office": "A\x0bB"} | SUBMIT)
    page = AdopterRecordPage.objects.get(pk=record.pk).get_latest_revision_as_object()
    assert (page.reply, page.reply_by) == ("One[31m two\n\tthree 😀", "AB")


@pytest.mark.parametrize(
    "sent",
    [
        {"version": "nonsense"},
        {"version": "-1"},
        {"version": "9" * 400},
        {"version": ""},
    ],
)
def test_version_that_nobody_was_shown_overwrites_nothing(
    invite: Invite, project, reader: Client, sent: dict[str, str]
):
    _invitation, path = invite(project)
    for button in (SAVE, SUBMIT):
        assert reader.post(path, RECORD | sent | button).status_code == 409
    assert Invitation.objects.get().answer == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("results-0-before_year", "9" * 5000),
        ("results-0-before_value", "NaN"),
        ("results-0-after_value", "1" * 40),
        ("written_in", "klingon"),
        ("outcome", ""),
        ("adaptations-0-what", "burnt"),
        ("office", " \u200b "[:1]),
    ],
)
def test_nonsense_in_a_box_is_told(invite: Invite, project, reader: Client, name: str, value: str):
    _invitation, path = invite(project)
    answer = reader.post(path, RECORD | {name: value} | SUBMIT)
    assert answer.status_code == 400
    assert f'href="#id_{name}"' in answer.text
    assert Invitation.objects.get().submitted_at is None


def test_log_does_not_hold_the_address(invite: Invite, project, reader: Client, caplog: pytest.LogCaptureFixture):
    _invitation, path = invite(project)
    with caplog.at_level(logging.DEBUG):
        assert reader.post(path, SUBMIT).status_code == 400
    assert "Bad Request: /en/invitations/…/" in caplog.text
    assert path.split("/")[-2] not in caplog.text

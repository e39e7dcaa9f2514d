"""What an invited city writes: opened as often as one likes, saved, handed in once, and then a draft in review."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from seoulsolution.archive.desk.dashboard.waiting import board
from seoulsolution.archive.desk.translating.segments import State, read_segments
from seoulsolution.archive.desk.translating.views import translation_of
from seoulsolution.archive.models import AdopterRecordPage, Invitation
from seoulsolution.archive.sharing.invitations import actions
from seoulsolution.archive.sharing.records import WrittenBy
from tests.archive.desk.conftest import act, prefer

from .conftest import EMAIL, NAME, RECORD, REPLY, SAVE, SUBMIT, Invite, Member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]


def form_of(answer) -> dict[str, str]:
    """What a browser would send of the page as it stands there."""
    form = BeautifulSoup(answer.content, "html.parser").select_one("form[method=post]")
    values = {box["name"]: box.get("value", "") for box in form.select("input[type=text], input[type=hidden]")}
    values |= {box["name"]: box.text.removeprefix("\n") for box in form.select("textarea")}
    for box in form.select("select"):
        chosen = box.select_one("option[selected]")
        values[box["name"]] = chosen["value"] if chosen else ""
    return values | {box["name"]: "on" for box in form.select("input[type=checkbox][checked]")}


def draft_of(page: AdopterRecordPage) -> AdopterRecordPage:
    return AdopterRecordPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_record_of_a_project_becomes_a_draft_in_review(invite: Invite, project, reader: Client):
    invitation, path = invite(project)
    answer = reader.post(path, RECORD | SUBMIT)
    assert (answer.status_code, answer.url) == (303, "/en/invitations/received/")
    invitation.refresh_from_db()
    page = draft_of(invitation.record)
    assert (page.locale.language_code, page.live, page.place, page.project) == ("ko", False, project.place, project)
    assert (page.written_by, page.author, page.written_in) == (WrittenBy.CITY, RECORD["office"], "en")
    assert (page.line, page.outcome, page.advice) == (RECORD["line"], "in_use", RECORD["advice"])
    assert [(row.what, row.text, row.why) for row in page.adaptations.all()] == [
        ("kept", "The control centre", "It fitted."),
        ("left_out", "The fines by camera", ""),
    ]
    assert [(row.problem, row.solution) for row in page.difficulties.all()] == [
        ("No law for it", "A decree of the mayor")
    ]
    (result,) = page.results.all()
    assert (str(result), result.before_year, result.source) == (
        "Mean speed on the ring: 21.5 → 27 km/h",
        2010,
        "https://example.org/speed",
    )
    assert result.basis == "cited"
    assert page.source == f"{RECORD['office']}, {timezone.localdate().isoformat()}"
    assert page.title == f"{project.place.name}: {project.title.removeprefix(f'{project.place.name} ')}"
    assert {row.policy_id for row in page.policies.all()} == {row.policy_id for row in project.policies.all()}
    assert AdopterRecordPage.objects.get(pk=page.pk).current_workflow_task.role == "reviewer"
    assert page.latest_revision.user is None


def test_city_writes_in_a_language_that_is_spoken_there(invite: Invite, reader: Client):
    record = AdopterRecordPage.objects.get(slug="colombo-revenue-system", locale__language_code="ko")
    _invitation, path = invite(record, asked="reply")
    offered = BeautifulSoup(reader.get(path).content, "html.parser").select("#id_written_in option")
    assert [option["value"] for option in offered][:4] == ["ko", "en", "si", "ta"]
    assert {option.text for option in offered} >= {"Sinhala", "Tamil"}
    assert reader.post(path, REPLY | {"written_in": "si"} | SUBMIT).status_code == 303
    assert draft_of(record).reply_in == "si"


def test_words_of_the_city_are_counted_as_its_own_language_however_short(invite: Invite, project, reader: Client):
    """A page of which all but its title is English is not told to be Korean."""
    invitation, path = invite(project)
    reader.post(path, RECORD | SUBMIT)
    invitation.refresh_from_db()
    page = draft_of(invitation.record)
    assert page.passages_total - page.passages_foreign <= 1
    assert not page.is_translated


@pytest.mark.parametrize(("typed", "kept"), [("1,250", 1250), ("1 250 000.5", 1250000.5), ("27", 27)])
def test_numbers_are_taken_as_people_write_them(invite: Invite, project, reader: Client, typed: str, kept: float):
    invitation, path = invite(project)
    assert reader.post(path, RECORD | SUBMIT | {"results-0-after_value": typed}).status_code == 303
    invitation.refresh_from_db()
    assert draft_of(invitation.record).results.get().after_value == kept


def test_draft_of_the_city_goes_through_review_to_its_readers(invite: Invite, member: Member, project, language: str):
    invitation, path = invite(project)
    Client().post(path, RECORD | SUBMIT)
    invitation.refresh_from_db()
    page = invitation.record
    reviewer, publisher = member("reviewer"), member("publisher")
    assert [waiting.page.pk for waiting in board(reviewer.user).mine] == [page.pk]
    assert page.title in reviewer.get("/admin/").content.decode()
    act(reviewer, page, "approve")
    act(publisher, AdopterRecordPage.objects.get(pk=page.pk), "approve")
    page.refresh_from_db()
    assert page.live
    shown = BeautifulSoup(Client().get(page.url).content, "html.parser")
    assert RECORD["office"] in shown.select_one(".notice--plain").text
    assert "이 도시가 사용한 언어: 영어" in shown.text
    assert shown.select_one("[aria-labelledby=advice] [lang=en]").text.strip() == RECORD["advice"]
    assert not page.is_translated, "a Korean page in English words is not counted as Korean"
    assert NAME not in str(shown)


@pytest.mark.parametrize(
    ("language", "handed_in", "told"),
    [
        ("en", "handed in by the staff of the city", "The staff of the city handed this in themselves"),
        ("ko", "해당 도시 직원이 제출", "해당 도시 직원이 직접 제출했습니다"),
    ],
)
def test_reviewer_is_told_that_the_city_handed_it_in(
    invite: Invite, member: Member, project, language: str, handed_in: str, told: str
):
    invitation, path = invite(project)
    Client().post(path, RECORD | SUBMIT)
    invitation.refresh_from_db()
    reviewer, inviter = member("reviewer"), member()
    prefer(reviewer, language)
    desk = " ".join(reviewer.get("/admin/").content.decode().split())
    assert handed_in in desk
    editor = reverse("wagtailadmin_pages:edit", args=[invitation.record_id])
    assert told in reviewer.get(editor).content.decode()
    act(reviewer, invitation.record, "reject")
    page = AdopterRecordPage.objects.get(pk=invitation.record_id)
    page.current_workflow_state.resume(user=inviter.user)
    assert handed_in not in " ".join(reviewer.get("/admin/").content.decode().split())


def test_english_of_what_was_written_in_english_begins_with_those_words(invite: Invite, member: Member, project):
    """As words that somebody has yet to look at; the terms of the glossary are of Korean originals."""
    invitation, path = invite(project)
    advice = "Ask BRT and TOPIS first."
    Client().post(path, RECORD | {"advice": advice} | SUBMIT)
    invitation.refresh_from_db()
    translator = member("translator")
    translator.post(reverse("desk:begin-translation", args=[invitation.record_id]), {"language": "en"})
    english = AdopterRecordPage.objects.get(
        translation_key=invitation.record.translation_key, locale__language_code="en"
    )
    segments = {one.path: one for one in read_segments(translation_of(english))}
    assert (segments["advice"].target, segments["advice"].state, segments["advice"].language) == (
        advice,
        State.UNSURE,
        "en",
    )
    assert (segments["title"].target, segments["title"].state) == ("", State.UNTRANSLATED)
    shown = BeautifulSoup(translator.get(reverse("desk:translation", args=[english.pk])).content, "html.parser")
    passage = shown.select_one(f"#passage-{segments['advice'].id}")
    assert passage.select(".desk-terms") == []
    assert passage.select_one("[id^=original]")["lang"] == "en"
    assert not draft_of(invitation.record).is_translated


def test_draft_that_comes_back_waits_for_whoever_invited(invite: Invite, member: Member, project):
    invitation, path = invite(project)
    Client().post(path, RECORD | SUBMIT)
    invitation.refresh_from_db()
    act(member("reviewer"), invitation.record, "reject")
    (waiting,) = board(member().user).mine
    assert (waiting.page.pk, waiting.is_returned) == (invitation.record_id, True)
    assert invitation.record.title in member().get("/admin/").content.decode()


def test_whoever_invited_does_not_review_what_may_be_their_own(invite: Invite, member: Member, project):
    invitation, path = invite(project)
    Client().post(path, RECORD | SUBMIT)
    invitation.refresh_from_db()
    author = member()
    author.user.groups.add(member("reviewer").user.groups.get())
    act(author, invitation.record, "approve")
    assert AdopterRecordPage.objects.get(pk=invitation.record_id).current_workflow_task.role == "reviewer"


def test_city_writes_anew_what_was_compiled_of_it(invite: Invite, record, reader: Client):
    before, sources = record.live_revision_id, record.source
    _invitation, path = invite(record)
    assert reader.post(path, RECORD | SUBMIT).status_code == 303
    page = draft_of(record)
    assert (page.pk, page.written_by, page.line) == (record.pk, WrittenBy.CITY, RECORD["line"])
    assert [row.text for row in page.adaptations.all()] == ["The control centre", "The fines by camera"]
    assert page.source.startswith(sources)
    assert page.correction_note == "해당 도시가 기록을 직접 작성했습니다."
    fresh = AdopterRecordPage.objects.get(pk=record.pk)
    assert (fresh.live_revision_id, fresh.written_by) == (before, record.written_by)


def test_reply_goes_to_its_field_as_a_draft(invite: Invite, record, reader: Client, language: str):
    _invitation, path = invite(record, asked="reply", language=language)
    assert reader.post(path, REPLY | SUBMIT).status_code == 303
    page = draft_of(record)
    assert (page.reply, page.reply_by, page.reply_on) == (REPLY["reply"], REPLY["office"], timezone.localdate())
    assert (page.reply_in, page.written_by) == ("en", record.written_by)
    assert AdopterRecordPage.objects.get(pk=record.pk).reply == ""
    assert AdopterRecordPage.objects.get(pk=record.pk).current_workflow_task.role == "reviewer"


def test_record_that_is_in_review_is_reviewed_with_what_the_city_says(invite: Invite, member: Member, record, reader):
    record.get_latest_revision_as_object().save_revision(user=member().user)
    page = AdopterRecordPage.objects.get(pk=record.pk)
    page.get_workflow().start(page, member().user)
    act(member("reviewer"), page, "approve")
    _invitation, path = invite(record, asked="reply")
    reader.post(path, REPLY | SUBMIT)
    page = AdopterRecordPage.objects.get(pk=record.pk)
    assert page.current_workflow_task.role == "reviewer"
    assert page.current_workflow_task_state.revision.content["reply"] == REPLY["reply"]


def test_draft_is_kept_as_it_was_typed_and_opens_again(invite: Invite, project, reader: Client, language: str):
    _invitation, path = invite(project, language=language)
    typed = RECORD | {"results-0-before_value": "about twenty", "line": "", "results-0-after_year": "later"}
    typed.pop("consent")
    answer = reader.post(path, typed | SAVE)
    assert (answer.status_code, answer.url) == (303, f"{path}?saved")
    again = Client().get(answer.url)
    assert {"en": "It is saved.", "ko": "저장했습니다"}[language] in again.content.decode()
    shown = form_of(again)
    assert {name: shown[name] for name in typed if name != "version"} == {
        n: v for n, v in typed.items() if n != "version"
    }
    assert reader.post(path, shown | RECORD | {"version": shown["version"]} | SUBMIT).status_code == 303


def test_what_is_missing_is_told_and_nothing_is_lost(invite: Invite, project, reader: Client, language: str):
    _invitation, path = invite(project, language=language)
    wrong = RECORD | {
        "line": "",
        "adaptations-1-what": "",
        "results-0-after_year": "1990",
        "results-0-before_value": "1e999999",
        "outcome": "nonsense",
    }
    wrong.pop("consent")
    answer = reader.post(path, wrong | SUBMIT)
    assert answer.status_code == 400
    page = BeautifulSoup(answer.content, "html.parser")
    faulty = {link["href"] for link in page.select("[role=alert] a")}
    assert {"#id_line", "#id_outcome", "#id_consent", "#id_adaptations-1-what", "#id_results-0-before_value"} <= faulty
    assert all(page.select_one(box) is not None for box in faulty)
    assert form_of(answer)["adaptations-1-text"] == "The fines by camera"
    assert page.title.text.strip().startswith({"en": "Something is not right", "ko": "입력 내용 확인"}[language])
    empty = {"version": "0", "office": "x", "line": "y", "outcome": "in_use", "written_in": "en", "consent": "on"}
    assert reader.post(path, empty | SUBMIT).status_code == 400
    assert Invitation.objects.get().submitted_at is None


def test_everything_that_is_missing_is_told_at_once(invite: Invite, project, reader: Client, language: str):
    _invitation, path = invite(project, language=language)
    page = BeautifulSoup(reader.post(path, {"version": "0"} | SUBMIT).content, "html.parser")
    faults = page.select("[role=alert] li")
    least = {"en": "Tell at least one thing", "ko": "적어도 하나는 적어 주십시오"}[language]
    assert [least in fault.text for fault in faults].count(True) == 1
    boxes = {link["href"].removeprefix("#") for link in page.select("[role=alert] a")}
    assert boxes == {"id_line", "id_outcome", "id_office", "id_written_in", "id_consent"}
    marked = {label["for"] for label in page.select("form label") if label.select_one(".quiet") is not None}
    required = {"en": "(required)", "ko": "(필수)"}[language]
    assert {label["for"] for label in page.select("form label") if required in label.text} == boxes
    assert boxes < marked


def test_going_over_to_the_other_language_keeps_what_was_typed(invite: Invite, project, reader: Client, language: str):
    _invitation, path = invite(project, language=language)
    other = {"en": "ko", "ko": "en"}[language]
    page = BeautifulSoup(reader.get(path).content, "html.parser")
    assert page.select_one(".language-switch") is None
    assert [button["value"] for button in page.select("button[name=language]")] == [other]
    assert page.select_one("main form button, form[method=post] button")["name"] == "save"
    answer = reader.post(path, RECORD | {"language": other})
    assert (answer.status_code, answer.url) == (303, f"/{other}{path[3:]}?saved")
    assert form_of(reader.get(answer.url))["line"] == RECORD["line"]
    for nonsense in ("xx", "../..", language):
        again = RECORD | {"version": str(Invitation.objects.get().version), "language": nonsense}
        assert reader.post(path, again).url == f"{path}?saved"


def test_years_that_run_backwards_are_told(invite: Invite, project, reader: Client):
    _invitation, path = invite(project)
    answer = reader.post(path, RECORD | {"results-0-after_year": "1990"} | SUBMIT)
    assert answer.status_code == 400
    faults = BeautifulSoup(answer.content, "html.parser").select("[role=alert] a")
    assert [fault["href"] for fault in faults] == ["#id_results-0-after_year"]


def test_more_rows_are_given_without_losing_what_was_typed(invite: Invite, project, reader: Client):
    _invitation, path = invite(project)
    answer = reader.post(path, RECORD | {"more": "adaptations"})
    assert answer.status_code == 200
    shown = form_of(answer)
    assert len([name for name in shown if name.startswith("adaptations") and name.endswith("text")]) == 6
    assert {name: shown[name] for name in RECORD} == RECORD
    assert BeautifulSoup(answer.content, "html.parser").select(".errorlist, [role=alert]") == []
    many = {f"difficulties-{n}-problem": f"problem {n}" for n in range(40)}
    answer = reader.post(path, RECORD | many | {"more": "difficulties"})
    assert 'value="difficulties"' not in answer.content.decode()


def test_two_windows_do_not_overwrite_each_other(invite: Invite, project, reader: Client, language: str):
    _invitation, path = invite(project, language=language)
    reader.post(path, RECORD | SAVE)
    for button in (SAVE, SUBMIT):
        answer = reader.post(path, RECORD | {"line": "In the other window"} | button)
        assert answer.status_code == 409
        assert form_of(answer)["line"] == "In the other window"
        assert {"en": "since you opened", "ko": "이 페이지를 연 뒤"}[language] in answer.content.decode()
    assert Invitation.objects.get().answer["words"]["line"] == RECORD["line"]
    again = form_of(answer) | SUBMIT
    assert reader.post(path, again).status_code == 303
    assert draft_of(Invitation.objects.get().record).line == "In the other window"


def test_what_is_handed_in_twice_is_one_record(invite: Invite, project, reader: Client, language: str):
    _invitation, path = invite(project, language=language)
    number = AdopterRecordPage.objects.count()
    answers = [reader.post(path, RECORD | SUBMIT) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [303, 410]
    assert {"en": "has arrived", "ko": "접수되었습니다"}[language] in answers[1].content.decode()
    assert AdopterRecordPage.objects.count() == number + 1


@pytest.mark.parametrize("end", ["expired", "revoked"])
def test_invitation_that_is_over_says_so(
    invite: Invite, member: Member, project, reader: Client, language: str, end: str
):
    invitation, path = invite(project, language=language)
    if end == "revoked":
        actions.revoke(invitation=invitation, by=member().user)
    else:
        Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    words = {
        "expired": {"en": "It was open until", "ko": "까지 열려 있었습니다"},
        "revoked": {"en": "It was taken back", "ko": "취소되었습니다"},
    }[end][language]
    for answer in (reader.get(path), reader.post(path, RECORD | SUBMIT)):
        assert answer.status_code == 410
        assert words in answer.content.decode()
        assert project.title not in answer.content.decode()
    assert Invitation.objects.get().submitted_at is None


@pytest.mark.parametrize("asked", ["record", "reply"])
def test_page_costs_no_more_with_three_rows(invite: Invite, record, reader: Client, language: str, asked: str):
    _invitation, path = invite(record, asked=asked, language=language)
    costs = []
    for number in (1, 3):
        rows = [{"what": "kept", "text": f"part {n}", "why": ""} for n in range(number)]
        Invitation.objects.update(answer={"words": {}, "adaptations": rows})
        with CaptureQueriesContext(connection) as counted:
            assert reader.get(path).status_code == 200
        costs.append(len(counted))
    assert costs[0] == costs[1]
    assert costs[0] <= 10


def test_person_is_told_nowhere(invite: Invite, member: Member, record, reader: Client):
    _invitation, path = invite(record, asked="reply")
    told = reader.get(path).content.decode()
    told += reader.post(path, REPLY | SUBMIT).content.decode()
    told += reader.get("/en/invitations/received/").content.decode() + reader.get(path).content.decode()
    told += str(list(Revision.objects.filter(object_id=str(record.pk)).values_list("content", flat=True)))
    told += member("reviewer").get(reverse("wagtailadmin_pages:history", args=[record.pk])).content.decode()
    told += member("reviewer").get(reverse("wagtailadmin_pages:usage", args=[record.pk])).content.decode()
    told += "".join(str(message.message()) for message in mail.outbox[1:])
    assert "planted" not in told.lower()
    assert EMAIL in mail.outbox[0].to

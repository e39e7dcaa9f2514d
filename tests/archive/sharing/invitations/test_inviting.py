"""The sharing office invites the staff of a city; nobody else does, and nothing tells of the person."""

import logging
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.models import ModelLogEntry, PageLogEntry

from seoulsolution.archive.desk.roles import SectionOffice
from seoulsolution.archive.models import Invitation, PolicyPage
from seoulsolution.archive.sharing.invitations.models import hash_of
from tests.archive.desk.conftest import prefer

from .conftest import EMAIL, NAME, REPLY, SUBMIT, Invite, Member, korean, link_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]

LIST = "/admin/invitations/"


def form(**changes: str) -> dict[str, str]:
    last = timezone.localdate() + timedelta(days=30)
    return {"asked": "record", "name": NAME, "email": EMAIL, "language": "en", "last_day": last.isoformat()} | changes


def new(page) -> str:
    return reverse("invitations:new", args=[page.pk])


def test_invitation_is_sent_from_the_page_of_a_project_and_of_a_record(member: Member, project, record):
    client = member()
    for page in (project, record):
        button = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert new(page) in button
        assert client.post(new(page), form()).url == LIST
        (message,) = mail.outbox
        assert message.to == [EMAIL]
        mail.outbox.clear()
    shown = client.get(LIST).content.decode()
    assert (shown.count(NAME), shown.count(EMAIL)) == (2, 2)
    assert project.title in shown
    assert record.title in shown
    with override("ko"):
        assert date_format(Invitation.objects.latest("pk").last_day, "DATE_FORMAT") in shown, (
            "as everywhere in the admin"
        )


def test_who_was_invited_before_is_invited_once_more_only_when_asked(member: Member, project, record, language: str):
    client = member()
    prefer(client, language)
    client.post(new(project), form())
    answer = client.post(new(project), form(email=EMAIL.upper()))
    assert answer.status_code == 409
    assert {"en": "Nothing was sent now.", "ko": "이번에는 보내지 않았습니다."}[language] in answer.content.decode()
    assert (len(mail.outbox), Invitation.objects.count()) == (1, 1)
    assert client.post(new(record), form()).url == LIST
    assert client.post(new(project), form() | {"again": "1"}).url == LIST
    assert Invitation.objects.count() == 3


def test_mail_is_in_the_language_of_the_person(invite: Invite, project, language: str):
    invitation, path = invite(project, language=language)
    message = mail.outbox[-1]
    words = {
        "ko": ("기록을 작성해 주시기를", "바쿠", invitation.last_day.strftime("%Y년 %-m월 %-d일")),
        "en": ("We invite you to write for Baku", "Baku", invitation.last_day.strftime("%-d %B %Y")),
    }[language]
    assert path.startswith(f"/{language}/invitations/")
    assert [word for word in words if word not in message.body] == []
    assert NAME in message.body
    assert "info@" in message.body
    assert "\n" not in message.subject


def test_only_the_hash_of_the_token_is_kept(invite: Invite, project):
    invitation, path = invite(project)
    token = path.split("/")[-2]
    assert len(token) >= 43
    assert invitation.token_hash == hash_of(token)
    assert token not in str(vars(invitation))


def test_fault_is_told_in_the_language_of_the_admin_and_keeps_what_was_typed(member: Member, project):
    client = member()
    over = (timezone.localdate() - timedelta(days=1)).isoformat()
    late = (timezone.localdate() + timedelta(days=400)).isoformat()
    for language, words in (("en", "This day is over"), ("ko", "이미 지난 날짜입니다")):
        prefer(client, language)
        answer = client.post(new(project), form(last_day=over))
        assert answer.status_code == 400
        assert words in answer.content.decode()
        assert NAME in answer.content.decode()
    for wrong in ({"email": "x\ny@example.org"}, {"email": ""}, {"name": "\x00 \x07"}, {"last_day": late}):
        assert client.post(new(project), form(**wrong)).status_code == 400, wrong
    assert client.post(new(project), form(asked="reply", language="xx")).status_code == 400
    assert (Invitation.objects.count(), mail.outbox) == (0, [])


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("translator", SectionOffice.SHARING),
        ("reviewer", SectionOffice.SHARING),
        ("author", SectionOffice.CITIES),
        ("author", "transportation"),
        ("publisher", "transportation"),
        ("author", ""),
    ],
)
def test_nobody_else_invites_or_sees_who_was_invited(invite: Invite, member: Member, project, role: str, office: str):
    invitation, _path = invite(project)
    mail.outbox.clear()
    person = member(role, office)
    assert person.get(LIST).status_code == 302
    assert person.get(new(project)).status_code == 302
    assert person.post(new(project), form()).status_code == 302
    for name in ("revoke", "send-again"):
        person.post(reverse(f"invitations:{name}", args=[invitation.pk]))
    invitation.refresh_from_db()
    assert (Invitation.objects.count(), invitation.revoked_at, mail.outbox) == (1, None, [])
    assert LIST not in person.get("/admin/").content.decode()


def test_nobody_is_invited_to_what_is_no_record(member: Member, project, record):
    client = member()
    policy = korean(PolicyPage, "owl-bus")
    english = project.get_translations().get()
    for page in (policy, english):
        assert client.post(new(page), form()).status_code == 404
    assert client.post(new(project), form(asked="reply")).status_code == 400
    record.unpublish()
    assert client.post(new(record), form(asked="reply")).status_code == 400
    assert Invitation.objects.count() == 0


def test_mail_that_is_sent_again_closes_the_address_before(invite: Invite, member: Member, project, reader: Client):
    invitation, path = invite(project)
    member("publisher").post(reverse("invitations:send-again", args=[invitation.pk]))
    again = link_of(mail.outbox[-1])
    assert (reader.get(path).status_code, reader.get(again).status_code) == (404, 200)


def test_mail_that_is_not_taken_is_told_without_the_address(
    member: Member, project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def refuse(*given: object) -> None:
        raise OSError(f"550 {EMAIL}: no such mailbox")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with caplog.at_level(logging.DEBUG):
        member().post(new(project), form())
    invitation = Invitation.objects.get()
    assert (invitation.state.value, invitation.sent_at) == ("unsent", None)
    assert "the mail was not taken" in caplog.text
    assert re.search("planted", caplog.text, re.IGNORECASE) is None


def test_site_without_mail_says_so(member: Member, project, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    client = member()
    prefer(client, "en")
    assert "This site sends no mail" in client.get(new(project)).content.decode()
    assert client.post(new(project), form()).status_code == 400
    assert Invitation.objects.count() == 0


def test_everything_staff_does_is_in_the_log_and_never_the_person(invite: Invite, member: Member, project, record):
    first, _path = invite(project)
    member("publisher").post(reverse("invitations:send-again", args=[first.pk]))
    member("publisher").post(reverse("invitations:revoke", args=[first.pk]))
    _second, path = invite(record, asked="reply")
    Client().post(path, REPLY | SUBMIT)
    entries = [*PageLogEntry.objects.all(), *ModelLogEntry.objects.all()]
    of_pages = PageLogEntry.objects.filter(page=project.pk).order_by("pk").values_list("action", "user__username")
    assert [one for one in of_pages if "invit" in one[0]] == [
        ("archive.invited", f"author {SectionOffice.SHARING}"),
        ("archive.invitation_sent_again", f"publisher {SectionOffice.SHARING}"),
        ("archive.invitation_revoked", f"publisher {SectionOffice.SHARING}"),
    ]
    told = " ".join(f"{entry.label} {entry.data} {entry.formatter.format_message(entry)}" for entry in entries)
    assert "planted" not in told.lower()


def test_list_of_invitations_costs_the_same_for_three(
    invite: Invite, member: Member, project, django_assert_max_num_queries
):
    client = member()
    costs = []
    for _time in range(3):
        invite(project)
        with django_assert_max_num_queries(60) as counted:
            client.get(LIST)
        costs.append(len(counted))
    assert costs[0] == costs[2]

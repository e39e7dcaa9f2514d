"""Of whoever was invited nothing is kept when it is needed no more."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from seoulsolution.archive.models import Invitation
from seoulsolution.archive.sharing.invitations import actions

from .conftest import EMAIL, NAME, RECORD, SAVE, SUBMIT, Invite, Member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]


@pytest.mark.parametrize("end", ["expired", "revoked", "handed in"])
def test_person_is_forgotten_a_year_after_the_end(invite: Invite, member: Member, project, settings, end: str):
    invitation, path = invite(project)
    Client().post(path, RECORD | SAVE)
    if end == "revoked":
        actions.revoke(invitation=invitation, by=member().user)
    elif end == "handed in":
        Client().post(path, RECORD | {"version": "1"} | SUBMIT)
    invitation.refresh_from_db()
    assert invitation.state.value == {"expired": "begun", "revoked": "revoked", "handed in": "handed_in"}[end]
    kept = timedelta(days=settings.INVITATION_RETENTION_DAYS)
    for moment, is_known in ((kept - timedelta(minutes=1), True), (kept + timedelta(minutes=1), False)):
        before = timezone.now() - moment
        name = {"expired": "expires_at", "revoked": "revoked_at", "handed in": "submitted_at"}[end]
        Invitation.objects.update(**{name: before})
        call_command("forget_invitations", stdout=StringIO())
        invitation.refresh_from_db()
        assert (invitation.name, invitation.email) == ((NAME, EMAIL) if is_known else ("", ""))
        assert bool(invitation.answer) is is_known
    assert Client().get(path).status_code == 410
    assert member().get("/admin/invitations/").status_code == 200


def test_open_invitation_is_not_forgotten_and_nothing_twice(invite: Invite, project):
    invitation, _path = invite(project, days=180)
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=900))
    said = StringIO()
    for _time in range(2):
        call_command("forget_invitations", stdout=said)
    invitation.refresh_from_db()
    assert (invitation.name, invitation.forgotten_at) == (NAME, None)
    assert said.getvalue().count("0") == 2

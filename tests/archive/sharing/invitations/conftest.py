"""People of the sharing office, and those whom they invite."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone

from seoulsolution.archive.desk.roles import SectionOffice
from seoulsolution.archive.models import AdopterRecordPage, Invitation, ProjectPage, RoleGroup
from seoulsolution.archive.sharing.invitations import actions

NAME, EMAIL = "Ganbold Plantedname", "planted.person@ulaanbaatar.example"
Invite = Callable[..., tuple[Invitation, str]]
Member = Callable[..., Client]


def korean(kind: type, slug: str) -> Any:
    return kind.objects.get(slug=slug, locale__language_code="ko")


@pytest.fixture
def member(db: None) -> Member:
    """Signs in somebody who has a role in the sharing office, or in another."""

    def sign_in(role: str = "author", office: str = SectionOffice.SHARING) -> Client:
        user, is_new = User.objects.get_or_create(username=f"{role} {office}", email=f"{role}@example.org")
        if is_new:
            user.groups.add(RoleGroup.objects.get(role=role, office=office).group)
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    return sign_in


@pytest.fixture
def project(db: None) -> ProjectPage:
    return korean(ProjectPage, "baku-its")


@pytest.fixture
def record(db: None) -> AdopterRecordPage:
    return korean(AdopterRecordPage, "auckland-snapper")


def link_of(message: mail.EmailMessage) -> str:
    """The path at which the person of a mail writes."""
    (found,) = re.findall(r"https?://[^/\s]+(/\w+/invitations/\S+)", message.body)
    return found


@pytest.fixture
def invite(member: Member) -> Invite:
    """Invites somebody and gives the invitation with the path of its mail."""

    def invited(page: Any, *, asked: str = "record", language: str = "en", days: int = 30) -> tuple[Invitation, str]:
        invitation = actions.invite(
            page=page,
            asked=asked,
            name=NAME,
            email=EMAIL,
            language=language,
            expires_at=timezone.now() + timedelta(days=days),
            by=member().user,
        )
        return Invitation.objects.get(pk=invitation.pk), link_of(mail.outbox[-1])

    return invited


RECORD = {
    "version": "0",
    "line": "We took the signal control and left the cameras.",
    "outcome": "in_use",
    "reason": "The ring road was ready.",
    "adaptations-0-what": "kept",
    "adaptations-0-text": "The control centre",
    "adaptations-0-why": "It fitted.",
    "adaptations-1-what": "left_out",
    "adaptations-1-text": "The fines by camera",
    "difficulties-0-problem": "No law for it",
    "difficulties-0-solution": "A decree of the mayor",
    "results-0-indicator": "Mean speed on the ring",
    "results-0-unit": "km/h",
    "results-0-before_value": "21.5",
    "results-0-before_year": "2010",
    "results-0-after_value": "27",
    "results-0-after_year": "2014",
    "results-0-source": "https://example.org/speed",
    "advice": "Write the law first.",
    "office": "Transport Department of Baku",
    "written_in": "en",
    "consent": "on",
}
REPLY = {
    "version": "0",
    "reply": "It was not given up: it was merged with the national card.",
    "office": "Auckland Transport",
    "written_in": "en",
    "consent": "on",
}
SUBMIT, SAVE = {"submit": "1"}, {"save": "1"}

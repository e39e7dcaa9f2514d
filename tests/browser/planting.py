"""Puts a site into the states that a reader can meet: run once on the copy that the browser tests look at."""

import time
from datetime import timedelta

import django

if __name__ == "__main__":
    django.setup()

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.users.models import UserProfile

from seoulsolution.archive.models import (
    AdopterRecordPage,
    Invitation,
    Milestone,
    NewsroomPage,
    PolicyFile,
    PolicyPage,
    PolicyPicture,
    PressItem,
    ResourceIndexPage,
    ResourceKeyword,
    ResourcePage,
    RoleGroup,
)
from seoulsolution.archive.sharing.invitations.models import hash_of
from seoulsolution.core.accounts import admission
from seoulsolution.core.files import renditions
from seoulsolution.core.models import ArchiveFile, Picture, WithdrawnAddress
from tests.core.files.samples import pdf, photograph


def policy(slug: str, language: str) -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def sign_in(role: str, area: str = "") -> None:
    """A person with a role, and a session of theirs in which they have given their second factor."""
    if role == "superuser":
        person = User.objects.create_superuser(role, f"{role}@example.org")
    else:
        person = User.objects.create_user(role, f"{role}@example.org")
        person.groups.add(RoleGroup.objects.get(role=role, office=area).group)
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": "ko"})
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": ""})
    now = time.time()
    session = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: person.get_session_auth_hash(),
        admission.FACTOR_OF: person.pk,
        admission.SIGNED_IN_AT: now,
        admission.SEEN_AT: now,
    }
    Session.objects.create(
        session_key=f"planted-session-of-{role}",
        session_data=SessionStore().encode(session),
        expire_date=timezone.now() + timedelta(hours=1),
    )


def plant_picture() -> None:
    """A policy with a picture and a file, in Korean words on the English page too where nobody translated them."""
    picture = Picture.objects.create(
        title="Doors",
        file=ContentFile(photograph(size=(1000, 600)), name="doors.jpg"),
        licence="kogl-1",
        author="서울교통공사",
        language="ko",
        source="https://example.org/doors",
    )
    file = ArchiveFile.objects.create(title="White paper", file=ContentFile(pdf(), name="paper.pdf"), language="ko")
    for language, words in (("ko", "승강장 안전문"), ("en", "Platform screen doors")):
        page = policy("platform-screen-doors", language)
        row = {"page": page, "locale": page.locale}
        PolicyPicture.objects.create(image=picture, alternative=words, caption="2009년 설치한 승강장 안전문", **row)
        PolicyFile.objects.create(document=file, title=words, **row)
    renditions.make.call([picture.pk])


def plant_resource() -> None:
    """A lecture with a tag, and what the press reported."""
    for index in ResourceIndexPage.objects.all():
        korean = index.locale.language_code == "ko"
        page = ResourcePage(
            slug="night-bus-lecture",
            title="심야버스 강의" if korean else "A lecture on night buses",
            summary="노선을 정한 방법을 설명한다." if korean else "How the routes were found.",
            kind="lecture",
            languages="ko en",
            authors="서울연구원",
            year=2017,
            video_address="https://example.org/lecture",
            transcript="첫 노선은 두 개였다." if korean else "There were two routes at first.",
            locale=index.locale,
        )
        index.add_child(instance=page).save_revision().publish()
        ResourceKeyword.objects.create(page=page, locale=page.locale, word="LED")
    for newsroom in NewsroomPage.objects.all():
        report = {"title": "서울 심야버스", "outlet": "Example Daily", "dated": "2013-09", "language": "ko"}
        PressItem.objects.create(page=newsroom, locale=newsroom.locale, address="https://example.org/news", **report)


def plant_invitations() -> None:
    """One to write a record, begun; some to reply; one that is over. Each is opened by its own word."""
    record = AdopterRecordPage.objects.get(slug="auckland-snapper", locale__language_code="ko")
    begun = {
        "words": {"line": "카드를 도입했다.", "outcome": "in_use"},
        "adaptations": [{"what": "kept", "text": "카드", "why": ""}],
        "difficulties": [{"problem": "비용", "solution": ""}],
        "results": [{"indicator": "이용률", "unit": "%", "before_value": "1", "after_value": "20"}],
    }
    month = timedelta(days=30)
    for word, asked, answer, open_for in (
        ("planted-record", "record", begun, month),
        ("planted-reply", "reply", {}, month),
        ("planted-over", "record", {}, -month),
        ("planted-journey-ko", "reply", {}, month),
        ("planted-journey-en", "reply", {}, month),
    ):
        Invitation.objects.create(
            record=record,
            asked=asked,
            answer=answer,
            token_hash=hash_of(word),
            language="ko",
            sent_at=timezone.now(),
            expires_at=timezone.now() + open_for,
        )


def plant() -> None:
    plant_invitations()
    for role in ("author", "translator", "reviewer", "publisher"):
        sign_in(role, "transportation")
    sign_in("administrator")
    plant_picture()
    plant_resource()
    policy("citizen-apartments", "en").delete()
    WithdrawnAddress.objects.all().delete()
    for language in ("ko", "en"):
        policy("green-parking", language).unpublish()
        PageViewRestriction.objects.create(page=policy("parking-cap", language), restriction_type="login")
        User.objects.create_superuser(f"officer-{language}", f"{language}@seoul.example", "a long walk by the river")
    foreign = policy("t-money-transport-card", "en")
    Milestone.objects.filter(page=foreign).update(text="아직 옮기지 않은 문장이 그대로 남아 있다.")
    foreign = PolicyPage.objects.get(pk=foreign.pk)
    foreign.save()
    for language, note in (("ko", "노선 수를 바로잡았습니다."), ("en", "The number of routes was corrected.")):
        corrected = policy("owl-bus", language).get_latest_revision_as_object()
        corrected.correction_note = note
        corrected.summary += " 14."
        corrected.save_revision().publish()
    long_word = policy("topis", "en")
    PolicyPage.objects.filter(pk=long_word.pk).update(summary="Donaudampfschifffahrtsgesellschaftskapitän" * 6)


if __name__ == "__main__":
    plant()

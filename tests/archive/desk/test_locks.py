"""A page is locked and unlocked by those who publish it, where they read it; it says who holds it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from seoulsolution.archive.models import PolicyPage

from .conftest import Staff, prefer

pytestmark = pytest.mark.django_db
WORDS = {"ko": ("페이지 잠그기", "잠금 풀기", "님이"), "en": ("Lock the page", "Unlock", "Locked by")}


def read(client, policy: PolicyPage) -> str:
    return client.get(reverse("desk:changed", args=[policy.pk])).content.decode()


def test_who_publishes_locks_and_unlocks_what_they_may_only_read(staff: Staff, policy: PolicyPage, language: str):
    publisher, other = staff("publisher"), staff("author")
    for client in (publisher, other):
        prefer(client, language)
    lock, unlock, holder = WORDS[language]
    form = BeautifulSoup(read(publisher, policy), "lxml").select_one("main form")
    assert lock in form.text
    assert form.select_one("[name=csrfmiddlewaretoken]")
    answer = publisher.post(
        reverse("wagtailadmin_pages:lock", args=[policy.pk]), {"next": reverse("desk:changed", args=[policy.pk])}
    )
    assert answer.url == reverse("desk:changed", args=[policy.pk])
    assert PolicyPage.objects.get(pk=policy.pk).locked_by == publisher.user
    assert unlock in read(publisher, policy)
    told = read(other, policy)
    assert holder in told
    assert "publisher-transportation" in told
    assert unlock not in told
    publisher.post(reverse("wagtailadmin_pages:unlock", args=[policy.pk]))
    assert not PolicyPage.objects.get(pk=policy.pk).locked
    assert lock not in read(other, policy)

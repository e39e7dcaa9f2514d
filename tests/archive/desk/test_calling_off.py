"""Whoever calls off the day of a page is left with a draft without a day, and may publish it at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from seoulsolution.archive.models import PolicyPage

from .conftest import Staff, act

pytestmark = pytest.mark.usefixtures("without_handouts")


@pytest.fixture
def scheduled(staff: Staff, draft: PolicyPage) -> PolicyPage:
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision(user=staff("author").user)
    draft.get_workflow().start(draft, staff("author").user)
    for role in ("reviewer", "publisher"):
        act(staff(role), PolicyPage.objects.get(pk=draft.pk), "approve")
    page = PolicyPage.objects.get(pk=draft.pk)
    assert (page.live, page.scheduled_revision is not None) == (False, True)
    return page


def test_day_is_forgotten_and_the_page_can_be_published_at_once(staff: Staff, scheduled: PolicyPage):
    publisher = staff("publisher")
    address = reverse("wagtailadmin_pages:revisions_unschedule", args=[scheduled.pk, scheduled.scheduled_revision.pk])
    told = publisher.post(f"{address}?next={reverse('wagtailadmin_home')}", follow=True)
    now = PolicyPage.objects.get(pk=scheduled.pk)
    assert (now.live, now.scheduled_revision, now.go_live_at) == (False, None, None)
    assert now.get_latest_revision_as_object().go_live_at is None
    publish = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={now.pk}"
    assert publish in told.content.decode()
    publisher.post(publish)
    assert PolicyPage.objects.get(pk=now.pk).live

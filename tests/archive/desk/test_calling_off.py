"""Whoever calls off the day of a page is left with a draft without a day, and may publish it at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from seoulsolution.archive.desk.calling_off import forget_the_day
from seoulsolution.archive.models import PolicyPage

from .conftest import HAND_IN, Staff, act, prefer
from .test_translating import box, segment

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
    # Also later, and not for who may not.
    home = reverse("wagtailadmin_home")
    assert publish in publisher.get(home).content.decode()
    assert publish not in staff("author").get(home).content.decode()
    publisher.post(publish)
    assert PolicyPage.objects.get(pk=now.pk).live
    assert publish not in publisher.get(home).content.decode()


@pytest.fixture
def corrected(staff: Staff, policy: PolicyPage) -> PolicyPage:
    """A public policy with a day on which another line of it becomes public."""
    draft = policy.get_latest_revision_as_object()
    draft.one_line, draft.go_live_at = (
        "내일부터 보이는 한 줄이다.",
        timezone.now().replace(microsecond=0) + timedelta(days=1),
    )
    draft.save_revision(user=staff("author").user).publish()
    return PolicyPage.objects.get(pk=policy.pk)


def translate(staff: Staff, original: PolicyPage) -> PolicyPage:
    """The English goes its whole way; the last step says what it leads to."""
    english = original.get_translations().get(locale__language_code="en").specific
    desk = reverse("desk:translation", args=[english.pk])
    translator, publisher = staff("translator"), staff("publisher")
    prefer(publisher, "en")
    translator.post(desk, {"follow": "1"})
    line = segment(english, "one_line")
    translator.post(desk, box(line, "A line that is seen from tomorrow on.") | HAND_IN)
    staff("reviewer").post(desk, {"step": "approve"})
    assert "Approve and schedule" in publisher.get(desk).content.decode()
    publisher.post(desk, {"step": "approve"})
    return PolicyPage.objects.get(pk=english.pk)


def test_translation_becomes_public_with_its_original_not_before(staff: Staff, corrected: PolicyPage):
    english = translate(staff, corrected)
    assert english.one_line != "A line that is seen from tomorrow on."
    day = corrected.scheduled_revision.approved_go_live_at
    assert english.scheduled_revision.approved_go_live_at == day
    assert english.scheduled_revision.as_object().one_line == "A line that is seen from tomorrow on."


def test_who_calls_off_the_original_is_told_of_its_translation(staff: Staff, corrected: PolicyPage):
    english = translate(staff, corrected)
    publisher = staff("publisher")
    names = [(corrected, corrected.scheduled_revision), (english, english.scheduled_revision)]
    mine, other = (reverse("wagtailadmin_pages:revisions_unschedule", args=[p.pk, r.pk]) for p, r in names)
    told = publisher.post(f"{mine}?next={reverse('wagtailadmin_home')}", follow=True)
    (warning,) = [str(message) for message in told.context["messages"] if "keeps its day" in str(message)]
    assert f'href="{other}"' in warning


def test_translation_does_not_become_public_when_its_original_has_no_day_any_more(staff: Staff, corrected: PolicyPage):
    english = corrected.get_translations().get(locale__language_code="en").specific
    desk = reverse("desk:translation", args=[english.pk])
    staff("translator").post(desk, {"follow": "1"})
    staff("translator").post(desk, box(segment(english, "one_line"), "A line for now.") | HAND_IN)
    staff("reviewer").post(desk, {"step": "approve"})
    forget_the_day(corrected)
    corrected.scheduled_revision.__class__.objects.filter(pk=corrected.scheduled_revision.pk).update(
        approved_go_live_at=None
    )
    publisher = staff("publisher")
    prefer(publisher, "en")
    told = publisher.post(desk, {"step": "approve"}, follow=True).content.decode()
    assert "readers of the original do not have yet" in told
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[corrected.pk])}"' in told
    now = PolicyPage.objects.get(pk=english.pk)
    assert (now.scheduled_revision, now.one_line) == (None, english.one_line)
    PolicyPage.objects.get(pk=corrected.pk).get_latest_revision().publish()
    publisher.post(desk, {"step": "approve"})
    assert PolicyPage.objects.get(pk=english.pk).one_line == "A line for now."


def test_translation_that_is_approved_says_the_original_that_was_translated(staff: Staff, policy: PolicyPage):
    """The original is published once more between handing in and approval: readers are told that it does not follow."""
    english = policy.get_translations().get(locale__language_code="en").specific
    desk = reverse("desk:translation", args=[english.pk])
    staff("translator").post(desk, box(segment(english, "one_line"), "A line for now.") | HAND_IN)
    said = PolicyPage.objects.get(pk=english.pk).get_latest_revision_as_object().source_revision
    draft = policy.get_latest_revision_as_object()
    draft.one_line = "다시 바꾼 한 줄이다."
    draft.save_revision().publish()
    for role in ("reviewer", "publisher"):
        staff(role).post(desk, {"step": "approve"})
    public = PolicyPage.objects.get(pk=english.pk)
    assert (public.one_line, public.source_revision) == ("A line for now.", said)
    assert public.original_changed_on is not None

"""A page in its languages beside each other: the draft where somebody may edit, else what readers see, in a frame."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, PageViewRestriction

from seoulsolution.archive.models import PolicyPage

from .conftest import Staff


def frames(client: Client, page: PolicyPage) -> dict[str, str]:
    """What each language is shown from."""
    answer = client.get(reverse("desk:side-by-side", args=[page.pk]))
    shown = BeautifulSoup(answer.content, "html.parser")
    return {pane.select_one("[lang]")["lang"]: pane.iframe["src"] for pane in shown.select(".desk-pair section")}


@pytest.fixture
def english(policy: PolicyPage) -> PolicyPage:
    return policy.get_translation(Locale.objects.get(language_code="en"))


def test_translator_reads_the_published_original_beside_the_draft(
    staff: Staff, policy: PolicyPage, english: PolicyPage
):
    translator, before = staff("translator"), policy.one_line
    changed = policy.get_latest_revision_as_object()
    changed.one_line = "아직 공개하지 않은 한 줄"
    changed.save_revision()
    shown = frames(translator, english)
    assert shown["en"] == reverse("wagtailadmin_pages:view_draft", args=[english.pk])
    original = translator.get(shown["ko"])
    assert "frame-ancestors 'self'" in original.headers["Content-Security-Policy"]
    text = original.content.decode()
    assert before in text
    assert "아직 공개하지 않은 한 줄" not in text


def test_what_readers_may_not_see_is_not_shown_as_published(staff: Staff, draft: PolicyPage, policy: PolicyPage):
    outsider = staff("author", "environment")
    assert outsider.get(reverse("desk:as-published", args=[draft.pk])).status_code == 302
    assert outsider.get(reverse("desk:as-published", args=[policy.pk])).status_code == 200
    PageViewRestriction.objects.create(page=policy, restriction_type="password", password="x")
    assert outsider.get(reverse("desk:as-published", args=[policy.pk])).status_code == 302


def test_readers_have_no_frames(reader: Client, policy: PolicyPage):
    assert reader.get(reverse("desk:as-published", args=[policy.pk])).status_code == 302
    assert "frame-ancestors 'none'" in reader.get(policy.url).headers["Content-Security-Policy"]

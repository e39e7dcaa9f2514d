"""What has a time is published or withdrawn at that time by the background worker, without anybody doing anything."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from seoulsolution.archive.models import PolicyPage
from seoulsolution.archive.policies.handout_contents import edition
from seoulsolution.core.versions import versions_of

DAY = timedelta(days=1)


@pytest.fixture
def policy(db: None, settings: Any, without_handouts: None) -> PolicyPage:
    """One that is published, on a site whose tasks wait for the worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")


def waiting() -> Any:
    return DBTaskResult.objects.filter(task_path__endswith="schedule.carry_out")


def day_comes(page: PolicyPage) -> None:
    """As if a day had passed; then the worker does what there is to do."""
    waiting().update(run_after=timezone.now())
    past = timezone.now() - DAY
    for revision in Revision.objects.exclude(approved_go_live_at=None):
        revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
        revision.save(update_fields=["content", "approved_go_live_at"])
    PolicyPage.objects.filter(pk=page.pk).exclude(expire_at=None).update(expire_at=past)
    for task in waiting().ready():
        task.task.call(*task.task_result.args, **task.task_result.kwargs)


def test_page_is_published_at_its_time(policy: PolicyPage, reader: Client, django_capture_on_commit_callbacks):
    draft = policy.get_latest_revision_as_object()
    draft.summary, draft.go_live_at = "화요일 아홉 시부터 새로 운행합니다.", timezone.now() + DAY
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision().publish()
    assert "화요일 아홉 시부터" not in reader.get(policy.url).content.decode()
    day_comes(policy)
    assert "화요일 아홉 시부터" in reader.get(policy.url).content.decode()


def test_correction_that_had_a_day_is_a_version_like_others(
    policy: PolicyPage, reader: Client, django_capture_on_commit_callbacks
):
    draft = policy.get_latest_revision_as_object()
    draft.summary, draft.go_live_at = "화요일 아홉 시부터 새로 운행합니다.", timezone.now() + DAY
    draft.correction_note = "운행을 시작하는 시각을 바로잡았다."
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision().publish()
    assert len(versions_of(policy)) == 1
    day_comes(policy)
    assert [version.note for version in versions_of(policy)] == ["", "운행을 시작하는 시각을 바로잡았다."]
    assert "운행을 시작하는 시각을 바로잡았다." in reader.get("/ko/corrections/").content.decode()
    assert edition(PolicyPage.objects.get(pk=policy.pk)) == 2


def test_page_is_withdrawn_at_its_time(policy: PolicyPage, reader: Client, django_capture_on_commit_callbacks):
    draft = policy.get_latest_revision_as_object()
    draft.expire_at = timezone.now() + DAY
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision().publish()
    assert reader.get(policy.url).status_code == 200
    day_comes(policy)
    assert reader.get(policy.url).status_code == 410


def test_page_without_a_time_leaves_nothing_to_be_done_later(policy: PolicyPage, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        policy.save_revision().publish()
    assert not waiting().exists()

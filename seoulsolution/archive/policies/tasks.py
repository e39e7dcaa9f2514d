"""Work that is done after a page was published: its handouts."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from . import handouts
from .models import AreaPage

# How long an area waits for more of its policies to be published.
AREA_WAITS = timedelta(seconds=30)
# What takes long gives way to what readers wait for, and does so again after each portion.
AFTER_OTHERS = -50
PORTION = 10


@task()
def make_policies(ids: list[int]) -> None:
    """Handouts of the pages `ids` that changed."""
    for page in handouts.public_pages(ids):
        handouts.make_handout(page)


@task(priority=AFTER_OTHERS)
def make_area(area_id: int) -> None:
    """The handout of one area, unless it would say what it says already."""
    area = AreaPage.objects.select_related("locale", "area").filter(pk=area_id).first()
    if area is not None:
        handouts.make_handout(area)


@task(priority=AFTER_OTHERS)
def make_everything(start: int = 0) -> None:
    """Every handout that changed, a portion at a time; those of pages that are gone are deleted."""
    pages = handouts.public_pages()
    if start == 0:
        handouts.sweep(pages)
    for page in pages[start : start + PORTION]:
        handouts.make_handout(page)
    if start + PORTION < len(pages):
        enqueue_once(make_everything, start + PORTION)


def enqueue_policies(ids: Sequence[int]) -> None:
    if ids:
        enqueue_once(make_policies, sorted(ids))


def enqueue_area(area_id: int) -> None:
    """Many publications within AREA_WAITS make the area once."""
    enqueue_once(make_area, area_id, wait=AREA_WAITS)


def enqueue_everything() -> None:
    enqueue_once(make_everything, wait=timedelta(seconds=2))


def enqueue_once(work: "Task[Any, Any]", *args: Any, wait: timedelta | None = None) -> None:
    """Enqueue unless the same work waits already: it reads the database when it starts, not now."""
    backend = work.get_backend()
    if not backend.supports_defer:  # it runs here and now
        work.enqueue(*args)
        return
    waiting = DBTaskResult.objects.filter(
        status="READY", task_path=work.module_path, args_kwargs={"args": list(args), "kwargs": {}}
    )
    if not waiting.exists():
        (work.using(run_after=timezone.now() + wait) if wait else work).enqueue(*args)

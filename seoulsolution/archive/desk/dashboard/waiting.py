"""What is on its way to the readers: what waits for somebody, what waits for others, and what waits for its day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import BigIntegerField, CharField, F, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Revision, TaskState, WorkflowState

from seoulsolution.core.accounts.names import called

from ...sharing.invitations.queries import handed_in_by_cities
from ..belonging import office_of
from ..roles import EVERYWHERE, Role, RoleGroup
from ..workflows import STEPS, RoleApproval, Way, rewrote
from .scope import may_change, may_publish, pages_of

MOST_UNFINISHED = 12


@dataclass(frozen=True, slots=True)
class Waiting:
    """`since`: when it came to this step, or to its day. `people`: who can take the step; empty where nobody can.

    `is_returned`: changes were asked for, by `submitted_by` with `comment`. `is_from_city`: its staff handed it in,
    invited by `submitted_by`. `address`: the editor, for those who may open it; else what has happened to the page.
    `call_off`: where its day is taken back, `publish`: where it is published at once, for those who may.
    """

    page: Any
    step: str
    since: datetime
    people: list[str]
    submitted_by: str = ""
    comment: str = ""
    is_returned: bool = False
    is_from_city: bool = False
    address: str = ""
    call_off: str = ""
    publish: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it waits for less than the minute in which times are told."""
        return timezone.now() - self.since < timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Board:
    """`approved`: what was approved for its readers and has lost its day. `ending`: what is withdrawn on a day.

    `unfinished`: what somebody has begun and nobody has handed in, the latest first.
    """

    mine: list[Waiting]
    others: list[Waiting]
    scheduled: list[Waiting]
    ending: list[Waiting]
    approved: list[Waiting]
    unfinished: list[Waiting]


def board(user: Any) -> Board:
    """Everything on its way among the pages that somebody looks after, the longest first."""
    states = WorkflowState.objects.filter(
        status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES),
        current_task_state__isnull=False,
    ).select_related("current_task_state__task", "current_task_state__finished_by", "requested_by")
    states = list(states.order_by("current_task_state__started_at"))
    days = _days()
    pages = _pages(user, {int(state.object_id) for state in states} | set(days))
    may = _May(user, set(pages))
    steps = {step.pk: step for step in RoleApproval.objects.all()}
    people = _People()
    writers = _last_writers(pages.values())
    cities = handed_in_by_cities(states)
    mine: list[Waiting] = []
    others: list[Waiting] = []
    for state in states:
        page = pages.get(int(state.object_id))
        if page is not None:
            is_mine, waiting = _judge(state, page, may, steps.get(state.current_task_state.task_id), people, writers)
            if state.pk in cities and not waiting.is_returned:
                waiting = replace(waiting, is_from_city=True)
            (mine if is_mine else others).append(waiting)
    scheduled = [_for_its_day(pages[pk], revision, may) for pk, revision in days.items() if pk in pages]
    on_their_way = {int(state.object_id) for state in states} | set(days)
    approved = _approved(user, on_their_way)
    unfinished = _unfinished(user, on_their_way | {waiting.page.pk for waiting in approved})
    return Board(mine, others, scheduled, _ending(user), approved, unfinished)


def _unfinished(user: Any, on_their_way: set[int]) -> list[Waiting]:
    """Drafts on which this person has worked. What was withdrawn is none."""
    worked_on = Revision.page_revisions.filter(user=user).annotate(number=Cast("object_id", BigIntegerField()))
    begun = (
        pages_of(user)
        .filter(Q(live=True) | Q(first_published_at=None), has_unpublished_changes=True)
        .filter(pk__in=worked_on.values("number"))
        .exclude(pk__in=on_their_way)
        .order_by("-latest_revision_created_at")
    )
    latest = list(begun.values_list("pk", flat=True)[:MOST_UNFINISHED])
    may, pages = _May(user, set(latest)), _pages(user, set(latest))
    return [
        Waiting(pages[pk], "", pages[pk].latest_revision_created_at, [], address=may.address(pages[pk], None))
        for pk in latest
        if pk in may.change
    ]


def _approved(user: Any, on_their_way: set[int]) -> list[Waiting]:
    """Drafts that were approved for their readers as they are and did not come to them, the latest first."""
    approvals = TaskState.objects.filter(
        status=TaskState.STATUS_APPROVED,
        task__in=RoleApproval.objects.filter(role=Role.PUBLISHER),
        workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
    )
    found = (
        pages_of(user)
        .filter(has_unpublished_changes=True)
        .exclude(pk__in=on_their_way)
        .annotate(approved_at=Subquery(approvals.order_by("-finished_at").values("finished_at")[:1]))
        .filter(Q(last_published_at=None) | Q(last_published_at__lt=F("approved_at")))
        .filter(approved_at__gte=F("latest_revision_created_at"))
    )
    approved = dict(found.order_by("-approved_at").values_list("pk", "approved_at"))
    may, pages = _May(user, set(approved)), _pages(user, set(approved))
    return [
        Waiting(
            pages[pk],
            "",
            when,
            [],
            address=may.address(pages[pk], None),
            publish=publish_at_once(pages[pk]) if pk in may.publish else "",
        )
        for pk, when in approved.items()
    ]


def publish_at_once(page: Any) -> str:
    """Where somebody publishes a page as it was approved, and comes back to the first page."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return f"{address}?{urlencode({'id': page.pk, 'next': reverse('wagtailadmin_home')})}"


def _days() -> dict[int, Revision]:
    """The version that waits for its day, of each page that has one."""
    found = Revision.page_revisions.filter(approved_go_live_at__isnull=False).order_by("approved_go_live_at")
    return {int(revision.object_id): revision for revision in found.defer("content")}


def _for_its_day(page: Any, revision: Revision, may: "_May") -> Waiting:
    call_off = reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, revision.pk])
    return Waiting(
        page,
        "",
        revision.approved_go_live_at,
        [],
        address=may.address(page, None),
        call_off=call_off if page.pk in may.publish else "",
    )


def _ending(user: Any) -> list[Waiting]:
    """Public pages that are withdrawn by themselves, the next first."""
    found = pages_of(user).filter(live=True, expire_at__isnull=False).order_by("expire_at")
    ends = dict(found.values_list("pk", "expire_at"))
    may, pages = _May(user, set(ends)), _pages(user, set(ends))
    return [Waiting(pages[pk], "", when, [], address=may.address(pages[pk], None)) for pk, when in ends.items()]


def _pages(user: Any, ids: set[int]) -> dict[int, Any]:
    """Those that somebody looks after, with language and area; a query for each kind of page."""
    pages: list[Any] = list(pages_of(user).filter(pk__in=ids).specific())  # type: ignore[attr-defined] # of pages
    by_model: dict[Any, list[Any]] = defaultdict(list)
    for page in pages:
        by_model[type(page)].append(page)
    for model, some in by_model.items():
        related = [name for name in ("locale", "area") if any(field.name == name for field in model._meta.fields)]
        prefetch_related_objects(some, *related)
    return {page.pk: page for page in pages}


def _last_writers(pages: Iterable[Any]) -> dict[int, int | None]:
    """Id of whoever saved each page last, by the id of the page."""
    latest = Revision.objects.filter(pk__in=[page.latest_revision_id for page in pages])
    return {int(page): user for page, user in latest.values_list("object_id", "user")}


def _judge(
    state: WorkflowState,
    page: Any,
    may: "_May",
    step: RoleApproval | None,
    people: "_People",
    writers: dict[int, int | None],
) -> tuple[bool, Waiting]:
    """Whether a page waits for the user, and for whom it does."""
    task = state.current_task_state
    submitted_by = get_user_display_name(state.requested_by)
    able = _able(state, page, step, people, writers.get(page.pk)) if step else {}
    names = list(able.values())
    said = str(STEPS[Way(step.way), Role(step.role)]) if step else task.task.name
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        since, by = task.finished_at or task.started_at, get_user_display_name(task.finished_by)
        who = [submitted_by] if submitted_by else []
        address = may.address(page, None)
        waiting = Waiting(page, said, since, who, by, task.comment, is_returned=True, address=address)
        return state.requested_by_id == may.user.pk, waiting
    is_mine = (
        step is not None and step.may_act(page, may.user, state) and (may.user.is_superuser or may.user.pk in able)
    )
    return is_mine, Waiting(page, said, task.started_at, names, submitted_by, address=may.address(page, step))


def _able(state: WorkflowState, page: Any, step: RoleApproval, people: "_People", writer: int | None) -> dict[int, str]:
    """Who can take the step: not who handed the page in, and not who wrote its last words, unless nobody else can."""
    able = people(step.role, office_of(page))
    if step.role != Role.REVIEWER:
        return able
    able.pop(state.requested_by_id, None)
    if writer in able and len(able) > 1 and rewrote(page, writer):
        del able[writer]
    return able


class _May:
    """What somebody may do with pages, with a query for each permission."""

    def __init__(self, user: Any, pages: set[int]) -> None:
        self.user = user
        self.change = may_change(user, pages)
        self.publish = may_publish(user, pages)

    def address(self, page: Any, step: RoleApproval | None) -> str:
        """Of the editor, where they may open it; else of what has happened to the page."""
        opens = page.pk in self.change or (step is not None and step.user_can_access_editor(page, self.user))
        return reverse(f"wagtailadmin_pages:{'edit' if opens else 'history'}", args=[page.pk])


class _People:
    """Who has a role where, with one query."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        rows = RoleGroup.objects.filter(group__user__is_active=True).order_by("group__user__username")
        columns = ("role", "office", "group__user", "group__user__first_name", "group__user__last_name")
        for role, office, pk, first, last, username in rows.values_list(*columns, "group__user__username"):
            self._names[role, office][pk] = called(first, last) or username

    def __call__(self, role: str, office: str) -> dict[int, str]:
        return self._names[role, office] | self._names[role, EVERYWHERE]

"""Who publishes for an office publishes what was reviewed, by whatever door: a bulk action, the API."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision, TaskState

from seoulsolution.core.hindrances import Hindrance
from seoulsolution.core.publication import ASKED_OF_PEOPLE, was_published

from .belonging import office_of
from .reach import sees_the_whole_site
from .roles import Role, membership
from .workflows import RoleApproval


def was_reviewed(page: Any, revision: Revision) -> bool:
    """Whether somebody approved the page at a step of its workflow since it says this."""
    return TaskState.objects.filter(
        workflow_state__in=page.workflow_states,
        task__in=RoleApproval.objects.all(),
        status=TaskState.STATUS_APPROVED,
        finished_at__gte=revision.created_at,
    ).exists()


def hindrances(page: Any, revision: Revision, user: Any) -> list[Hindrance]:
    """That nobody has reviewed it. Readers may have again what they had before."""
    if sees_the_whole_site(user) or not membership(user).has(Role.PUBLISHER, office_of(page)):
        return []
    if was_reviewed(page, revision) or was_published(page, revision):
        return []

    def words() -> str:
        return _("Nobody has reviewed it as it stands: its author has to submit it for review.")

    return [Hindrance(words, reverse("desk:changed", args=[page.pk]), gettext_lazy("What was changed"))]


def connect() -> None:
    ASKED_OF_PEOPLE.append(hindrances)

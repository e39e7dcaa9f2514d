"""The first page of the admin: what waits, and what needs care."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from seoulsolution.core.vocabulary import PolicyArea

from ...policies.models import AreaPage
from ..outgoing.queries import count_broken
from .cares import CARES
from .scope import areas_to_write_in, cared_for, pages_of
from .waiting import board

REPLACED = (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)


class WritePanel(Component):
    """Where a new policy begins: in each area in which this person may write."""

    name = "write"
    template_name = "desk/dashboard/write.html"
    order = 50

    def __init__(self, areas: Sequence[AreaPage]) -> None:
        self.areas = areas

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        names = dict(PolicyArea.objects.filter(locale__language_code=get_language()).values_list("slug", "name"))
        return {"areas": [(area, names.get(area.area.slug, area.title)) for area in self.areas]}


class WaitingPanel(Component):
    """What waits for this person, for others, and for its day."""

    name = "waiting"
    template_name = "desk/dashboard/waiting.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"board": board(parent_context["request"].user)}


class CarePanel(Component):
    """How much needs care of what they look after."""

    name = "care"
    template_name = "desk/dashboard/care.html"
    order = 200

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        pages = cared_for(user)
        cares = [(care, sum(1 for _finding in care.find(pages))) for care in CARES.values()]
        return {"cares": cares, "outgoing": count_broken(user)}


def put_panels(request: HttpRequest, panels: list[Component]) -> None:
    """In the place of Wagtail's own two lists of pages in review, which tell nobody for whom a page waits."""
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    if pages_of(request.user).exists():
        areas = areas_to_write_in(request.user)
        panels += [*([WritePanel(areas)] if areas else []), WaitingPanel(), CarePanel()]

"""Who did what to a page: for everybody who looks after it, not only for those who may edit it now."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from wagtail.admin.views.pages.history import PageHistoryView

from .dashboard.scope import pages_of


class HistoryView(PageHistoryView):
    """Reviewers and publishers read what was done before and after their own step."""

    def get_object(self) -> Any:
        page = get_object_or_404(self.model, id=self.pk).specific
        if not pages_of(self.request.user).filter(pk=page.pk).exists():
            raise PermissionDenied
        return page


def addresses() -> list[URLPattern]:
    """Before Wagtail's own under the same paths; by name Wagtail's are found, which have the same."""
    return [
        path("pages/<int:page_id>/history/", HistoryView.as_view()),
        path("pages/<int:page_id>/history/results/", HistoryView.as_view(results_only=True)),
    ]

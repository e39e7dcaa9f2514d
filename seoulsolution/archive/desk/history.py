"""Who did what to a page: for everybody who looks after it, not only for those who may edit it now."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .dashboard.scope import ACTIONS, pages_of


class HistoryView(PageHistoryView):
    """Reviewers and publishers read what was done before and after their own step."""

    any_permission_required = sorted(ACTIONS)

    def get_object(self) -> Any:
        page = get_object_or_404(self.model, id=self.pk).specific
        if not pages_of(self.request.user).filter(pk=page.pk).exists():
            raise PermissionDenied
        return page


# Before Wagtail's own under the same paths; by name Wagtail's are found, which have the same.
urlpatterns = decorate_urlpatterns(
    [
        path("pages/<int:page_id>/history/", HistoryView.as_view()),
        path("pages/<int:page_id>/history/results/", HistoryView.as_view(results_only=True)),
    ],
    require_admin_access,
)

"""Who may do what, where that is less than Wagtail allows."""

from typing import Any

from django.db import models
from wagtail.locks import WorkflowLock
from wagtail.models import PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy


class LimitedPolicy(ModelPermissionPolicy):
    """Django's permissions for a model, and whatever they say, nothing but `actions`."""

    def __init__(self, model: type[models.Model], *actions: str) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and bool(super().user_has_permission(user, action))


class PagePermissions(PagePermissionTester):
    """What somebody may do with a page. Closing a public page to its readers is not part of publishing it."""

    def can_set_view_restrictions(self) -> bool:
        may_close = self.user.has_perm("wagtailcore.change_pageviewrestriction")
        return bool(may_close and super().can_set_view_restrictions())

    def can_unpublish(self) -> bool:
        """Whoever may withdraw a public page may do so while a change of it is in review, whose step that ever is."""
        if not isinstance(self.page.get_lock(), WorkflowLock):
            return bool(super().can_unpublish())
        return bool(self.page.live and self.can_publish())

"""The pages that somebody looks after: those on which a role or another group gives them some permission."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from seoulsolution.core.pages import ArchivePage

from ...policies.models import AreaPage

ACTIONS = {"add", "change", "publish", "bulk_delete", "lock", "unlock"}
ORIGINAL = Q(locale__language_code=settings.LANGUAGE_CODE)


def pages_of(user: Any) -> QuerySet[Page]:
    pages: QuerySet[Page] = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ACTIONS)
    return pages


def cared_for(user: Any) -> QuerySet[Page]:
    """What needs care is what readers see: a draft is cared for at its review."""
    return pages_of(user).live()  # type: ignore[attr-defined] # of pages


def may_change(user: Any, page_ids: set[int]) -> set[int]:
    """Which of the pages they may edit."""
    return _permitted(user, "change", page_ids)


def may_publish(user: Any, page_ids: set[int]) -> set[int]:
    """Which of the pages they may put before the readers."""
    return _permitted(user, "publish", page_ids)


def _permitted(user: Any, action: str, page_ids: set[int]) -> set[int]:
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, action)
    return set(pages.filter(pk__in=page_ids).values_list("pk", flat=True))


def areas_to_write_in(user: Any) -> list[AreaPage]:
    """The areas, in the city's language, in which they may add a policy, in their order."""
    may_add = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "add")
    areas = AreaPage.objects.filter(ORIGINAL, pk__in=may_add.values("pk")).select_related("area")
    return list(areas.order_by("area__order", "pk"))


def has(model: type[ArchivePage], name: str) -> bool:
    """Whether a kind of page has a field of that name."""
    return any(field.name == name for field in model._meta.fields)


def page_models() -> list[type[ArchivePage]]:
    """Every kind of page of the archive."""
    return [model for model in apps.get_models() if issubclass(model, ArchivePage)]

"""The roles of the editors' desk: what each may do, in one area or in all of them.

A role in an area is a group of Wagtail's. Its permissions stand on the page of the area, in the city's own language
for those who write and in the others for those who translate, so that an office reaches its own policies only.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.vocabulary import PolicyArea


class Role(models.TextChoices):
    AUTHOR = "author", _("Author")
    TRANSLATOR = "translator", _("Translator")
    REVIEWER = "reviewer", _("Reviewer")
    PUBLISHER = "publisher", _("Publisher")
    ADMINISTRATOR = "administrator", _("Administrator")


@dataclass(frozen=True, slots=True)
class Powers:
    """What a role may do: with pages in the city's language, with their translations, and beyond pages.

    `pages`, `translations`: actions of Wagtail's page permissions. `collections`: codenames on the collection of all
    files. `models`: patterns of permissions, as in `core.*`.
    """

    pages: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()
    collections: tuple[str, ...] = ("choose_image", "choose_document")
    models: tuple[str, ...] = ()


POWERS: dict[Role, Powers] = {
    Role.AUTHOR: Powers(
        pages=("add", "change"),
        collections=("choose_image", "choose_document", "add_image", "add_document"),
    ),
    Role.TRANSLATOR: Powers(translations=("change",), models=("wagtail_localize.submit_translation",)),
    # Looking needs some permission; beyond it, a reviewer acts on what is submitted for review.
    Role.REVIEWER: Powers(pages=("lock",), translations=("lock",)),
    Role.PUBLISHER: Powers(
        pages=("publish", "lock", "unlock"),
        translations=("publish", "lock", "unlock"),
        collections=("choose_image", "choose_document", "change_image", "change_document"),
        models=("core.change_withdrawnaddress",),
    ),
    Role.ADMINISTRATOR: Powers(
        pages=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
        translations=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
        collections=(
            *("choose_image", "add_image", "change_image", "delete_image"),
            *("choose_document", "add_document", "change_document", "delete_document"),
        ),
        models=(
            "wagtail_localize.submit_translation",
            *("core.*", "archive.*", "discovery.*", "auth.*_user", "wagtailredirects.*"),
            *("wagtailcore.*_workflow", "wagtailcore.*_task", "wagtailcore.*_collection", "archive.*_roleapproval"),
            "wagtailcore.*_pageviewrestriction",
        ),
    ),
}
# Roles that an office has in its own area. An administrator is one of the whole site.
OFFICE_ROLES = (Role.AUTHOR, Role.TRANSLATOR, Role.REVIEWER, Role.PUBLISHER)
EVERYWHERE = ""


class RoleGroup(models.Model):
    """The group of those who have a role in an area."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="desk_role")
    role = models.CharField(_("role"), max_length=13, choices=Role.choices)
    area = models.SlugField(_("area"), max_length=80, blank=True, help_text=_("Its id; empty: all areas."))

    class Meta:
        verbose_name = _("role in an area")
        verbose_name_plural = _("roles in areas")
        constraints = [models.UniqueConstraint(fields=["role", "area"], name="one_group_for_a_role_in_an_area")]

    def __str__(self) -> str:
        return self.group.name


class Membership(set[tuple[str, str]]):
    """(role, area) of a person."""

    def has(self, role: str, area: str) -> bool:
        return (role, area) in self or (role, EVERYWHERE) in self


def membership(user: models.Model) -> Membership:
    """What roles a person has where. Kept with the person: a request asks for it many times."""
    known: Membership | None = getattr(user, "_desk_membership", None)
    if known is None:
        known = Membership(RoleGroup.objects.filter(group__user=user.pk).values_list("role", "area"))
        user._desk_membership = known  # type: ignore[attr-defined]
    return known


def areas() -> Iterable[str]:
    """Ids of the areas, in their order."""
    return PolicyArea.objects.order_by("order", "slug").values_list("slug", flat=True).distinct()

"""The roles of the editors' desk: what each may do, in one office or in all of them.

An office looks after a policy area or after a section of the site. A role in an office is a group of Wagtail's. Its
permissions stand on the pages of the office, in the city's own language for those who write and in the others for those
who translate, so that an office reaches its own pages only.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seoulsolution.core.vocabulary import PolicyArea


class Role(models.TextChoices):
    AUTHOR = "author", _("Author")
    TRANSLATOR = "translator", _("Translator")
    REVIEWER = "reviewer", _("Reviewer")
    PUBLISHER = "publisher", _("Publisher")
    ADMINISTRATOR = "administrator", pgettext_lazy("role", "Administrator")


class SectionOffice(models.TextChoices):
    """Offices that look after a section. No area has such an id: that of an area holds no colon."""

    SHARING = "section:sharing", pgettext_lazy("office", "Policy sharing")
    CITIES = "section:cities", pgettext_lazy("office", "Overseas cities")
    NEWSROOM = "section:newsroom", pgettext_lazy("office", "News and resources")


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
# What a role in one office may do besides, with what is no page. Transfers and totals have no drafts: whoever writes
# one publishes it, and the office's publisher alone takes one away.
OF_THE_OFFICE: dict[tuple[str, Role], tuple[str, ...]] = {
    (SectionOffice.SHARING, Role.AUTHOR): (
        *("archive.view_transfer", "archive.add_transfer", "archive.change_transfer"),
        *("archive.view_citytotal", "archive.add_citytotal", "archive.change_citytotal"),
        *("archive.view_invitation", "archive.add_invitation", "archive.change_invitation"),
    ),
    (SectionOffice.SHARING, Role.PUBLISHER): (
        *("archive.view_transfer", "archive.change_transfer", "archive.delete_transfer"),
        *("archive.view_citytotal", "archive.change_citytotal", "archive.delete_citytotal"),
        *("archive.view_invitation", "archive.add_invitation", "archive.change_invitation"),
    ),
}
# Roles that each office has. An administrator is one of the whole site.
OFFICE_ROLES = (Role.AUTHOR, Role.TRANSLATOR, Role.REVIEWER, Role.PUBLISHER)
EVERYWHERE = ""


class RoleGroup(models.Model):
    """The group of those who have a role in an office."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="desk_role")
    role = models.CharField(_("role"), max_length=13, choices=Role.choices)
    office = models.CharField(
        _("office"),
        max_length=80,
        blank=True,
        db_index=True,
        db_column="area",
        help_text=_("The id of an area or of the office of a section; empty: all of them."),
    )

    class Meta:
        verbose_name = _("role in an office")
        verbose_name_plural = _("roles in offices")
        constraints = [models.UniqueConstraint(fields=["role", "office"], name="one_group_for_a_role_in_an_office")]

    def __str__(self) -> str:
        return self.group.name


class Membership(set[tuple[str, str]]):
    """(role, office) of a person."""

    def has(self, role: str, office: str) -> bool:
        return (role, office) in self or (role, EVERYWHERE) in self


def membership(user: models.Model) -> Membership:
    """What roles a person has where. Kept with the person: a request asks for it many times."""
    known: Membership | None = getattr(user, "_desk_membership", None)
    if known is None:
        known = Membership(RoleGroup.objects.filter(group__user=user.pk).values_list("role", "office"))
        user._desk_membership = known  # type: ignore[attr-defined]
    return known


def offices() -> Iterable[str]:
    """Ids of the offices: those of the areas in their order, then those of the sections."""
    areas = PolicyArea.objects.order_by("order", "slug").values_list("slug", flat=True).distinct()
    return [*areas, *SectionOffice.values]

"""Bringing groups, permissions and workflows to what the roles say, for every office and language there is."""

from fnmatch import fnmatch

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy, override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page
from wagtail.signals import page_published

from seoulsolution.core.vocabulary import PolicyArea

from ..front.models import HomePage
from .belonging import ROOTS, pages_of_office
from .roles import EVERYWHERE, OF_THE_OFFICE, OFFICE_ROLES, POWERS, Role, RoleGroup, SectionOffice, offices
from .workflows import in_every_language, prepare_workflows

# Groups that come with Wagtail: what they may do reaches every page.
UNUSED_GROUPS = ("Editors", "Moderators")
FILE_PERMISSIONS = {"image": "wagtailimages", "document": "wagtaildocs"}

Permissions = dict[str, Permission]


@transaction.atomic
def prepare_desk() -> None:
    """Make what is missing and correct what differs: what these groups may do is kept in code, not by hand."""
    Group.objects.filter(name__in=UNUSED_GROUPS, user=None).delete()
    found = Permission.objects.select_related("content_type")
    permissions = {f"{p.content_type.app_label}.{p.codename}": p for p in found}
    for role in Role:
        for office in (EVERYWHERE, *(offices() if role in OFFICE_ROLES else ())):
            group = _group(role, office)
            group.permissions.set(_of_models(role, office, permissions))
            _allow_pages(group, _of_pages(role, office, permissions))
            _allow_files(group, role, permissions)
    prepare_workflows()
    _name_the_root()


def _name_the_root() -> None:
    """Where people who work in several languages begin: the list of the home pages, which Wagtail calls “Root”."""
    name = in_every_language(gettext_lazy("All languages"))
    for root in Page.objects.filter(depth=1).exclude(title=name):
        root.title = root.draft_title = name
        root.save(update_fields=["title", "draft_title"])


def _group(role: Role, office: str) -> Group:
    name = _name(role, office)
    if Group.objects.filter(name=name).exclude(desk_role__role=role, desk_role__office=office).exists():
        # Two offices of one name, or a group that somebody made.
        name = f"{name[:100]} ({office or role})"[:150]
    known = RoleGroup.objects.filter(role=role, office=office).select_related("group").first()
    if known is None:
        group = Group.objects.create(name=name)
        RoleGroup.objects.create(group=group, role=role, office=office)
        return group
    if known.group.name != name:
        known.group.name = name
        known.group.save(update_fields=["name"])
    return known.group


def _name(role: Role, office: str) -> str:
    """“교통 · 작성자 / Transportation · Author”: a group has one name for all who read it."""
    names = []
    for code, _language in settings.LANGUAGES:
        with override(code):
            called = _called(office, code)
            names.append(f"{called} · {role.label}" if called else str(role.label))
    return " / ".join(dict.fromkeys(names))[:150]


def _called(office: str, language: str) -> str:
    if office in SectionOffice.values:
        return str(SectionOffice(office).label)
    term = PolicyArea.objects.filter(slug=office, locale__language_code=language).first()
    return term.name if term else ""


def _of_models(role: Role, office: str, permissions: Permissions) -> list[Permission]:
    wanted = ("wagtailadmin.access_admin", *POWERS[role].models, *OF_THE_OFFICE.get((office, role), ()))
    return [permission for name, permission in permissions.items() if any(fnmatch(name, w) for w in wanted)]


def _of_pages(role: Role, office: str, permissions: Permissions) -> set[tuple[int, int]]:
    """(page, permission): on the pages of the office, or on the home page for all offices, in each language."""
    pages = pages_of_office(office) if office else HomePage.objects.all()
    source = Locale.objects.filter(language_code=settings.LANGUAGE_CODE).first()
    powers = POWERS[role]
    return {
        (page, permissions[f"wagtailcore.{action}_page"].pk)
        for page, locale in pages.values_list("pk", "locale")
        for action in (powers.pages if source and locale == source.pk else powers.translations)
    }


def _allow_pages(group: Group, wanted: set[tuple[int, int]]) -> None:
    rows = {(row.page_id, row.permission_id): row for row in GroupPagePermission.objects.filter(group=group)}
    GroupPagePermission.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in wanted]).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=permission)
        for page, permission in sorted(wanted - set(rows))
    )


def _allow_files(group: Group, role: Role, permissions: Permissions) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    wanted = {permissions[_file_permission(codename)].pk for codename in POWERS[role].collections}
    rows = GroupCollectionPermission.objects.filter(group=group)
    rows.exclude(collection=root, permission__in=wanted).delete()
    have = set(rows.values_list("permission", flat=True))
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root, permission_id=permission)
        for permission in sorted(wanted - have)
    )


def _file_permission(codename: str) -> str:
    return f"{FILE_PERMISSIONS[codename.rsplit('_', 1)[1]]}.{codename}"


def connect() -> None:
    """Prepare the desk for a database of an earlier version, and when an office or a language gets a page."""

    def on_page(sender: type, **kwargs: object) -> None:
        if issubclass(sender, ROOTS):
            prepare_desk()

    def on_migration(sender: object, **kwargs: object) -> None:
        prepare_desk()

    page_published.connect(on_page, weak=False, dispatch_uid="desk-of-a-new-area")
    archive = apps.get_app_config("archive")
    post_migrate.connect(on_migration, sender=archive, weak=False, dispatch_uid="desk-of-a-migrated-database")

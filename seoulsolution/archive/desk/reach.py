"""Nobody is shown a draft of another office: not even its title, which Wagtail tells whoever knows a page's number.

An office has pages in several languages, so the tree that Wagtail lets its people walk through is the whole site.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public

from .roles import EVERYWHERE, Role, membership

# Addresses of Wagtail's. The desk's own ask for themselves.
NAMES = ("wagtailadmin_", "wagtail_bulk_action")
PAGES = {"page_id", "parent_page_id", "page_to_move_id", "destination_id"}
# Keys in one question to the database.
PART = 500
# Of each kind of page it names the one that was changed last, whoever's it is.
SITE_WIDE = "wagtailadmin_reports:page_types_usage"


def _paths_of(user: Any) -> tuple[str, ...]:
    """Where they have some permission."""
    given = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    return tuple({permission.page.path for permission in given})


def _within(user: Any) -> Q:
    """Theirs, what leads to theirs, translations of theirs, and what is public."""
    paths = _paths_of(user)
    theirs = Q(pk__in=[])
    for path in paths:
        theirs |= Q(path__startswith=path)
    versions = Page.objects.filter(theirs).values("translation_key")
    public = Page.objects.filter(is_public()).values("pk")
    return theirs | Q(path__in=_above(paths)) | Q(translation_key__in=versions) | Q(pk__in=public)


def _above(paths: Iterable[str]) -> set[str]:
    return {path[:end] for path in paths for end in range(Page.steplen, len(path), Page.steplen)}


@kept
def _hidden(pages: list[int]) -> QuerySet[Any]:
    return Page.objects.filter(pk__in=pages).exclude(is_public()).order_by().values_list("path", "translation_key")


@kept
def _versions(key: UUID) -> QuerySet[Any]:
    return Page.objects.filter(translation_key=key).order_by().values_list("path")


def is_out_of_reach(user: Any, pages: QuerySet[Page]) -> bool:
    """Whether one of the pages is not `_within` what they may know of. It is asked at every address about pages, so
    their own are told by their place in the tree, and the database is asked about the others.
    """
    paths = _paths_of(user)
    others = [pk for pk, path in pages.values_list("pk", "path") if not path.startswith(paths)]
    above = _above(paths)
    hidden: set[UUID] = set()
    for start in range(0, len(others), PART):
        hidden |= {key for path, key in _hidden(pages=others[start : start + PART]) if path not in above}
    return any(not _has_version(key, paths) for key in hidden)


def _has_version(key: UUID, paths: tuple[str, ...]) -> bool:
    return any(path.startswith(paths) for (path,) in _versions(key=key))


def choosable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Those of the pages of a chooser that are within reach."""
    return pages if sees_the_whole_site(request.user) else pages.filter(_within(request.user))


def sees_the_whole_site(user: Any) -> bool:
    return bool(user.is_superuser) or membership(user).has(Role.ADMINISTRATOR, EVERYWHERE)


def named_pages(request: HttpRequest, values: dict[str, Any]) -> QuerySet[Page]:
    """The pages that an address is about."""
    named = [value for name, value in values.items() if name in PAGES]
    if values.get("model_name") == "page":
        ids = request.GET.getlist("id")
        if "all" in ids:
            return _everything_in(request.GET.get("childOf"))
        named += ids
    return Page.objects.filter(pk__in=_numbers(named))


def _everything_in(parent: str | None) -> QuerySet[Page]:
    """What a bulk action of Wagtail takes for all: everything, or what a page holds."""
    if parent is None:
        return Page.objects.all()
    held: QuerySet[Page] = Page.objects.none()
    for page in Page.objects.filter(pk__in=_numbers([parent])):
        held = page.get_descendants()
    return held


def _numbers(values: Iterable[Any]) -> set[int]:
    return {int(value) for value in values if str(value).isdecimal() and len(str(value)) < 10}


def without_site_wide_reports(request: HttpRequest, items: list[Any]) -> None:
    """From the menu, for those who look after a part of the site."""
    if not sees_the_whole_site(request.user):
        items[:] = [item for item in items if item.name != "page-types-usage"]


class ReachMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], values: dict[str, Any]
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not name.startswith(NAMES) or not request.user.has_perm("wagtailadmin.access_admin"):
            return None
        if sees_the_whole_site(request.user):
            return None
        if name.startswith(SITE_WIDE) or is_out_of_reach(request.user, named_pages(request, values)):
            answer: HttpResponse = permission_denied(request)
            return answer
        return None

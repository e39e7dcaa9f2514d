"""Nobody is shown a draft of another office: not even its title, which Wagtail tells whoever knows a page's number.

An office has pages in several languages, so the tree that Wagtail lets its people walk through is the whole site.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.permissions import policy_registry

from seoulsolution.core.visibility import is_public

from .roles import EVERYWHERE, Role, membership

# Addresses of Wagtail's. The desk's own ask for themselves.
NAMES = ("wagtailadmin_", "wagtail_bulk_action")
PAGES = {"page_id", "parent_page_id", "page_to_move_id", "destination_id"}
# Of each kind of page it names the one that was changed last, whoever's it is.
SITE_WIDE = "wagtailadmin_reports:page_types_usage"


def is_out_of_reach(user: Any, page_ids: set[int]) -> bool:
    """Whether one of the pages is neither theirs, nor on the way to theirs, nor public, nor a translation of theirs."""
    theirs = [given.page.path for given in policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)]
    rows = Page.objects.filter(pk__in=page_ids).values_list("pk", "path", "translation_key")
    left = {pk: key for pk, path, key in rows if not any(_leads(path, own) for own in theirs)}
    if not left:
        return False
    versions = Page.objects.filter(translation_key__in=left.values()).values_list("translation_key", "path")
    known = {key for key, path in versions if path.startswith(tuple(theirs))}
    hidden = [pk for pk, key in left.items() if key not in known]
    return Page.objects.filter(is_public(), pk__in=hidden).count() < len(hidden)


def _leads(path: str, own: str) -> bool:
    """Whether a page is on the way to one of theirs, or below it."""
    return path.startswith(own) or own.startswith(path)


def sees_the_whole_site(user: Any) -> bool:
    return bool(user.is_superuser) or membership(user).has(Role.ADMINISTRATOR, EVERYWHERE)


def named_pages(request: HttpRequest, values: dict[str, Any]) -> set[int]:
    """The pages that an address is about."""
    named = [value for name, value in values.items() if name in PAGES]
    if values.get("model_name") == "page":
        named += request.GET.getlist("id")
    return {int(value) for value in named if str(value).isdecimal() and len(str(value)) < 10}


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
        pages = named_pages(request, values)
        if name.startswith(SITE_WIDE) or (pages and is_out_of_reach(request.user, pages)):
            answer: HttpResponse = permission_denied(request)
            return answer
        return None

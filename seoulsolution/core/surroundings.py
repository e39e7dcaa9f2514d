"""What surrounds a page - breadcrumb, main menu, its other languages - read with one query."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from wagtail.models import Page

from .routing import Addresses
from .statements import any_of, kept
from .visibility import is_public

# Where the home pages stand in the tree: the root is 1.
HOME_DEPTH = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """What a link to a page says, and its state. `depth` counts from the root of the tree, which is 1.

    `revision`: id of the published one. `is_translated`: False where the page is mainly in another language; known of
    the versions of a page only.
    """

    title: str
    url: str | None
    full_url: str | None
    language: str
    url_path: str
    depth: int
    revision: int | None
    published_at: datetime | None
    is_translated: bool = True
    pk: int | None = None


@dataclass
class Surroundings:
    """`trail`: pages above, from the home page down. `menu`: the entries of the main menu. `versions` by language.

    `beside`: what stands right below the home page and is not in the menu.
    """

    home: PageLink | None = None
    trail: list[PageLink] = field(default_factory=list)
    menu: list[PageLink] = field(default_factory=list)
    beside: list[PageLink] = field(default_factory=list)
    versions: dict[str, PageLink] = field(default_factory=dict)

    def below(self, part: str) -> "Surroundings":
        """Around what stands at `part` below the page, in each of its languages."""
        return self._leading({code: f"{version.url}{part}" for code, version in self.versions.items() if version.url})

    def beside_the_tree(self, addresses: dict[str, str]) -> "Surroundings":
        """Around what is shown of the page at `addresses`, by language, outside of the tree of pages."""
        return self._leading(addresses)

    def _leading(self, addresses: dict[str, str]) -> "Surroundings":
        versions = {
            code: replace(self.versions[code], url=address, full_url=f"{settings.SITE_URL}{address}")
            for code, address in addresses.items()
        }
        return replace(self, versions=versions)


@cache
def _around(kind: str) -> Callable[..., list[Any]]:
    """The query around a page of a kind (the name of its model), or around none."""
    counted = (f"{kind}__passages_foreign", f"{kind}__passages_total") if kind else ()

    @kept
    def around(root: str, steps: list[str] | None = None, key: UUID | None = None) -> QuerySet[Any]:
        wanted = [
            Q(depth__in=(HOME_DEPTH, HOME_DEPTH + 1), url_path__startswith=root),
            Q(depth=HOME_DEPTH + 2, show_in_menus=True, url_path__startswith=root),
        ]
        if steps is not None:
            wanted.append(Q(path__in=steps))
        if key is not None:
            wanted.append(Q(translation_key=key))
        pages = any_of(Page.objects.all(), wanted).filter(is_public()).order_by("path")
        return pages.values_list(
            *("title", "url_path", "locale__language_code", "depth", "live_revision", "last_published_at"),
            *("path", "translation_key", "show_in_menus", "pk", *counted),
        )

    return around


def read_surroundings(language: str, page: Page | None = None) -> Surroundings:
    """Surroundings of `page`, or of an address without a page, in `language`."""
    addresses = Addresses()
    root = addresses.home(language) or "?"
    given: dict[str, Any] = {"root": root}
    steps: list[str] = []
    kind = ""
    if page is not None:
        kind = page._meta.model_name or "" if hasattr(page, "passages_foreign") else ""
        width = Page.steplen
        steps = [page.path[:end] for end in range(HOME_DEPTH * width, len(page.path), width)]
        given |= {"steps": steps, "key": page.translation_key}
    around = Surroundings()
    for title, url_path, code, depth, revision, published, path, key, in_menus, pk, *counts in _around(kind)(**given):
        full = addresses.full_url(url_path)
        foreign, total = counts if counts and counts[1] is not None else (0, 1)
        is_translated = foreign * 2 < total
        link = PageLink(
            title, addresses.url(url_path), full, code, url_path, depth, revision, published, is_translated, pk
        )
        if url_path == root:
            around.home = link
        if path in steps:
            around.trail.append(link)
        if page is not None and key == page.translation_key:
            around.versions[code] = link
        if in_menus and url_path.startswith(root):
            around.menu.append(link)
        elif depth == HOME_DEPTH + 1 and url_path.startswith(root):
            around.beside.append(link)
    return around

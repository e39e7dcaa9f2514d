"""From an address to a published page in two queries, whatever the depth of the tree, and from pages to addresses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, override
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath

from .statements import kept
from .visibility import restricted


@kept
def _places(url_path: str, slug: str) -> QuerySet[Any]:
    pages = Page.objects.filter(url_path=url_path, slug=slug, live=True)
    return pages.values_list("pk", "content_type", restricted())


def slug_of(url_path: str) -> str:
    """The last part of `url_path`: there is an index for slugs, and none for whole paths."""
    return url_path.rstrip("/").rpartition("/")[2]


@cache
def _read(model: type[Page]) -> Callable[..., list[Any]]:
    @kept
    def page(pk: int) -> QuerySet[Any]:
        return model._default_manager.select_related("locale", *model.read_with).filter(pk=pk)

    return page


def find_page(path: str, language: str) -> Page | None:
    """The live page at `path` (below the language prefix), with what its template reads."""
    for pk, kind, is_restricted in _found(path, language):
        model = ContentType.objects.get_for_id(kind).model_class()
        if not hasattr(model, "read_with"):
            return None
        for page in _read(model)(pk=pk):
            page.is_restricted = is_restricted
            return page
    return None


def is_there(path: str, language: str) -> bool:
    """Whether a live page of any kind, also one that `find_page` does not read, is at `path`."""
    return bool(_found(path, language))


def _found(path: str, language: str) -> list[Any]:
    root = Addresses().home(language)
    return [] if root is None else _places(url_path=root + path, slug=slug_of(root + path))


def is_begun(language: str) -> bool:
    """Whether readers have a home page in a language; without one, nothing is there below it."""
    root = Addresses().home(language)
    homes = Page.objects.filter(url_path=root, slug=slug_of(root or ""), live=True, alias_of__isnull=True)
    return root is not None and homes.exists()


@dataclass
class Addresses:
    """The addresses of many pages: what `Page.url` and `Page.full_url` say, but asked of Wagtail once a language.

    `roots` is Wagtail's own list of where sites and languages begin, which it keeps up to date. An instance is made
    for one answer and used in the language that is active then.
    """

    roots: list[SiteRootPath] = field(default_factory=Site.get_site_root_paths)
    _prefixes: dict[str, str] = field(default_factory=dict)

    def home(self, language: str) -> str | None:
        """`url_path` of the home page of a language."""
        return next((str(root.root_path) for root in self.roots if root.language_code == language), None)

    def url(self, url_path: str) -> str | None:
        """From the root of this host, or with the host when there are several sites."""
        root = self._root(url_path)
        if root is None:
            return None
        path = self._path(root, url_path)
        return path if self._is_one_site else root.root_url + path

    def full_url(self, url_path: str) -> str | None:
        """With the host: that of the setting, which may have changed since the site was made."""
        root = self._root(url_path)
        if root is None:
            return None
        return (settings.SITE_URL if self._is_one_site else root.root_url) + self._path(root, url_path)

    @cached_property
    def _is_one_site(self) -> bool:
        return len({root.site_id for root in self.roots}) == 1

    def _root(self, url_path: str) -> SiteRootPath | None:
        return next((root for root in self.roots if url_path.startswith(root.root_path)), None)

    def _path(self, root: SiteRootPath, url_path: str) -> str:
        if root.language_code not in self._prefixes:
            self._prefixes[root.language_code] = _prefix(_variant(root.language_code))
        return self._prefixes[root.language_code] + quote(url_path[len(root.root_path) :])


@cache
def _prefix(language: str) -> str:
    """What addresses of pages in a language begin with."""
    with override(language):
        return reverse("wagtail_serve", args=("",))


def _variant(language: str) -> str:
    """The language that is active where it is a variant of `language`, as Wagtail chooses for its addresses."""
    active = get_language() or ""
    try:
        return active if get_supported_content_language_variant(active) == language else language
    except LookupError:
        return language

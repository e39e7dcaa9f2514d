"""What a reader of a wrong address may have meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public, listed_as_translated

MOST = 4
SHORTEST = 3
SHORTEST_SYLLABLES = 2
LONGEST = 100

# How alike two names must be, from 0 to 1: a letter too many, too few or another.
NEAR = 0.6

# How near a name is that what was typed is a part of.
PART = 0.7


@dataclass(frozen=True, slots=True)
class Wrong:
    """The wrong address below its language: `name` is its last part, `path` the whole."""

    name: str
    path: str


@kept
def _public_pages(root: str) -> QuerySet[Any]:
    pages = Page.objects.filter(is_public(), listed_as_translated(), url_path__startswith=root)
    return pages.order_by("path").values_list("slug", "title", "url_path")


def suggest_pages(path: str, language: str) -> list[tuple[str, str]]:
    """(title, address) of public pages whose name is near the last part of `path`, nearest first; one query."""
    below = path.strip("/").removeprefix(f"{language}/").lower()
    wrong = Wrong(below.rpartition("/")[2][:LONGEST], below[:LONGEST])
    if len(wrong.name) < (SHORTEST if wrong.name.isascii() else SHORTEST_SYLLABLES):
        return []
    addresses = Addresses()
    root = addresses.home(language) or "?"
    near = _nearest(wrong, _public_pages(root=root), root)
    return [(title, addresses.url(url_path) or "") for title, url_path in near]


def _nearest(wrong: Wrong, pages: Iterable[tuple[str, str, str]], root: str) -> list[tuple[str, str]]:
    names = SequenceMatcher(b=wrong.name, autojunk=False)
    found = []
    for slug, title, url_path in pages:
        likeness = _likeness(names, wrong.name, slug, title)
        if likeness >= NEAR:
            found.append((likeness, _ratio(wrong.path, url_path.removeprefix(root).strip("/")), title, url_path))
    best = nlargest(MOST, found, key=lambda page: page[:2])
    return [(title, url_path) for _likeness, _whole, title, url_path in best]


def _likeness(names: SequenceMatcher[str], typed: str, slug: str, title: str) -> float:
    """How near `typed` is to what a page is called in its address or above it."""
    titles = [title.lower().replace(" ", joint) for joint in ("-", "")]
    if typed in titles:
        return 1.0
    part = PART if any(typed in name for name in (slug, *titles)) else 0.0
    names.set_seq1(slug)
    if names.real_quick_ratio() < NEAR or names.quick_ratio() < NEAR:
        return part
    return max(part, names.ratio())


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

"""Pages as a nested list."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from seoulsolution.core.markup import Piece, joined, said


@dataclass
class Branch:
    """A page and the pages below it."""

    title: str
    url: str
    children: list["Branch"] = field(default_factory=list)


@dataclass
class Tree:
    branches: list[Branch] = field(default_factory=list)

    @property
    def markup(self) -> SafeString:
        return _list(self.branches, get_language() or settings.LANGUAGE_CODE)


def nest(pages: Iterable[tuple[int, Branch]]) -> Tree:
    """Pages with their depths, in the order of the tree, each below the nearest one before it that is less deep."""
    tree = Tree()
    open_lists: list[tuple[int, list[Branch]]] = [(0, tree.branches)]
    for depth, branch in pages:
        while open_lists[-1][0] >= depth:
            open_lists.pop()
        open_lists[-1][1].append(branch)
        open_lists.append((depth, branch.children))
    return tree


def _list(branches: list[Branch], language: str) -> SafeString:
    return _LIST(items=joined(_item(branch, language) for branch in branches))


def _item(branch: Branch, language: str) -> SafeString:
    below = _list(branch.children, language) if branch.children else ""
    return _ITEM(url=branch.url, title=said(branch.title, language), below=below)


_LIST = Piece("<ul>{items}</ul>")
_ITEM = Piece('<li><a href="{url}">{title}</a>{below}</li>')

"""The tree of pages: what is in it, and new places in it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from . import outline
from .ledger import Name
from .outline import Record, digest_of
from .pages import PAGE_KINDS, slug_of, title_of
from .shelf import Shelf

# Kind, key and language code of one page.
Version = tuple[str, str, str]


@dataclass
class Tree:
    """Every page of the database, without its content."""

    by_path: dict[str, Page] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    last_child: dict[str, str] = field(default_factory=dict)

    def put(self, page: Page) -> None:
        self.by_path[page.path] = page
        self.addresses.add(page.url_path)
        parent = page.path[: -Page.steplen]
        self.last_child[parent] = max(self.last_child.get(parent, ""), page.path)

    def parent_of(self, page: Page) -> Page:
        return self.by_path[page.path[: -Page.steplen]]

    def place_below(self, parent: Page, page: Page) -> None:
        """Make `page` the last child of `parent`, in memory."""
        last = self.last_child.get(parent.path)
        page.depth = parent.depth + 1
        page.path = Page(path=last)._inc_path() if last else Page._get_path(parent.path, page.depth, 1)
        page.numchild = 0
        parent.numchild += 1
        page.set_url_path(parent)
        self.put(page)


def read_tree(shelf: Shelf, names: dict[Any, Name]) -> Tree:
    """All pages; those of `names` (record by translation key) go on the shelf."""
    tree = Tree()
    codes = {locale.pk: code for code, locale in shelf.locales.items()}
    shelf.pages.clear()
    for page in Page.objects.order_by("path").iterator():
        tree.put(page)
        name = names.get(page.translation_key)
        if name is not None and page.locale_id in codes:
            shelf.pages[*name, codes[page.locale_id]] = page
    return tree


def page_states(shelf: Shelf, tree: Tree) -> dict[Name, str]:
    """Digest of where each loaded page is, whether it is public, and which revision it has, in all languages."""
    edited = set(
        StringTranslation.objects.filter(last_translated_by__isnull=False)
        .order_by()
        .values_list("context__object_id", flat=True)
        .distinct()
    )
    versions: dict[Name, list[Any]] = defaultdict(list)
    for (kind, key, language), page in sorted(shelf.pages.items()):
        parent = tree.parent_of(page).pk
        versions[kind, key].append(
            [language, page.latest_revision_id, page.live, parent, page.translation_key in edited]
        )
    return {name: digest_of(values) for name, values in versions.items()}


def add_pages(records: list[Record], shelf: Shelf, tree: Tree) -> tuple[set[Version], dict[Name, str]]:
    """Rows of the tree for every page that is missing.

    Returns the versions that were added, and for records that cannot be made the reason.
    """
    new: dict[Version, Page] = {}
    parents_before: dict[int, Page] = {}
    refused: dict[Name, str] = {}
    for record in records:
        shells = {code: _shell(record, code, shelf) for code in shelf.languages}
        missing = {code: shell for code, shell in shells.items() if (*record.name, code) not in shelf.pages}
        parents = {code: parent_page(record, code, shelf, tree) for code in missing}
        if reason := _obstacle(missing, parents, tree):
            refused[record.name] = reason
            continue
        for code, shell in missing.items():
            parent = parents[code]
            tree.place_below(parent, shell)
            if parent.pk is not None:
                parents_before[parent.pk] = parent
            shelf.pages[*record.name, code] = new[*record.name, code] = shell
    Page.objects.bulk_create(new.values(), batch_size=200)
    for parent in parents_before.values():
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
    return set(new), refused


def _obstacle(shells: dict[str, Page], parents: dict[str, Page], tree: Tree) -> str:
    for code, shell in shells.items():
        if parents[code] is None:
            return _("was not made: the page above it was deleted in the editor")
        if f"{parents[code].url_path}{shell.slug}/" in tree.addresses:
            return _("was not made: another page has its address")
    return ""


def parent_page(record: Record, language: str, shelf: Shelf, tree: Tree) -> Any:
    """The page below which the record belongs, None when there is none."""
    if record.parent == outline.ROOT:
        return next(page for page in tree.by_path.values() if page.depth == 1)
    return shelf.pages.get((*record.parent, language)) if record.parent else None


def _shell(record: Record, language: str, shelf: Shelf) -> Page:
    kind = PAGE_KINDS[record.kind]
    title = title_of(record, language)
    return Page(
        title=title,
        draft_title=title,
        slug=slug_of(record, language),
        content_type=ContentType.objects.get_for_model(kind.model),
        locale=shelf.locales[language],
        translation_key=record.translation_key,
        show_in_menus=kind.in_menus,
        live=False,
    )

"""Records that are no longer in the files: their pages say so with 410, their snippets go when nothing needs them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from . import outline
from .ledger import Name, forget
from .shelf import Shelf
from .snippets import delete_snippets, is_used


def remove(snippets: Iterable[Name], pages: Iterable[Name], shelf: Shelf, kept: dict[Name, str]) -> None:
    """Withdraw `pages` and delete `snippets`; those that are still used are noted in `kept`."""
    for name in sorted(pages, key=lambda name: -outline.PAGES.index(name[0])):
        for language in shelf.languages:
            page = shelf.pages.get((*name, language))
            if page is not None and page.live:
                page.specific.unpublish()
    waiting = sorted(snippets, key=lambda name: -outline.SNIPPETS.index(name[0]))
    for _round in range(2):  # a country is no longer used once its cities are gone
        waiting = [name for name in waiting if not _delete_unused(name, shelf)]
    kept |= dict.fromkeys(waiting, _("is no longer in the files, but is still used"))


def _delete_unused(name: Name, shelf: Shelf) -> bool:
    if is_used(*name, shelf):
        return False
    delete_snippets([name], shelf)
    forget([name])
    return True

"""Bring the database to what the content files say, and leave alone what editors have changed."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from seoulsolution.core.searchable import announce_everything

from ..desk.offices import prepare_desk
from . import ledger, outline
from .content import Content
from .ledger import Name, Plan
from .outline import Record
from .page_writer import write_pages
from .records import LoadedRecord
from .removal import remove
from .shelf import Shelf
from .signals import content_loaded
from .site import open_site
from .snippets import read_snippets, write_snippets
from .tree import Tree, add_pages, page_states, parent_page, read_tree


@dataclass
class Report:
    """What a load did, or would do."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: list[Name] = field(default_factory=list)
    kept: dict[Name, str] = field(default_factory=dict)

    @property
    def writes(self) -> bool:
        return bool(self.created or self.changed or self.removed)


@dataclass
class Work:
    """Everything that one load reads and writes."""

    content: Content
    shelf: Shelf
    tree: Tree
    snippets: Plan
    pages: Plan


def sync(content: Content, *, force: bool = False, dry_run: bool = False) -> Report:
    """Write `content` in one transaction. With `dry_run` only tell what would be done."""
    with transaction.atomic(), disable_reference_index_auto_update():
        work = _plan(content)
        ledger.guard_removals([*work.snippets.remove, *work.pages.remove, *ledger.missing_parts(content)], force=force)
        report = _report(work)
        if dry_run:
            # The languages were made for the plan's sake.
            transaction.set_rollback(True)
            return report
        if report.writes:
            changed = _apply(work, report)
            prepare_desk()
            announce_everything()
            _take_statistics()
            transaction.on_commit(lambda: content_loaded.send(sender=None, pages=changed))
        ledger.remember_parts(content)
    return report


def _take_statistics() -> None:
    """Let the database count what there is of everything, so that it begins with what is rare.

    SQLite would go through all pages of a language to find the few that a page of the site asks for.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _plan(content: Content) -> Work:
    shelf = Shelf(_locales(content.languages))
    snippets = ledger.make_plan(outline.snippet_records(content), outline.SNIPPETS, read_snippets(shelf))
    records = outline.page_records(content)
    tree = read_tree(shelf, _names(records))
    pages = ledger.make_plan(records, outline.PAGES, page_states(shelf, tree))
    return Work(content, shelf, tree, snippets, pages)


def _names(records: list[Record]) -> dict[Any, Name]:
    """Records by translation key: those of the files and those that were loaded before."""
    loaded = LoadedRecord.objects.filter(kind__in=outline.PAGES)
    names = {outline.key_of(entry.kind, entry.key): ledger.entry_name(entry) for entry in loaded}
    return names | {record.translation_key: record.name for record in records}


def _locales(languages: tuple[str, ...]) -> dict[str, Locale]:
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in languages}


def _report(work: Work) -> Report:
    plans = (work.snippets, work.pages)
    return Report(
        created=sum(len(plan.create) for plan in plans),
        changed=sum(len(plan.change) for plan in plans),
        unchanged=sum(len(plan.unchanged) for plan in plans),
        removed=[name for plan in plans for name in plan.remove],
        kept={name: why for plan in plans for name, why in plan.kept.items()},
    )


def _apply(work: Work, report: Report) -> list[int]:
    """Write the plan; returns the ids of the pages that were written."""
    shelf = work.shelf
    write_snippets(work.snippets.write, shelf, outline.BEFORE_PAGES)
    added, refused = add_pages(work.pages.write, shelf, work.tree)
    _refuse(work, report, refused)
    if _move_pages(work):
        work.tree = read_tree(shelf, _names(work.pages.write))
    write_snippets(work.snippets.write, shelf, outline.OF_PAGES)
    open_site(shelf)
    written = [record for record in work.pages.write if record.name not in refused]
    write_pages(written, added, shelf, _("Writing pages"))
    remove(work.snippets.remove, work.pages.remove, shelf, report.kept)
    report.removed = [name for name in report.removed if name not in report.kept]
    records = outline.page_records(work.content)
    states = page_states(shelf, read_tree(shelf, _names(records)))
    ledger.remember(written, states)
    ledger.remember_withdrawn(work.pages.remove, states)
    ledger.remember(work.snippets.write, read_snippets(shelf))
    return [shelf.pages[*record.name, code].pk for record in written for code in shelf.languages]


def _refuse(work: Work, report: Report, refused: dict[Name, str]) -> None:
    report.kept |= refused
    report.created -= sum(record.name in refused for record in work.pages.create)
    report.changed -= sum(record.name in refused for record in work.pages.change)


def _move_pages(work: Work) -> bool:
    """Move pages whose record now belongs below another page."""
    moved = False
    for record in work.pages.change:
        for code in work.shelf.languages:
            page = work.shelf.pages.get((*record.name, code))
            parent = parent_page(record, code, work.shelf, work.tree)
            if page is not None and parent is not None and work.tree.parent_of(page).pk != parent.pk:
                Page.objects.get(pk=page.pk).specific.move(Page.objects.get(pk=parent.pk), pos="last-child")
                moved = True
    return moved

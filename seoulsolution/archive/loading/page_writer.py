"""Writing pages many at a time, so that Wagtail finds them as if an editor had published each."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from seoulsolution.core.addresses import WithdrawnAddress
from seoulsolution.core.passages import count_foreign
from seoulsolution.core.publication import AT_ONCE
from seoulsolution.core.translation_memory import Pair, Side, record_translations

from .outline import Record
from .pages import PAGE_KINDS, title_of
from .progress import track
from .shelf import Shelf
from .tree import Version

# Records at a time: what they become is held in memory.
CHUNK = 50


@dataclass
class Written:
    """One page in one language that is being written."""

    record: Record
    language: str
    shell: Page
    page: Any
    rows: dict[str, list[Any]]
    side: Side
    is_new: bool


def write_pages(records: list[Record], new: set[Version], shelf: Shelf, what: str) -> None:
    """Give the pages of `records` their content. `new`: those that were only now added to the tree."""
    numbers = iter(track(range(len(records)), what))
    for start in range(0, len(records), CHUNK):
        chunk = records[start : start + CHUNK]
        versions = [(record, code) for record in chunk for code in shelf.languages]
        _write_chunk([_build(r, code, (*r.name, code) in new, shelf) for r, code in versions])
        list(islice(numbers, len(chunk)))
    next(numbers, None)


def _build(record: Record, language: str, is_new: bool, shelf: Shelf) -> Written:
    kind = PAGE_KINDS[record.kind]
    shell = shelf.pages[*record.name, language]
    draft = kind.build(record, language, shelf)
    base = {field.attname: getattr(shell, field.attname) for field in Page._meta.concrete_fields}
    now = timezone.now()
    base |= {
        "title": title_of(record, language),
        "draft_title": title_of(record, language),
        "live": True,
        "has_unpublished_changes": False,
        "expired": False,
        "first_published_at": shell.first_published_at or now,
        "last_published_at": now,
    }
    page: Any = kind.model(page_ptr_id=shell.pk, **base, **draft.values)
    page.locale = shelf.locales[language]
    rows = dict(draft.rows)
    if is_new:
        # A new page has no other rows either: say so, or each is looked for in the database.
        rows |= {r.get_accessor_name(): [] for r in get_all_child_relations(page) if r.get_accessor_name() not in rows}
    for name, children in rows.items():
        setattr(page, name, children)
    side = Side.of(page)
    page.passages_foreign, page.passages_total = count_foreign(
        (segment.string.get_translatable_html() for segment in side.strings), language
    )
    return Written(record, language, shell, page, draft.rows, side, is_new)


def _write_chunk(written: list[Written]) -> None:
    for item in written:
        # Only the row of the page's own model, and signals that say so: the index of references is written below.
        item.page.save_base(raw=True, force_insert=item.is_new)
    _write_rows(written)
    _write_revisions(written)
    _log(written)
    for item in written:
        ReferenceIndex.create_or_update_for_object(item.page)
    _restore_addresses(written)
    sides: dict[tuple[str, str], list[Side]] = defaultdict(list)
    for item in written:
        sides[item.record.name].append(item.side)
    record_translations([Pair(source, targets) for source, *targets in sides.values()])


def _write_rows(written: list[Written]) -> None:
    by_model: dict[type[Any], list[Any]] = defaultdict(list)
    for item in written:
        for name, children in item.rows.items():
            model = item.page._meta.get_field(name).related_model
            if not item.is_new:
                # Nothing depends on these rows, and their deletion is no event of its own.
                model._default_manager.filter(page=item.shell.pk)._raw_delete("default")
            for child in children:
                child.page = item.page
            by_model[model] += children
    for model, children in by_model.items():
        model._default_manager.bulk_create(children, batch_size=200)


def _write_revisions(written: list[Written]) -> None:
    page_type = ContentType.objects.get_for_model(Page)
    now = timezone.now()
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                content_type=ContentType.objects.get_for_model(type(item.page)),
                base_content_type=page_type,
                object_id=str(item.shell.pk),
                object_str=str(item.page),
                created_at=now,
                content=item.page.serializable_data(),
            )
            for item in written
        ],
        batch_size=50,
    )
    for item, revision in zip(written, revisions, strict=True):
        page = item.page
        page.latest_revision = page.live_revision = revision
        page.latest_revision_created_at = now
        columns = [
            "title",
            "draft_title",
            "slug",
            "url_path",
            "live",
            "has_unpublished_changes",
            "expired",
            "first_published_at",
            "last_published_at",
            "latest_revision_id",
            "live_revision_id",
            "latest_revision_created_at",
        ]
        values = {name: getattr(page, name) for name in columns}
        Page.objects.filter(pk=page.pk).update(**values)
        for name, value in values.items():
            setattr(item.shell, name, value)


def _log(written: list[Written]) -> None:
    entries = [
        PageLogEntry(
            content_type=ContentType.objects.get_for_model(type(item.page)),
            page_id=item.shell.pk,
            label=item.page.title,
            action=action,
            timestamp=item.page.last_published_at,
            uuid=uuid.uuid4(),
            revision=item.page.latest_revision,
            content_changed=True,
        )
        for item in written
        for action in ("wagtail.create" if item.is_new else "wagtail.edit", AT_ONCE)
    ]
    PageLogEntry.objects.bulk_create(entries, batch_size=200)


def _restore_addresses(written: list[Written]) -> None:
    """A page that is public again no longer says that it was withdrawn."""
    if WithdrawnAddress.objects.exists():
        parts = [item.page.get_url_parts() for item in written]
        WithdrawnAddress.objects.filter(path__in=[part[2] for part in parts if part]).delete()

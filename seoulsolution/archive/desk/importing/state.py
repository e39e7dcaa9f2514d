"""What the archive holds, as cells of a table, for one person: drafts where they may edit, else what is public."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Locale, Page, Revision
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import StringTranslation

from seoulsolution.core.passages import foreign_language
from seoulsolution.core.visibility import is_public

from .columns import ID, VERSION, Column
from .facts import Vocabulary
from .tables import RowTable, SnippetTable, Table
from .words import MISSING, Content, Leaf

Texts = dict[tuple[str, int], str]
# (key of the page, path): translation by original, the newest last.
Memory = dict[tuple[UUID, str], dict[str, str]]


@dataclass(frozen=True)
class Version:
    """A page in one language as somebody meets it. `made_by`: whose the latest revision is."""

    page: Any
    revision: int | None
    content: Content
    may_edit: bool
    made_by: int | None = None
    made_at: datetime | None = None


@dataclass
class Entry:
    """What a row of a table tells: its cells, and its translations by language.

    `part`: translation key, where it is a row of the page. `texts`: what stands for each passage in a language.
    """

    original: Version
    part: str = ""
    translations: dict[str, Version] = field(default_factory=dict)
    texts: dict[str, Texts] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> Any:
        return self.original.page


@dataclass
class Archive:
    """What was asked for, by the keys of the table. `hidden`: ids that are taken by what this person does not see.

    `pages`: by id, what is read and written as a whole; of a table of rows the pages that have them.
    """

    user: Any
    table: Table
    vocabulary: Vocabulary
    entries: dict[str, Entry] = field(default_factory=dict)
    pages: dict[str, Entry] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, table: Table, user: Any, wholes: Iterable[str], *, drafts: bool = True) -> "Archive":
        """What `wholes` names, as `Table.whole_of` does. As many queries for many as for one."""
        archive = cls(user, table, Vocabulary.read(user))
        if isinstance(table, SnippetTable):
            from .snippets import read_snippets

            archive.entries = archive.pages = read_snippets(table, user, wholes, archive.vocabulary)
            return archive
        found = table.originals().select_related("locale")
        pages = list(found.filter(slug__in=list(wholes)) if table.whole else found)
        versions = _versions(table, pages, user, drafts=drafts)
        archive.hidden = {page.slug for page in pages if page.pk not in versions}
        keys = {version.page.translation_key for version in versions.values()}
        translations, memories = _translations(table, keys, user, drafts=drafts)
        for version in versions.values():
            whole = Entry(version, translations=translations.get(version.page.translation_key, {}))
            archive._add(whole, memories)
        return archive

    def _add(self, whole: Entry, memories: dict[str, Memory]) -> None:
        name = whole.page.slug if self.table.whole else ""
        self.pages[name] = whole
        for part, content in self.table.parts(whole.original.content):
            entry = Entry(whole.original, part, whole.translations)
            _fill(entry, self.table, content, self.vocabulary, memories)
            self.entries[self.table.key_of(name, content)] = entry


def _translations(
    table: Table, keys: set[UUID], user: Any, *, drafts: bool
) -> tuple[dict[UUID, dict[str, Version]], dict[str, Memory]]:
    """Versions by the key of the page and the language, and what was translated for the pages."""
    others = table.page_model.objects.filter(translation_key__in=keys).exclude(locale__in=_source_locale())
    versions = _versions(table, [page for page in others if page.alias_of_id is None], user, drafts=drafts)
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    found: dict[UUID, dict[str, Version]] = {}
    for other in versions.values():
        found.setdefault(other.page.translation_key, {})[languages[other.page.locale_id]] = other
    memories = {code: _memory(keys, pk) for pk, code in languages.items() if code != settings.LANGUAGE_CODE}
    return found, memories


def _source_locale() -> QuerySet[Locale]:
    return Locale.objects.filter(language_code=settings.LANGUAGE_CODE)


def editable(pages: Iterable[Page], user: Any) -> set[int]:
    """Keys of those that the person may change, with one query."""
    allowed = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return set(allowed.filter(pk__in=[page.pk for page in pages]).values_list("pk", flat=True))


def _versions(table: Table, pages: list[Any], user: Any, *, drafts: bool) -> dict[int, Version]:
    """What the person sees of `pages`, by key; pages of which they see nothing are not there."""
    keys = [page.pk for page in pages]
    mine = editable(pages, user)
    public = set(table.page_model.objects.filter(is_public(), pk__in=keys).values_list("pk", flat=True))
    wanted = {
        page.pk: page.latest_revision_id if drafts and page.pk in mine else page.live_revision_id
        for page in pages
        if page.pk in public or (page.pk in mine and (drafts or page.live))
    }
    columns_ = ("pk", "content", "user", "created_at")
    found = {row[0]: row for row in Revision.objects.filter(pk__in=wanted.values()).values_list(*columns_)}
    versions = {}
    for page in pages:
        if page.pk not in wanted:
            continue
        revision = wanted[page.pk]
        row = found.get(revision, (revision, None, None, None))
        content = row[1] or page.serializable_data()
        if table.placed_by:
            content = {**content, table.placed_by: getattr(page, f"{table.placed_by}_id")}
        versions[page.pk] = Version(page, revision, content, page.pk in mine, row[2], row[3])
    return versions


def _memory(keys: Iterable[UUID], locale: int) -> Memory:
    """What was translated for the pages, with one query."""
    found: Memory = {}
    rows = StringTranslation.objects.filter(locale=locale, context__object_id__in=list(keys)).order_by("updated_at")
    names = ("context__object_id", "context__path", "translation_of__data", "data")
    for key, path, original, data in rows.values_list(*names):
        texts = found.setdefault((key, path), {})
        texts.pop(original, None)
        texts[original] = data
    return found


def _fill(entry: Entry, table: Table, content: Content, vocabulary: Vocabulary, memories: dict[str, Memory]) -> None:
    """`content`: of the part of the page that the entry tells."""
    passages: dict[str, list[Leaf]] = {}
    for column in table.columns.values():
        if column.fact:
            entry.cells[column.name] = column.fact.show(content, vocabulary)
        elif column.words:
            if column.field not in passages:
                passages[column.field] = table.leaves(column.words, entry.original.content, entry.part)
            entry.cells[column.name] = _words(entry, table, column, content, passages[column.field], memories)
    entry.cells[ID] = str(content[table.id_field]) if isinstance(table, RowTable) else entry.page.slug
    if isinstance(table, RowTable) and table.page_column:
        entry.cells[table.page_column] = entry.page.slug
    entry.cells[VERSION] = version_of_cells(entry.cells) if entry.part else _version_of(entry)


def _version_of(entry: Entry) -> str:
    """The revisions, and what they say in short: undoing makes new ones that say what was said before."""
    revisions = [entry.original.revision, *(v.revision for _code, v in sorted(entry.translations.items()))]
    return f"{'-'.join(str(revision or 0) for revision in revisions)}:{version_of_cells(entry.cells)}"


def is_version_of(version: str, entry: Entry) -> bool:
    """Whether a file was exported of what is there now: of the same revisions, or of others that say the same.

    Two people may see a different part of the same revisions.
    """
    known = dict.fromkeys(part for part in entry.cells[VERSION].split(":") if part)
    return any(part in known for part in version.split(":"))


def version_of_cells(cells: dict[str, str]) -> str:
    """Where others share the revision, or there is none: what it says now, in short."""
    said = "\0".join(f"{name}\0{text}" for name, text in sorted(cells.items()) if name != VERSION)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _words(
    entry: Entry,
    table: Table,
    column: Column,
    content: Content,
    passages: list[Leaf],
    memories: dict[str, Memory],
) -> str:
    kind = column.words
    assert kind is not None  # noqa: S101 - asked for before
    value = kind.value_of(content)
    if column.is_source:
        return kind.show(value)
    texts = entry.texts.setdefault(column.language, {})
    version = entry.translations.get(column.language)
    if version is not None:
        texts |= _translated(entry, table, version, column, passages, memories.get(column.language, {}))
    shown = [texts.get(leaf.place, MISSING) for leaf in passages]
    return show_translation(column, value, shown)


def show_translation(column: Column, original: Any, texts: list[str]) -> str:
    """A cell in another language; empty where nothing is translated."""
    kind = column.words
    if kind is None or all(text == MISSING for text in texts):
        return ""
    return kind.show(kind.with_texts(original, texts))


def _translated(
    entry: Entry, table: Table, version: Version, column: Column, passages: list[Leaf], memory: Memory
) -> Texts:
    """Passages that are translated: as the translators have them for those who may edit, else as published."""
    if not version.may_edit:
        return _published(entry, table, version, column, passages)
    texts = {}
    for leaf in passages:
        known = memory.get((entry.page.translation_key, leaf.path), {})
        data = known.get(leaf.data)
        if data is None and known and not leaf.is_rich:
            # Of what stood in this place before; it is the passage's translation until somebody has looked at it.
            data = list(known.values())[-1]
        if data is not None:
            texts[leaf.place] = leaf.text_of(data)
    return texts


def _published(entry: Entry, table: Table, version: Version, column: Column, passages: list[Leaf]) -> Texts:
    """Without passages of the original, with which a page is filled where it is not translated."""
    assert column.words is not None  # noqa: S101 - asked for before
    originals_ = {leaf.place: leaf.data for leaf in passages}
    return {
        leaf.place: leaf.text_of(leaf.data)
        for leaf in table.leaves(column.words, version.content, entry.part)
        if not (leaf.data == originals_.get(leaf.place) and foreign_language(leaf.data, column.language))
    }

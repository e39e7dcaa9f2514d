"""A table: one kind of thing that editors bring in and take out, one row each.

A row is a page, a row that belongs to a page, or a snippet. Which tables there are stands in `desk/tables`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .columns import ID, LABELS, NAMED, VERSION, Column
from .facts import Fact
from .words import Content, Kind, Leaf, rows

Cells = Mapping[str, str]


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """Of pages, one row each. Their ids are their slugs.

    `needed`: fields without which nothing new is made. `names`: of columns, where that of the field would not tell an
    editor what goes there; they are the same as in the content files. `check`: looks at values together, a `Judge` and
    a `Judgement` are given to it. `placed_by`: the field that says below which page something new stands. `same`: of
    rows of a page, the fields in which no two of them agree.
    """

    name: str
    label: Any
    model: Any
    facts: tuple[Fact, ...]
    words: tuple[Kind, ...] = ()
    needed: tuple[str, ...] = ("title",)
    parent: Any = None
    placed_by: str = ""
    same: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Any] = field(default_factory=dict)
    hints: Mapping[str, Any] = field(default_factory=dict)
    check: Callable[[Any, Any], None] | None = None

    @property
    def title(self) -> str:
        """What it is called where it stands alone."""
        return capfirst(str(self.label))

    @property
    def page_model(self) -> Any:
        """Of what is read and written as a whole."""
        return self.model

    @cached_property
    def columns(self) -> dict[str, Column]:
        """By name, in their order."""
        facts = [self._column(fact.field, fact=fact) for fact in self.facts]
        words = [
            self._column(kind.field, language=code, words=kind)
            for kind in self.words
            for code, _name in settings.LANGUAGES
        ]
        found = (*self._first_columns(), *facts, *words, Column(VERSION, VERSION, LABELS[VERSION]))
        return {column.name: column for column in found}

    def _first_columns(self) -> tuple[Column, ...]:
        return (Column(ID, ID, LABELS[ID], hint=self.hints.get(ID, ""), is_required=True),)

    def _column(self, name: str, language: str = "", **kind: Any) -> Column:
        called = self.names.get(name, name)
        column = Column(f"{called}_{language}" if language else called, name, self._called(name), language, **kind)
        is_required = name in self.needed and column.is_source
        given = {"hint": self.hints.get(called, ""), "help_text": self._help_of(name)}
        return replace(column, **given, is_required=is_required)

    def _called(self, name: str) -> Any:
        if name in self.labels:
            return self.labels[name]
        found = self.model._meta.get_field(name)
        related = found.related_model if found.auto_created or found.one_to_many else None
        return related._meta.verbose_name_plural if related else found.verbose_name

    def _help_of(self, name: str) -> Any:
        return getattr(self.model._meta.get_field(name), "help_text", "")

    def recognise(self, heading: str) -> str:
        """The name of the column that `heading` means, in any language of the site; empty where it means none."""
        text = " ".join(heading.split())
        if match := NAMED.search(text):
            text = match[1]
        return self._headings.get(text.casefold(), "")

    @cached_property
    def _headings(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for code, _language in settings.LANGUAGES:
            with override(code):
                found |= {column.label.casefold(): name for name, column in self.columns.items()}
        return found | {name: name for name in self.columns}

    def source_column(self, name: str) -> Column | None:
        """That of a field, in the city's language."""
        return next((column for column in self.columns.values() if column.field == name and column.is_source), None)

    @property
    def expected(self) -> tuple[str, ...]:
        """Columns without which a file is no such table."""
        return (ID,)

    @property
    def keys(self) -> tuple[str, ...]:
        """Columns that say which one a row means."""
        return (ID,)

    @property
    def whole(self) -> str:
        """The column that names what is read and written as a whole; empty where there is but one."""
        return ID

    def key(self, cells: Cells) -> str:
        """Of what a row means. Two rows of one key are the same."""
        return cells.get(ID, "").strip()

    def key_of(self, page_key: str, content: Content) -> str:
        """Of what is there already: see `key`."""
        return page_key

    def whole_of(self, cells: Cells) -> str:
        return cells.get(self.whole, "").strip() if self.whole else ""

    def originals(self) -> QuerySet[Any]:
        found: QuerySet[Any] = self.page_model._default_manager.filter(locale__language_code=settings.LANGUAGE_CODE)
        return found

    def parts(self, content: Content) -> Iterable[tuple[str, Content]]:
        """(translation key of the row, empty for the page itself; content) of what is told of a page."""
        return [("", content)]

    def leaves(self, kind: Kind, content: Content, part: str) -> list[Leaf]:
        """Passages of a part of a page, with their paths there. `content`: of the page."""
        return kind.leaves(content)

    def part_of(self, content: Content, part: str) -> Content:
        return content


@dataclass(frozen=True, eq=False, kw_only=True)
class RowTable(Table):
    """Of rows that belong to pages. `model` is that of the rows, `relation` their name on the page.

    `page_column`: the column that names the page by its id; empty where there is one page only. `id_field`: what their
    ids are; where it is their translation key, a row without an id is a new one.
    """

    of: Any
    relation: str
    page_column: str = ""
    id_field: str = "translation_key"
    needed: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        page = f"{capfirst(str(self.of._meta.verbose_name))} · " if self.page_column else ""
        return f"{page}{capfirst(str(self.label))}"

    @property
    def page_model(self) -> Any:
        return self.of

    @property
    def has_own_ids(self) -> bool:
        return self.id_field != "translation_key"

    def _first_columns(self) -> tuple[Column, ...]:
        called = self.of._meta.verbose_name
        of_page = _("The id of the page that it belongs to.")
        of_row = _("Comes with an export; leave it as it is. Empty: it is a new one.")
        page = Column(self.page_column, self.page_column, called, hint=of_page, is_required=True)
        own = Column(ID, ID, LABELS[ID], hint="" if self.has_own_ids else of_row, is_required=self.has_own_ids)
        return (page, own) if self.page_column else (own,)

    @property
    def expected(self) -> tuple[str, ...]:
        return (self.page_column,) if self.page_column else (ID,) if self.has_own_ids else self.same[:1]

    @property
    def keys(self) -> tuple[str, ...]:
        named = (self.page_column,) if self.page_column else ()
        return (*named, ID, *(self.names.get(name, name) for name in self.same))

    @property
    def whole(self) -> str:
        return self.page_column

    def key(self, cells: Cells) -> str:
        if given := cells.get(ID, "").strip():
            return f"{self.whole_of(cells)}/{given}"
        return "\n".join(("", self.whole_of(cells), *(cells.get(name, "").strip() for name in self.keys[1:])))

    def key_of(self, page_key: str, content: Content) -> str:
        return f"{page_key}/{content[self.id_field]}"

    def parts(self, content: Content) -> Iterable[tuple[str, Content]]:
        return [(str(row["translation_key"]), row) for row in rows(content, self.relation)]

    def leaves(self, kind: Kind, content: Content, part: str) -> list[Leaf]:
        found = kind.leaves(self.part_of(content, part))
        return [replace(leaf, path=f"{self.relation}.{part}.{leaf.path}") for leaf in found]

    def part_of(self, content: Content, part: str) -> Content:
        known = (row for row in rows(content, self.relation) if str(row["translation_key"]) == part)
        return next(known, {})


@dataclass(frozen=True, eq=False, kw_only=True)
class SnippetTable(Table):
    """Of snippets, which have no drafts: what is written is public at once. Their ids are their slugs."""

    needed: tuple[str, ...] = ()

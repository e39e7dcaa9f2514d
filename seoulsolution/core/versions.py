"""What a page said each time it was published, read from its revisions and the log, and what was changed between.

A version is told from the content of its revision alone, field by field and row by row, so that it can be read
whatever the page looks like today. Only fields that a page class names in `public_fields` are told: what readers
never saw does not come to light by way of the past.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from html import unescape
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page, Revision

from .claims import Claim, Confidence
from .differences import Kind, Piece, word_differences
from .files.publication import take_words
from .numbers import format_number
from .publication import publications
from .visibility import is_public, listed_as_translated

# What rows have besides their words.
ORIGIN = {field.name for field in Claim._meta.fields}
CONFIDENCE = "confidence"
FILES = (AbstractImage, AbstractDocument)
END_OF_A_LINE = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>")
UNTOLD = {"id", "page", "sort_order", "translation_key", "locale"}


@dataclass(frozen=True, slots=True)
class Version:
    """A publication. `number` counts from 1. `note`: what was corrected, empty where nobody said so."""

    number: int
    published_at: datetime
    revision: int | None
    note: str


class Line(NamedTuple):
    """`key`: the same in every version for the same field, block or row."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Change:
    """A section in which something was changed, with its changed lines as pieces."""

    title: str
    lines: list[list[Piece]]


def versions_of(page: Page) -> list[Version]:
    """Every publication, the first one first, with one query."""
    log = publications().filter(page=page.pk).order_by("timestamp", "pk")
    rows = log.values_list("timestamp", "revision", KeyTextTransform("correction_note", "revision__content"))
    found: list[Version] = []
    before = ""
    for published_at, revision, note in rows:
        said = (note or "").strip()
        # A note that was left standing speaks of the version before.
        found.append(Version(len(found) + 1, published_at, revision, said if found and said != before else ""))
        before = said
    return found


@dataclass(frozen=True, slots=True)
class Correction:
    """A publication of a page that was public before. `page`: its id."""

    page: int
    number: int
    title: str
    published_at: datetime
    note: str


def corrections(language: str, *, most: int = 50) -> list[Correction]:
    """The latest publications of pages that were public before and still are, newest first, with one query."""
    earlier = publications().filter(page=OuterRef("page"), timestamp__lt=OuterRef("timestamp"))
    said = {"said": KeyTextTransform("correction_note", "revision__content")}
    rows = (
        publications()
        .filter(
            page__in=Page.objects.filter(is_public(), listed_as_translated(), locale__language_code=language),
        )
        .annotate(
            **said,
            said_before=Subquery(earlier.annotate(**said).order_by("-timestamp").values("said")[:1]),
            times=Subquery(earlier.order_by().values("page").annotate(n=Count("pk")).values("n")),
        )
        .filter(times__gte=1)
        .order_by("-timestamp", "-pk")
        .values_list("page", "times", "page__title", "timestamp", "said", "said_before")
    )
    return [
        Correction(page, times + 1, title, when, now.strip() if now and now != before else "")
        for page, times, title, when, now, before in rows[:most]
    ]


def at_version(page: Page, version: Version) -> Any | None:
    """`page` as it was, None where its revision is no longer kept. Objects that it names are not looked up."""
    revision = Revision.objects.filter(pk=version.revision).first() if version.revision else None
    return type(page).from_serializable_data(revision.content, check_fks=False) if revision else None


def sections_at(page: Any) -> list[Section]:
    """What `page`, as it is or was, tells its readers; with one query for each kind of thing that it names."""
    named = _Named.by_page(page)
    found = []
    for name in page.public_fields:
        field = page._meta.get_field(name)
        if field.one_to_many:
            title, lines = field.related_model._meta.verbose_name_plural, list(_rows(page, name, named))
        else:
            title, lines = field.verbose_name, list(_values(name, field, named.value(page, field)))
        if lines:
            found.append(Section(name, _capitalised(str(title)), lines))
    return found


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _told(row: models.Model) -> Iterator[Any]:
    """The fields of a row that speak to readers: what it says, then where that comes from.

    A picture or a file is told by the words beside it.
    """
    fields = sorted(row._meta.concrete_fields, key=lambda field: field.name in ORIGIN)
    for field in fields:
        is_file = field.is_relation and issubclass(field.related_model or models.Model, FILES)
        if field.editable and field.name not in UNTOLD and not is_file:
            yield field


class _Named:
    """What a page and its rows name by a foreign key. A page that is not public is not named."""

    def __init__(self, fields_of: Iterable[tuple[Any, Iterable[Any]]]) -> None:
        keys: dict[type[models.Model], set[Any]] = defaultdict(set)
        for row, fields in fields_of:
            for field in fields:
                if field.is_relation:
                    keys[field.related_model].add(getattr(row, field.attname))
        self.objects = {model: self._fetch(model, ids) for model, ids in keys.items()}

    @classmethod
    def by_page(cls, page: Any) -> "_Named":
        fields = [page._meta.get_field(name) for name in page.public_fields]
        own = [(page, [field for field in fields if not field.one_to_many])]
        rows = [row for field in fields if field.one_to_many for row in getattr(page, field.name).all()]
        return cls(own + [(row, list(_told(row))) for row in rows])

    def _fetch(self, model: type[models.Model], ids: set[Any]) -> dict[Any, models.Model]:
        rows = model._default_manager.filter(pk__in=ids - {None})
        return {row.pk: row for row in (rows.filter(is_public()) if issubclass(model, Page) else rows)}

    def value(self, row: Any, field: Any) -> Any:
        if field.is_relation:
            return self.objects[field.related_model].get(getattr(row, field.attname))
        return getattr(row, field.name)


def _rows(page: Any, name: str, named: _Named) -> Iterator[Line]:
    for row in getattr(page, name).all():
        parts = [f"{_capitalised(label)}: {text}" for label, text in _parts(row, named)]
        if parts:
            yield Line(str(getattr(row, "translation_key", row.pk)), " · ".join(parts))


def _parts(row: models.Model, named: _Named, *, with_origin: bool = True) -> Iterator[tuple[str, str]]:
    for field in _told(row):
        if field.name in ORIGIN and not with_origin:
            continue
        text = " ".join(line.text for line in _values("", field, named.value(row, field)))
        if text:
            yield str(field.verbose_name), text


def parts_of(rows: Sequence[models.Model], *, with_origin: bool = True) -> list[dict[str, str]]:
    """What each row says, by the names of its fields; with one query for each kind of thing that they name.

    `with_origin`: also where that comes from.
    """
    named = _Named((row, list(_told(row))) for row in rows)
    return [dict(_parts(row, named, with_origin=with_origin)) for row in rows]


def _values(key: str, field: models.Field, value: Any) -> Iterator[Line]:
    if isinstance(value, StreamValue):
        yield from _blocks(value)
    elif value not in (None, ""):
        yield from (Line(f"{key}.{n}", text) for n, text in enumerate(_said(field, value).splitlines()) if text)


def _said(field: models.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.name == CONFIDENCE and value in Confidence.values:
        # Beside its label, which says “Confidence” already.
        return Confidence(value).level
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return format_number(value) if isinstance(value, Decimal) else str(value)


def _blocks(value: StreamValue) -> Iterator[Line]:
    for block in value:
        inner = block.value
        if isinstance(inner, ListValue):
            yield from (Line(f"{block.id}.{n}", str(item)) for n, item in enumerate(inner))
        elif isinstance(inner, StructValue):
            yield Line(str(block.id), " ".join(part for part in inner.values() if isinstance(part, str)))
        else:
            text = str(getattr(inner, "source", inner))
            yield from (Line(f"{block.id}.{n}", part) for n, part in enumerate(_paragraphs(text)))


def _paragraphs(markup: str) -> list[str]:
    """The words of each paragraph, point or line of rich text."""
    parts = (unescape(strip_tags(part)).strip() for part in END_OF_A_LINE.split(markup))
    return [part for part in parts if part]


def changes(before: list[Section], after: list[Section]) -> list[Change]:
    """Section by section what was removed, changed and added, in the order of the later version."""
    old = {section.name: section for section in before}
    new = {section.name: section for section in after}
    names = [*new, *(name for name in old if name not in new)]
    found = []
    for name in names:
        title = (new.get(name) or old[name]).title
        lines = list(_changed(old[name].lines if name in old else [], new[name].lines if name in new else []))
        if lines:
            found.append(Change(title, lines))
    return found


def changes_between(page: Page, before: Revision, after: Revision) -> list[Change]:
    """Section by section, as readers are told of it; objects that a revision names are not looked up."""
    return changes(sections_at(_as_saved(page, before)), sections_at(_as_saved(page, after)))


def says_something_else(page: Page, before: Revision, after: Revision) -> bool:
    """Whether somebody wrote something else, apart from words that the page has taken from its pictures by itself."""
    then = _as_saved(page, before)
    with suppress(ObjectDoesNotExist):
        take_words(then)
    return bool(changes(sections_at(then), sections_at(_as_saved(page, after))))


def _as_saved(page: Page, revision: Revision) -> Any:
    return page.specific_class.from_serializable_data(revision.content, check_fks=False)


def _changed(before: list[Line], after: list[Line]) -> Iterator[list[Piece]]:
    old = {line.key: line.text for line in before}
    new = {line.key: line.text for line in after}
    for key, text in new.items():
        if key not in old:
            yield [Piece(Kind.ADDED, text)]
        elif old[key] != text:
            yield word_differences(old[key], text)
    yield from ([Piece(Kind.REMOVED, text)] for key, text in old.items() if key not in new)

"""What an import would do with each row, and what stands in its way. Reads the archive, writes nothing."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from ...loading import limits
from ...loading.faults import WrongValueError
from ...loading.values import shorten
from ..belonging import office_of
from ..roles import EVERYWHERE, Role, membership
from .columns import ID, VERSION, Column, language_name
from .drafting import apply_changes
from .hindrances import Hindrances
from .judgements import Cells, Change, Judgement, content_of
from .limits import TOO_LONG
from .models import Verdict
from .narrative_text import OTHER, PICTURE
from .state import Archive, is_version_of, show_translation
from .tables import RowTable, SnippetTable, Table
from .words import MISSING, Narrative


class Judge:
    """Judges rows for one person. `counts`: how often each key stands in the whole file."""

    def __init__(self, table: Table, user: Any, rows: Sequence[Cells], counts: Counter[str]) -> None:
        self.table = table
        self.user = user
        self.counts = counts
        self.archive = Archive.read(table, user, {table.whole_of(row) for row in rows})
        self.hindrances = Hindrances.read(user, self.archive.pages.values())
        self.parents = self._parents()

    def _parents(self) -> dict[str, tuple[Any, bool]]:
        """Pages below which something new may stand, by what `placed_by` names, and whether this person may add it."""
        if self.table.parent is None:
            return {}
        pages = self.table.parent.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("pk")
        placed_by = self.table.placed_by
        found: dict[str, tuple[Any, bool]] = {}
        for page in pages.select_related(placed_by) if placed_by else pages:
            name = getattr(page, placed_by).slug if placed_by else ""
            found.setdefault(name, (page, may_add(page, self.user, self.table.model)))
        return found

    def judge(self, cells: Cells) -> Judgement:
        entry = self.archive.entries.get(self.table.key(cells))
        whole = self.archive.pages.get(self.table.whole_of(cells))
        found = Judgement(self.table, cells, self.archive.vocabulary, whole=whole, entry=entry)
        self._read(found)
        if isinstance(self.table, RowTable):
            self._check_place(found)
        elif found.id in self.archive.hidden:
            found.refusals.append(_("Something else has this id."))
        if found.entry is None and not found.refusals:
            self._check_new(found)
        if not found.refusals:
            self._compare(found)
            self._check_together(found)
            self._check_translations(found)
            self._check_permission(found)
        found.verdict = _verdict(found)
        return found

    def _read(self, found: Judgement) -> None:
        """Every cell as its kind of value; what does not fit is a fault."""
        for name, text in found.cells.items():
            column = self.table.columns.get(name)
            if column is None or name == VERSION or text == TOO_LONG:
                continue
            if not text.strip() and getattr(column.fact, "has_default", False):
                continue
            try:
                found.values[name] = self._value(column, text)
            except WrongValueError as error:
                found.fault(name, str(error))
        if self.counts[self.table.key(found.cells)] > 1 and (found.id or self.table.same):
            found.fault(ID, _("stands in several rows; expected each id once"))

    def _value(self, column: Column, text: str) -> Any:
        text = text.strip()
        if column.fact:
            return column.fact.read(text, self.archive.vocabulary)
        if column.words is None:
            return _read_id(text) if column.is_required else text
        if not column.is_source and not text:
            return None
        return column.words.read(text)

    def _check_place(self, found: Judgement) -> None:
        """A row is one of a page that is there, and no other like it is."""
        assert isinstance(self.table, RowTable)  # noqa: S101 - asked for before
        if found.whole is None:
            if not found.faults_of(self.table.page_column) and self.table.page_column:
                message = _("“{text}” is not the id of a page that the archive has")
                found.fault(self.table.page_column, message.format(text=shorten(self.table.whole_of(found.cells))))
            return
        if found.entry is not None:
            return
        if found.id and not self.table.has_own_ids:
            found.fault(ID, _("is not that of a row of this page; leave it empty for a new one"))
        elif alike := self._alike(found):
            found.fault(ID, _("is empty, but such a row is there already: {id}").format(id=alike))

    def _alike(self, found: Judgement) -> str:
        """The id of the row of the same page that agrees with a new one in what makes rows differ, else in all."""
        if found.whole is None or not found.values:
            return ""
        told = (column for column in self.table.columns.values() if column.is_source and (column.fact or column.words))
        same = (column for name in self.table.same if (column := self.table.source_column(name)))
        columns = list(same if self.table.same else told)
        said = [self._said_or_usual(found, column) for column in columns]
        for entry in self.archive.entries.values():
            if entry.page.pk == found.whole.page.pk and said == [entry.cells[column.name] for column in columns]:
                return entry.cells[ID]
        return ""

    def _said_or_usual(self, found: Judgement, column: Column) -> str:
        if column.name in found.values:
            return self._shown(column, found.values[column.name])
        usual = self.table.model._meta.get_field(column.field).get_default()
        return self._shown(column, "" if usual is None else usual)

    def _check_new(self, found: Judgement) -> None:
        for column in self.table.columns.values():
            if column.is_required and column.name not in found.cells:
                found.fault(column.name, _("is missing; something new needs it"))
        if self.table.parent is not None:
            placed_by = self.table.placed_by
            place = found.values.get(placed_by, "") if placed_by else ""
            found.parent, is_allowed = self.parents.get(place, (None, False))
            if not is_allowed and placed_by and place:
                found.refusals.append(_("You may not add policies to this area."))
            elif not is_allowed and not placed_by:
                found.refusals.append(_("You may not add anything there."))
        elif isinstance(self.table, SnippetTable) and not may_write(self.table.model, self.user, "add"):
            found.refusals.append(_("You may not add anything there."))

    def _compare(self, found: Judgement) -> None:
        before = found.entry.cells if found.entry else {}
        for name, value in found.values.items():
            column = self.table.columns[name]
            if column.fact is None and column.words is None:
                continue
            after = self._shown(column, value)
            if after != before.get(name, ""):
                found.changes.append(Change(column, before.get(name, ""), after, value))

    def _shown(self, column: Column, value: Any) -> str:
        if column.fact:
            return column.fact.written(value)
        assert column.words is not None  # noqa: S101 - every other column is one of words
        if column.is_source:
            return column.words.show(value)
        return "" if value is None else show_translation(column, value, column.words.texts(value))

    def _check_together(self, found: Judgement) -> None:
        if self.table.check:
            self.table.check(self, found)
        elif found.own_changes and not found.faults:
            self._check_by_model(found)
        for change in found.changes:
            if change.column.is_source:
                self._check_kept_blocks(found, change)

    def _check_by_model(self, found: Judgement) -> None:
        """What the kind itself says of values that do not go together."""
        instance = made_up(found)
        changed = {change.column.field for change in found.own_changes}
        others = [field.name for field in instance._meta.fields if field.name not in changed or field.is_relation]
        try:
            instance.clean_fields(exclude=others)
            instance.clean()
        except ValidationError as error:
            named = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
            for name, messages in named.items():
                column = self.table.source_column(name)
                found.faults += [(column.name if column else ID, message) for message in messages]

    def _check_kept_blocks(self, found: Judgement, change: Change) -> None:
        """Pictures and links to pages and files are set in the editor; a cell can only keep them."""
        if not isinstance(change.column.words, Narrative):
            return
        before = change.column.words.value_of(content_of(found)) if found.entry else ()
        known = {piece.id for piece in before if piece.kind in (PICTURE, OTHER)}
        named = [piece.id for piece in change.value if piece.kind in (PICTURE, OTHER)]
        for name in named:
            if name not in known or named.count(name) > 1:
                found.fault(change.column.name, _("names a picture that does not stand here"))
        for address in inner_links(change.after) - inner_links(change.before):
            message = _("links to “{address}”; links to pages and files are set in the editor")
            found.fault(change.column.name, message.format(address=address))

    def _check_translations(self, found: Judgement) -> None:
        """A translation has the passages of the original, and is written by those who translate there."""
        for language in found.languages:
            if not self._may_translate(found, language):
                found.notices.append(
                    _("The text in {language} is left out: you do not translate there, or the page is not.").format(
                        language=language_name(language)
                    )
                )
                found.changes = [change for change in found.changes if change.column.language != language]
                continue
            for change in found.changes_in(language):
                self._check_translation(found, change)

    def _may_translate(self, found: Judgement, language: str) -> bool:
        whole = found.whole or found.entry
        if whole and language in whole.translations:
            return whole.translations[language].may_edit
        if isinstance(self.table, RowTable):
            return False
        if isinstance(self.table, SnippetTable):
            return may_write(self.table.model, self.user, "add")
        page = whole.page if whole else found.parent
        # Without a place the row has a fault already, and who may do what is not known yet.
        office = office_of(page) if page else EVERYWHERE
        return bool(page is None or self.user.is_superuser or membership(self.user).has(Role.TRANSLATOR, office))

    def _check_translation(self, found: Judgement, change: Change) -> None:
        kind = change.column.words
        source = self.table.source_column(change.column.field)
        assert kind is not None and source is not None  # noqa: S101, PT018 - only words are translated
        if found.faults_of(source.name):
            return
        is_given = source.name in found.values
        original = found.values[source.name] if is_given else kind.value_of(content_of(found))
        count = len(kind.texts(original))
        texts = [MISSING] * count if change.value is None else kind.texts(change.value)
        fits = change.value is None or kind.show(_blank(kind, original)) == kind.show(_blank(kind, change.value))
        if not fits:
            message = _(
                "has not the same passages as the original, which has {number}; expected them in the same order, "
                "“{sign}” where one is not translated"
            )
            found.fault(change.column.name, message.format(number=count, sign=MISSING))
            return
        found.texts[change.column.name] = texts

    def _check_permission(self, found: Judgement) -> None:
        whole = found.whole or found.entry
        if whole is None or not found.changes:
            return
        if found.own_changes or found.entry is None:
            if not whole.original.may_edit:
                found.refusals.append(_("You may not change this."))
            else:
                found.refusals += self.hindrances.of(whole.original)
        for language in found.languages:
            if language in whole.translations:
                found.refusals += self.hindrances.of(whole.translations[language], language_name(language))
        version = found.cells.get(VERSION, "").strip()
        if found.entry and version and not is_version_of(version, found.entry) and not found.refusals:
            found.refusals.append(
                _(
                    "This was changed since the file was exported. Export it anew, or empty the column “{name}” "
                    "if yours is to replace what is there."
                ).format(name=self.table.columns[VERSION].label)
            )


def made_up(found: Judgement) -> Any:
    """An instance, never saved, with the columns that the row would have: what belongs to it is not there."""
    instance = found.table.model()
    for column in instance._meta.concrete_fields:
        content = content_of(found)
        if column.name in content and not column.primary_key:
            setattr(instance, column.attname, column.to_python(content[column.name]))
    if hasattr(instance, "slug") and found.entry is None and not isinstance(found.table, RowTable):
        instance.slug = found.id
    # It has no place in the tree, where another may have its id.
    if hasattr(instance, "path"):
        instance.path, instance.depth = "", 0
    single = [
        change for change in found.own_changes if hasattr(instance._meta.get_field(change.column.field), "attname")
    ]
    apply_changes(instance, single, found.vocabulary)
    return instance


def _blank(kind: Any, value: Any) -> Any:
    return kind.with_texts(value, ["x"] * len(kind.texts(value)))


def _read_id(text: str) -> str:
    if not text:
        raise WrongValueError(_("is empty; everything has one, of small letters, digits and hyphens: owl-bus"))
    return str(limits.ID.read(text))


def _verdict(found: Judgement) -> Verdict:
    if found.refusals:
        return Verdict.REFUSED
    if found.faults:
        return Verdict.FAULTY
    if found.entry is None:
        return Verdict.NEW
    return Verdict.CHANGED if found.changes else Verdict.UNCHANGED


def inner_links(text: str) -> set[str]:
    return set(re.findall(r'<a href="((?:page|document):\d+)">', text))


def may_add(page: Any, user: Any, model: Any) -> bool:
    """Whether the person may add a page of the kind below another."""
    return bool(page.permissions_for_user(user).can_add_subpage()) and bool(model.can_create_at(page))


def may_write(model: Any, user: Any, action: str) -> bool:
    """Whether the person has the permission of a snippet. `action`: add or change."""
    return bool(user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}"))

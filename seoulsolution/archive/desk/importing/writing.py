"""Confirming an import: a draft for every row, in every language, or nothing at all. Nothing here publishes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation

from ..translating.following import follow
from ..translating.saving import begin_translation, make_draft
from .drafting import apply_changes
from .judgements import Judgement
from .manual_rows import judge_manual, judge_rows_of_manual
from .models import STOPPING, WRITTEN, ImportRow, MaterialImport, Verdict
from .passages import keep_texts
from .snippets import write_snippet
from .state import Entry
from .tables import RowTable, SnippetTable
from .verdicts import Judge
from .words import MISSING

# Rows that are judged at a time, and that one confirmation writes.
CHUNK = 500
MOST_WRITTEN = 300


class NotConfirmed(Exception):
    """Nothing was written. The message says why."""


def judge_rows(
    material: MaterialImport, rows: Sequence[ImportRow], *, by: Any, counts: Counter[str] | None = None
) -> list[Judgement]:
    """In the order of `rows`. `counts`: how often each key stands in the import; without them, in `rows`."""
    if material.source == MaterialImport.Source.MANUAL:
        return judge_manual(material, rows, by=by)
    table = material.table
    if counts is None:
        counts = Counter(table.key(row.cells) for row in rows)
    found = []
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        judge = Judge(table, by, [row.cells for row in part], counts)
        found += [judge.judge(row.cells) for row in part]
    return found


def keys_of(material: MaterialImport) -> Counter[str]:
    """How often each key stands in the rows that are not left out."""
    table, rows = material.table, material.rows.filter(is_left_out=False)
    # As text: an id of digits only is one, too.
    found = rows.values_list(*(KT(f"cells__{name}") for name in table.keys))
    return Counter(table.key({n: v or "" for n, v in zip(table.keys, cells, strict=True)}) for cells in found)


def judge_anew(material: MaterialImport, *, by: Any) -> list[tuple[ImportRow, Judgement]]:
    """Every row that is not left out, with its verdict as things are now, which is kept."""
    rows = list(material.rows.filter(is_left_out=False))
    judged = list(zip(rows, judge_rows(material, rows, by=by), strict=True))
    changed = []
    for row, judgement in judged:
        if row.verdict != judgement.verdict:
            row.verdict = judgement.verdict
            changed.append(row)
    ImportRow.objects.bulk_update(changed, ["verdict"], batch_size=CHUNK)
    return judged


def confirm(*, material: MaterialImport, by: Any) -> int:
    """Write every row that is not left out as drafts. Returns how many. Raises NotConfirmed, with nothing written."""
    before = Counter(material.rows.filter(is_left_out=False).values_list("verdict", flat=True))
    try:
        with transaction.atomic():
            return _confirm(material, by, before)
    except ValidationError as error:
        raise NotConfirmed(" ".join(error.messages)) from error
    except NotConfirmed:
        judge_anew(material, by=by)
        raise


def _confirm(material: MaterialImport, by: Any, before: Counter[str]) -> int:
    fresh = MaterialImport.objects.select_for_update().get(pk=material.pk)
    if fresh.confirmed_at is not None:
        raise NotConfirmed(_("This import was confirmed already."))
    judged = judge_anew(fresh, by=by)
    if Counter(judgement.verdict for _row, judgement in judged) != before:
        raise NotConfirmed(_("The archive has changed meanwhile. Please look at the rows again."))
    if any(judgement.verdict in STOPPING for _row, judgement in judged):
        raise NotConfirmed(_("Some rows cannot be imported. Please correct them or leave them out."))
    written = [(row, judgement) for row, judgement in judged if judgement.verdict in WRITTEN]
    if not written:
        raise NotConfirmed(_("There is nothing to import."))
    if len(written) > MOST_WRITTEN:
        message = _("At most {number} rows are written at a time. Please leave some out, or divide the file.")
        raise NotConfirmed(message.format(number=MOST_WRITTEN))
    is_manual = fresh.source == MaterialImport.Source.MANUAL
    for group in [written] if is_manual else _groups(written):
        first, judgement = group[0]
        write = _write_manual if is_manual else _write
        try:
            first.done = write(by, [judgement for _row, judgement in group])
        except ValidationError as error:
            raise NotConfirmed(f"{judgement.title or judgement.id}: {' '.join(error.messages)}") from error
    ImportRow.objects.bulk_update([row for row, _judgement in written], ["done"], batch_size=CHUNK)
    fresh.confirmed_at = timezone.now()
    fresh.save(update_fields=["confirmed_at"])
    log(
        instance=fresh,
        action="archive.import_confirmed",
        user=by,
        data={"table": fresh.table.name, "rows": len(written)},
    )
    return len(written)


def _groups(written: Iterable[tuple[ImportRow, Judgement]]) -> list[list[tuple[ImportRow, Judgement]]]:
    """Rows of one page are written together: it gets one draft."""
    found: dict[Any, list[tuple[ImportRow, Judgement]]] = {}
    for row, judgement in written:
        whole = judgement.whole
        found.setdefault(whole.page.pk if whole else f"new {row.pk}", []).append((row, judgement))
    return list(found.values())


def _write(by: Any, judgements: list[Judgement]) -> dict[str, Any]:
    if isinstance(judgements[0].table, SnippetTable):
        return write_snippet(judgements[0], by=by)
    return Writer(by, judgements).write()


def _write_manual(by: Any, judgements: list[Judgement]) -> dict[str, Any]:
    """A manual and the rows of its tables, which may belong to a page that is made here: undone as one."""
    done: dict[str, Any] = {}
    for table, group in groupby(judgements, key=lambda judgement: judgement.table):
        found = list(group)
        if isinstance(table, RowTable):
            found = judge_rows_of_manual(table, [one.cells for one in found], by=by)
            if any(one.verdict in STOPPING for one in found):
                raise NotConfirmed(_("Some rows cannot be imported. Please correct them or leave them out."))
            found = [one for one in found if one.verdict in WRITTEN]
        if found:
            written = Writer(by, found).write()
            done = done | {"revision": written["revision"]} if done else written
    return done


class Writer:
    """Writes what the rows tell of one page. `write` returns what undoing needs:

    {"page", "is_new", "revision", "before", "was_changed", "translations": {language: the same and "strings"}}.
    """

    def __init__(self, by: Any, judgements: list[Judgement]) -> None:
        self.by, self.judgements = by, judgements
        self.table = judgements[0].table
        self.whole: Entry | None = judgements[0].whole
        # Of each row its translation key: of the new ones it is made here.
        self.parts: dict[int, str] = {}

    def write(self) -> dict[str, Any]:
        is_original_written = any(found.own_changes or found.entry is None for found in self.judgements)
        done = self._write_original() if is_original_written else self._untouched()
        page = self.table.page_model.objects.select_related("locale").get(pk=done["page"])
        if is_original_written and not page.live and self.whole and self.whole.translations:
            follow(page)
        done["translations"] = {}
        for language in dict.fromkeys(name for found in self.judgements for name in found.languages):
            translated = self._write_translation(page, language)
            if translated:
                done["translations"][language] = translated
        return done

    def _untouched(self) -> dict[str, Any]:
        assert self.whole is not None  # noqa: S101 - what is new has changes of its own
        return {"page": self.whole.page.pk, "is_new": False, "revision": None}

    def _write_original(self) -> dict[str, Any]:
        if self.whole is None:
            return self._create()
        stored = self.table.page_model.objects.get(pk=self.whole.page.pk)
        before = _before(stored)
        page = stored.get_latest_revision_as_object()
        for found in self.judgements:
            if isinstance(self.table, RowTable):
                self._write_row(self.table, page, found)
            else:
                apply_changes(page, found.own_changes, found.vocabulary, placed_by=self.table.placed_by)
        revision = page.save_revision(user=self.by, log_action=True)
        return {"page": page.pk, "is_new": False, "revision": revision.pk, **before}

    def _write_row(self, table: RowTable, page: Any, found: Judgement) -> None:
        relation = getattr(page, table.relation)
        rows = sorted(relation.all(), key=lambda row: (row.sort_order is None, row.sort_order or 0))
        part = found.entry.part if found.entry else ""
        row = next((row for row in rows if str(row.translation_key) == part), None)
        if row is None:
            order = max((row.sort_order or 0 for row in rows), default=-1) + 1
            row = table.model(locale=page.locale, translation_key=uuid4(), sort_order=order)
            if table.has_own_ids:
                setattr(row, table.id_field, found.id)
            rows.append(row)
        apply_changes(row, found.own_changes, found.vocabulary)
        row.clean()
        setattr(page, table.relation, rows)
        self.parts[id(found)] = str(row.translation_key)

    def _create(self) -> dict[str, Any]:
        found = self.judgements[0]
        parent = found.parent
        assert parent is not None  # noqa: S101 - judged before
        locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        page = self.table.model(slug=found.id, locale=locale, owner=self.by, live=False)
        apply_changes(page, found.own_changes, found.vocabulary, placed_by=self.table.placed_by)
        parent.add_child(instance=page)
        revision = page.save_revision(user=self.by, log_action=True)
        return {"page": page.pk, "is_new": True, "revision": revision.pk, "before": None, "was_changed": False}

    def _write_translation(self, page: Any, language: str) -> dict[str, Any] | None:
        texts = self._texts(page, language)
        version = self.whole.translations.get(language) if self.whole else None
        if version is None and all(text == MISSING for _leaf, text in texts):
            return None
        locale = Locale.objects.get(language_code=language)
        if version is None:
            begun = begin_translation(page=page, locale=locale, by=self.by)
            done = {"page": begun.pk, "is_new": True, "before": None, "was_changed": False}
        else:
            done = {"page": version.page.pk, "is_new": False, **_before(version.page)}
        translation = self._translation(page, locale)
        done["strings"] = keep_texts(translation, page, texts, by=self.by)
        done["revision"] = None
        if done["is_new"] or self._is_followed(translation, texts):
            revision = make_draft(translation, by=self.by)
            log(instance=revision.as_object(), action="wagtail.edit", user=self.by, revision=revision)
            done["revision"] = revision.pk
        return done

    def _texts(self, page: Any, language: str) -> list[tuple[Any, str]]:
        """Passages of the original as it is now, with what they are to be in the language, where that is new."""
        content = page.get_latest_revision().content if page.latest_revision_id else page.serializable_data()
        texts = []
        for found in self.judgements:
            known = found.entry.texts.get(language, {}) if found.entry else {}
            part = self.parts.get(id(found)) or (found.entry.part if found.entry else "")
            for change in found.changes_in(language):
                assert change.column.words is not None  # noqa: S101 - only words are translated
                leaves = self.table.leaves(change.column.words, content, part)
                for leaf, text in zip(leaves, found.texts[change.column.name], strict=True):
                    if text != known.get(leaf.place, MISSING) and leaf.path:
                        texts.append((leaf, text))
        return texts

    def _translation(self, page: Any, locale: Locale) -> Translation:
        found = Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=locale, enabled=True
        ).select_related("source__locale", "target_locale")
        translation = found.first()
        if translation is None:
            raise ValidationError(_("The page in the other language is no translation of this one."))
        return translation

    def _is_followed(self, translation: Translation, texts: Iterable[tuple[Any, str]]) -> bool:
        """Whether any of the passages stands in what the translators have before them: a draft can tell it now."""
        rows = StringSegment.objects.filter(source=translation.source)
        followed = set(rows.values_list("context__path", "string__data"))
        return any((leaf.path, leaf.data) in followed for leaf, _text in texts)


def _before(page: Any) -> dict[str, Any]:
    return {"before": page.latest_revision_id, "was_changed": page.has_unpublished_changes}


def verdict_counts(material: MaterialImport) -> dict[str, int]:
    """Rows that are not left out by verdict."""
    found = Counter(material.rows.filter(is_left_out=False).values_list("verdict", flat=True))
    return {verdict.value: found[verdict.value] for verdict in Verdict}

"""Confirming an import: a draft for every row, in every language, or nothing at all. Nothing here publishes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation

from ...policies.models import PolicyPage
from ..translating.following import follow
from ..translating.saving import begin_translation, make_draft
from .columns import ID
from .drafting import apply_changes
from .models import STOPPING, WRITTEN, ImportRow, MaterialImport, Verdict
from .passages import keep_texts
from .state import Policy
from .verdicts import Judge, Judgement
from .words import MISSING

# Rows that are judged at a time, and that one confirmation writes.
CHUNK = 500
MOST_WRITTEN = 300


class NotConfirmed(Exception):
    """Nothing was written. The message says why."""


def judge_rows(rows: Sequence[ImportRow], *, by: Any, counts: Counter[str] | None = None) -> list[Judgement]:
    """In the order of `rows`. `counts`: how often each id stands in the import; of these rows where it is not given."""
    if counts is None:
        counts = Counter(row.cells.get(ID, "") for row in rows)
    found = []
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        judge = Judge(by, [row.cells for row in part], counts)
        found += [judge.judge(row.cells) for row in part]
    return found


def ids_of(material: MaterialImport) -> Counter[str]:
    """How often each id stands in the rows that are not left out."""
    return Counter(material.rows.filter(is_left_out=False).values_list(f"cells__{ID}", flat=True))


def judge_anew(material: MaterialImport, *, by: Any) -> list[tuple[ImportRow, Judgement]]:
    """Every row that is not left out, with its verdict as things are now, which is kept."""
    rows = list(material.rows.filter(is_left_out=False))
    judged = list(zip(rows, judge_rows(rows, by=by), strict=True))
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
        message = _("At most {number} policies are written at a time. Please leave some out, or divide the file.")
        raise NotConfirmed(message.format(number=MOST_WRITTEN))
    for row, judgement in written:
        try:
            row.done = Writer(by, judgement).write()
        except ValidationError as error:
            raise NotConfirmed(f"{judgement.id}: {' '.join(error.messages)}") from error
    ImportRow.objects.bulk_update([row for row, _judgement in written], ["done"], batch_size=CHUNK)
    fresh.confirmed_at = timezone.now()
    fresh.save(update_fields=["confirmed_at"])
    log(instance=fresh, action="archive.import_confirmed", user=by, data={"policies": len(written)})
    return len(written)


class Writer:
    """Writes one row. `write` returns what undoing needs:

    {"page", "is_new", "revision", "before", "was_changed", "translations": {language: the same and "strings"}}.
    """

    def __init__(self, by: Any, judgement: Judgement) -> None:
        self.by, self.judgement = by, judgement
        self.policy: Policy | None = judgement.policy

    def write(self) -> dict[str, Any]:
        done = self._write_original() if self.judgement.own_changes else self._untouched()
        page = PolicyPage.objects.select_related("locale").get(pk=done["page"])
        if self.judgement.own_changes and not page.live and self.policy and self.policy.translations:
            follow(page)
        done["translations"] = {}
        for language in self.judgement.languages:
            translated = self._write_translation(page, language)
            if translated:
                done["translations"][language] = translated
        return done

    def _untouched(self) -> dict[str, Any]:
        assert self.policy is not None  # noqa: S101 - a new policy has changes of its own
        return {"page": self.policy.page.pk, "is_new": False, "revision": None}

    def _write_original(self) -> dict[str, Any]:
        vocabulary = self.judgement.vocabulary
        if self.policy is None:
            return self._create()
        stored = PolicyPage.objects.get(pk=self.policy.page.pk)
        before = _before(stored)
        page = stored.get_latest_revision_as_object()
        apply_changes(page, self.judgement.own_changes, vocabulary)
        revision = page.save_revision(user=self.by, log_action=True)
        return {"page": page.pk, "is_new": False, "revision": revision.pk, **before}

    def _create(self) -> dict[str, Any]:
        parent = self.judgement.parent
        assert parent is not None  # noqa: S101 - judged before
        locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        page = PolicyPage(slug=self.judgement.id, locale=locale, owner=self.by, live=False)
        apply_changes(page, self.judgement.own_changes, self.judgement.vocabulary)
        parent.add_child(instance=page)
        revision = page.save_revision(user=self.by, log_action=True)
        return {"page": page.pk, "is_new": True, "revision": revision.pk, "before": None, "was_changed": False}

    def _write_translation(self, page: PolicyPage, language: str) -> dict[str, Any] | None:
        texts = self._texts(page, language)
        version = self.policy.translations.get(language) if self.policy else None
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

    def _texts(self, page: PolicyPage, language: str) -> list[tuple[Any, str]]:
        """Passages of the original as it is now, with what they are to be in the language, where that is new."""
        content = page.get_latest_revision().content if page.latest_revision_id else page.serializable_data()
        known = self.policy.texts.get(language, {}) if self.policy else {}
        found = []
        for change in self.judgement.changes_in(language):
            assert change.column.words is not None  # noqa: S101 - only words are translated
            leaves = change.column.words.leaves(content)
            for leaf, text in zip(leaves, self.judgement.texts[change.column.name], strict=True):
                if text != known.get(leaf.place, MISSING) and leaf.path:
                    found.append((leaf, text))
        return found

    def _translation(self, page: PolicyPage, locale: Locale) -> Translation:
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


def _before(page: PolicyPage) -> dict[str, Any]:
    return {"before": page.latest_revision_id, "was_changed": page.has_unpublished_changes}


def verdict_counts(material: MaterialImport) -> dict[str, int]:
    """Rows that are not left out by verdict."""
    found = Counter(material.rows.filter(is_left_out=False).values_list("verdict", flat=True))
    return {verdict.value: found[verdict.value] for verdict in Verdict}

"""Snippets as rows of a table. They have no drafts: what is written is public at once, and undone as it was written."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _
from modelcluster.models import get_serializable_data_for_fields
from wagtail.log_actions import log
from wagtail.models import Locale, ReferenceIndex, TranslatableMixin

from seoulsolution.core.translation_memory import Pair, Side, record_translations

from .columns import ID, VERSION
from .drafting import apply_changes
from .facts import Vocabulary
from .judgements import Judgement
from .state import Entry, Version, version_of_cells
from .tables import SnippetTable
from .verdicts import made_up, may_write
from .words import MISSING, Content, Plain


def content_of(snippet: Any) -> Content:
    """Its columns, as JSON can keep them."""
    found: Content = json.loads(json.dumps(get_serializable_data_for_fields(snippet), cls=DjangoJSONEncoder))
    return found


def read_snippets(table: SnippetTable, user: Any, slugs: Iterable[str], vocabulary: Vocabulary) -> dict[str, Entry]:
    """By id, with two queries."""
    may_edit = may_write(table.model, user, "change")
    originals = table.originals().select_related("locale").filter(slug__in=list(slugs))
    found = {
        snippet.translation_key: Entry(Version(snippet, None, content_of(snippet), may_edit)) for snippet in originals
    }
    others = table.model.objects.filter(translation_key__in=found).exclude(locale__language_code=settings.LANGUAGE_CODE)
    for other in others.select_related("locale"):
        version = Version(other, None, content_of(other), may_edit)
        found[other.translation_key].translations[other.locale.language_code] = version
    for entry in found.values():
        _fill(entry, table, vocabulary)
    return {entry.page.slug: entry for entry in found.values()}


def _fill(entry: Entry, table: SnippetTable, vocabulary: Vocabulary) -> None:
    for column in table.columns.values():
        if column.fact:
            entry.cells[column.name] = column.fact.show(entry.original.content, vocabulary)
        elif column.words:
            version = entry.original if column.is_source else entry.translations.get(column.language)
            text = column.words.value_of(version.content) if version else ""
            entry.cells[column.name] = column.words.show(text)
    entry.cells[ID] = entry.page.slug
    entry.cells[VERSION] = version_of_cells(entry.cells)


def write_snippet(found: Judgement, *, by: Any) -> dict[str, Any]:
    """Write a row in every language that it has. Returns what undoing needs:

    {"snippets": {key: its columns before, None where it is new}, "after": {key: its columns}}.
    """
    before: dict[str, Content | None] = {}
    after: dict[str, Content] = {}
    source = found.entry.page if found.entry else made_up(found)
    if found.entry is None:
        source.locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    written = [source]
    stood = content_of(source) if source.pk else None
    apply_changes(source, found.own_changes, found.vocabulary)
    _save(source, by, before, after, stood)
    for language in [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]:
        other = _other(found, source, language)
        if other is not None:
            stood = content_of(other) if other.pk else None
            _follow(found, source, other, language)
            _save(other, by, before, after, stood)
            written.append(other)
    record_translations([Pair(Side.of(written[0]), [Side.of(other) for other in written[1:]])])
    return {"snippets": before, "after": after}


def _save(snippet: Any, by: Any, before: dict[str, Any], after: dict[str, Any], stood: Content | None) -> None:
    snippet.full_clean()
    snippet.save()
    log(instance=snippet, action="wagtail.edit" if stood else "wagtail.create", user=by, content_changed=True)
    before[str(snippet.pk)] = stood
    after[str(snippet.pk)] = content_of(snippet)


def _other(found: Judgement, source: Any, language: str) -> Any:
    """The snippet in another language; a new one where there is something to say in it."""
    if found.entry and language in found.entry.translations:
        return found.entry.translations[language].page
    if not any(change.value for change in found.changes_in(language)):
        return None
    locale = Locale.objects.get(language_code=language)
    return found.table.model(translation_key=source.translation_key, locale=locale)


def _follow(found: Judgement, source: Any, other: Any, language: str) -> None:
    """Facts are those of the original, words those of the row."""
    words = {kind.field for kind in found.table.words if isinstance(kind, Plain)}
    for column in source._meta.concrete_fields:
        if column.primary_key or column.name in words or column.name in ("translation_key", "locale"):
            continue
        setattr(other, column.attname, _in_language(column, source, other.locale))
    for change in found.changes_in(language):
        setattr(other, change.column.field, "" if change.value in (None, MISSING) else change.value)


def _in_language(column: models.Field[Any, Any], source: Any, locale: Locale) -> Any:
    """A term that it names is the one of the other language; a page is named in the city's language."""
    model = column.related_model
    if not (isinstance(model, type) and issubclass(model, TranslatableMixin)) or hasattr(model, "depth"):
        return getattr(source, column.attname)
    named = getattr(source, column.name)
    other = named.get_translation_or_none(locale) if named else None
    return (other or named).pk if named else None


def reason_to_keep(done: dict[str, Any], model: Any, by: Any) -> str:
    """Why what was written cannot be undone; empty where it can."""
    if not may_write(model, by, "change"):
        return _("You may no longer change it.")
    found = model.objects.in_bulk(done["snippets"])
    for key, after in done["after"].items():
        snippet = found.get(int(key))
        if snippet is None:
            return _("It was deleted since.")
        if content_of(snippet) != after:
            return _("It was changed since.")
        if done["snippets"][key] is None and ReferenceIndex.get_references_to(snippet).exists():
            return _("Something else names it since.")
    return ""


def undo_snippet(done: dict[str, Any], model: Any, by: Any) -> None:
    """Say again what was said before; what was new is deleted."""
    found = model.objects.in_bulk(done["snippets"])
    for key, before in reversed(done["snippets"].items()):
        snippet = found[int(key)]
        if before is None:
            log(instance=snippet, action="wagtail.delete", user=by, deleted=True)
            snippet.delete()
            continue
        for column in snippet._meta.concrete_fields:
            setattr(snippet, column.attname, column.to_python(before[column.name if column.name in before else "pk"]))
        snippet.save()
        log(instance=snippet, action="wagtail.revert", user=by, content_changed=True)
    _remember(model, done)


def _remember(model: Any, done: dict[str, Any]) -> None:
    kept = list(model.objects.select_related("locale").filter(pk__in=done["snippets"]))
    own = [snippet for snippet in kept if snippet.locale.language_code == settings.LANGUAGE_CODE]
    if own:
        others = model.objects.filter(translation_key=own[0].translation_key).exclude(pk=own[0].pk)
        record_translations([Pair(Side.of(own[0]), [Side.of(other) for other in others])])

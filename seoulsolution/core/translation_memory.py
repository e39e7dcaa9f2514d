"""Many translations at a time for wagtail-localize.

`TranslationSource.update_or_create_from_instance` needs several queries for each segment. Here the sources, their
segments and the translated strings of a whole batch are written with a handful of queries for each table, to the
same effect: progress is complete, the translation editor shows the texts, and saving the target gives the very
same target again.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import TranslatableMixin
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments

from .segment_paths import field_path

BATCH = 500
SEGMENTS = (StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment)


@dataclass
class Side:
    """One language version of an object, with its segments as wagtail-localize finds them."""

    instance: Any
    segments: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, instance: TranslatableMixin) -> "Side":
        return cls(instance, extract_segments(instance))

    @property
    def strings(self) -> list[StringSegmentValue]:
        return [segment for segment in self.segments if isinstance(segment, StringSegmentValue)]


@dataclass
class Pair:
    """An object in its source language and in the languages into which it is translated."""

    source: Side
    targets: list[Side]

    @property
    def key(self) -> UUID:
        return self.source.instance.translation_key


def record_translations(pairs: Sequence[Pair]) -> None:
    """Make wagtail-localize know the targets as translations of the sources."""
    with transaction.atomic():
        _Batch(list(pairs)).write()


class _Batch:
    def __init__(self, pairs: list[Pair]) -> None:
        self.pairs = pairs
        self.now = timezone.now()
        self.strings: dict[tuple[int, UUID], String] = {}
        self.templates: dict[UUID, Template] = {}
        self.contexts: dict[tuple[UUID, str], TranslationContext] = {}
        self.sources: dict[UUID, TranslationSource] = {}

    def write(self) -> None:
        self._write_objects()
        self._write_sources()
        self._write_strings()
        self._write_templates()
        self._write_contexts()
        self._write_segments()
        self._write_translated_strings()
        self._write_translations()

    def _write_objects(self) -> None:
        types = {
            pair.key: ContentType.objects.get_for_model(pair.source.instance.get_translation_model())
            for pair in self.pairs
        }
        for pair in self.pairs:
            for segment in pair.source.segments:
                if isinstance(segment, RelatedObjectSegmentValue):
                    types.setdefault(segment.translation_key, segment.content_type)
        TranslatableObject.objects.bulk_create(
            [TranslatableObject(translation_key=key, content_type=type_) for key, type_ in types.items()],
            ignore_conflicts=True,
            batch_size=BATCH,
        )

    def _write_sources(self) -> None:
        known = {
            (source.object_id, source.locale_id): source
            for source in _fetch(TranslationSource, "object_id", [pair.key for pair in self.pairs])
        }
        new: list[TranslationSource] = []
        old: list[TranslationSource] = []
        versions: dict[str, str] = {}
        for pair in self.pairs:
            instance = pair.source.instance
            label = instance._meta.app_label
            if label not in versions:
                versions[label] = get_schema_version(label)
            source = known.get((pair.key, instance.locale_id))
            (old if source else new).append(source := source or TranslationSource(object_id=pair.key))
            source.locale_id = instance.locale_id
            source.specific_content_type = ContentType.objects.get_for_model(type(instance))
            source.object_repr = str(instance)[:200]
            source.content_json = _content_json(instance)
            source.schema_version = versions[label]
            source.last_updated_at = self.now
            self.sources[pair.key] = source
        TranslationSource.objects.bulk_create(new, batch_size=BATCH)
        changed = [
            "specific_content_type",
            "object_repr",
            "content_json",
            "schema_version",
            "last_updated_at",
        ]
        TranslationSource.objects.bulk_update(old, changed, batch_size=BATCH)
        for model in SEGMENTS:
            for part in _batches([source.pk for source in old]):
                model.objects.filter(source_id__in=part).delete()

    def _write_strings(self) -> None:
        wanted = {}
        for pair in self.pairs:
            locale = pair.source.instance.locale_id
            for segment in pair.source.strings:
                data = segment.string.data
                wanted[locale, String._get_data_hash(data)] = data
        for string in _fetch(String, "data_hash", {digest for _locale, digest in wanted}):
            self.strings[string.locale_id, string.data_hash] = string
        new = [
            String(locale_id=key[0], data_hash=key[1], data=data)
            for key, data in wanted.items()
            if key not in self.strings
        ]
        for string in String.objects.bulk_create(new, batch_size=BATCH):
            self.strings[string.locale_id, string.data_hash] = string

    def _write_templates(self) -> None:
        wanted = {}
        for pair in self.pairs:
            for segment in pair.source.segments:
                if isinstance(segment, TemplateSegmentValue):
                    wanted[_template_id(segment)] = segment
        for template in _fetch(Template, "uuid", wanted):
            self.templates[template.uuid] = template
        new = [
            Template(
                uuid=key,
                template=value.template,
                template_format=value.format,
                string_count=value.string_count,
            )
            for key, value in wanted.items()
            if key not in self.templates
        ]
        for template in Template.objects.bulk_create(new, batch_size=BATCH):
            self.templates[template.uuid] = template

    def _write_contexts(self) -> None:
        for context in _fetch(TranslationContext, "object_id", [pair.key for pair in self.pairs]):
            self.contexts[context.object_id, context.path] = context
        new: dict[tuple[UUID, str], TranslationContext] = {}
        for pair in self.pairs:
            for segment in pair.source.segments:
                key = (pair.key, segment.path)
                if key not in self.contexts and key not in new:
                    new[key] = TranslationContext(
                        object_id=pair.key,
                        path=segment.path,
                        path_id=TranslationContext._get_path_id(segment.path),
                        field_path=field_path(pair.source.instance, segment.path),
                    )
        TranslationContext.objects.bulk_create(list(new.values()), batch_size=BATCH)
        self.contexts.update(new)

    def _write_segments(self) -> None:
        rows: dict[type[models.Model], list[models.Model]] = {model: [] for model in SEGMENTS}
        for pair in self.pairs:
            for value in pair.source.segments:
                model, content = self._content(pair, value)
                rows[model].append(
                    model(
                        source=self.sources[pair.key],
                        context=self.contexts[pair.key, value.path],
                        order=value.order,
                        **content,
                    )
                )
        for model, segments in rows.items():
            model._default_manager.bulk_create(segments, batch_size=BATCH)

    def _content(self, pair: Pair, value: Any) -> tuple[type[models.Model], dict[str, Any]]:
        if isinstance(value, StringSegmentValue):
            attributes = json.dumps(value.attrs, cls=DjangoJSONEncoder)
            return StringSegment, {"string": self._string(pair, value), "attrs": attributes}
        if isinstance(value, TemplateSegmentValue):
            return TemplateSegment, {"template": self.templates[_template_id(value)]}
        if isinstance(value, RelatedObjectSegmentValue):
            return RelatedObjectSegment, {"object_id": value.translation_key}
        if isinstance(value, OverridableSegmentValue):
            return OverridableSegment, {"data_json": json.dumps(value.data, cls=DjangoJSONEncoder)}
        raise TypeError(value)

    def _string(self, pair: Pair, value: StringSegmentValue) -> String:
        return self.strings[pair.source.instance.locale_id, String._get_data_hash(value.string.data)]

    def _write_translated_strings(self) -> None:
        rows: dict[tuple[int, int, int], StringTranslation] = {}
        for pair in self.pairs:
            originals = _by_place(pair.source)
            for target in pair.targets:
                for place, segment in _by_place(target).items():
                    if place not in originals:
                        continue
                    row = StringTranslation(
                        translation_of=self._string(pair, originals[place]),
                        locale_id=target.instance.locale_id,
                        context=self.contexts[pair.key, segment.path],
                        data=segment.string.data,
                        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                        created_at=self.now,
                        updated_at=self.now,
                    )
                    rows[row.locale_id, row.translation_of_id, row.context_id] = row
        StringTranslation.objects.bulk_create(
            list(rows.values()),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["locale", "translation_of", "context"],
            update_fields=["data", "translation_type", "updated_at", "has_error", "field_error"],
        )

    def _write_translations(self) -> None:
        known = {
            (translation.source_id, translation.target_locale_id): translation
            for translation in _fetch(Translation, "source_id", [source.pk for source in self.sources.values()])
        }
        new: list[Translation] = []
        old: list[Translation] = []
        logs: list[TranslationLog] = []
        for pair in self.pairs:
            source = self.sources[pair.key]
            for target in pair.targets:
                locale_id = target.instance.locale_id
                translation = known.get((source.pk, locale_id))
                (old if translation else new).append(
                    translation := translation or Translation(source=source, target_locale_id=locale_id)
                )
                translation.translations_last_updated_at = self.now
                translation.destination_last_updated_at = self.now
                revision_id = getattr(target.instance, "latest_revision_id", None)
                logs.append(TranslationLog(source=source, locale_id=locale_id, revision_id=revision_id))
        Translation.objects.bulk_create(new, batch_size=BATCH)
        times = ["translations_last_updated_at", "destination_last_updated_at"]
        Translation.objects.bulk_update(old, times, batch_size=BATCH)
        TranslationLog.objects.bulk_create(logs, batch_size=BATCH)


def _by_place(side: Side) -> dict[tuple[str, int], StringSegmentValue]:
    """Strings by their path and their number there: a rich text holds several under one path."""
    counts: dict[str, int] = {}
    places = {}
    for segment in side.strings:
        number = counts.get(segment.path, 0)
        counts[segment.path] = number + 1
        places[segment.path, number] = segment
    return places


def _template_id(value: TemplateSegmentValue) -> UUID:
    return uuid5(uuid5(Template.BASE_UUID_NAMESPACE, value.format), value.template)


def _content_json(instance: Any) -> str:
    if isinstance(instance, ClusterableModel):
        return str(instance.to_json())
    return json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder)


def _batches(values: Iterable[Any]) -> Iterable[list[Any]]:
    items = list(values)
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _fetch(model: type[models.Model], name: str, values: Iterable[Any]) -> Iterable[Any]:
    for part in _batches(values):
        yield from model._default_manager.filter(**{f"{name}__in": part})

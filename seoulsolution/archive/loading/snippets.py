"""Areas, topics, organisations, events, terms and transfers: snippets in every language."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from seoulsolution.core.translation_memory import Pair, Side, record_translations
from seoulsolution.core.vocabulary import is_in_language

from . import outline, projects, shapes
from .adopter_drafts import transfer_values
from .drafts import claim
from .ledger import Name
from .outline import Record, digest_of
from .shelf import SNIPPET_MODELS, Shelf

HUES = 8


def read_snippets(shelf: Shelf) -> dict[Name, str]:
    """Put every snippet on the shelf and give its state: a digest of what it says in all languages."""
    shelf.snippets.clear()
    codes = {locale.pk: code for code, locale in shelf.locales.items()}
    states: dict[Name, str] = {}
    for kind, model in SNIPPET_MODELS.items():
        versions: dict[str, list[Any]] = defaultdict(list)
        keys: dict[uuid.UUID, str] = {}
        for snippet in model.objects.filter(locale__in=codes).order_by("locale__language_code"):
            key = keys.setdefault(snippet.translation_key, snippet.slug)
            shelf.snippets[kind, key, codes[snippet.locale_id]] = snippet
            versions[key].append(_values(snippet))
        states |= {(kind, key): digest_of(values) for key, values in versions.items()}
    return states


def _values(snippet: Any) -> list[Any]:
    return [field.get_prep_value(getattr(snippet, field.attname)) for field in snippet._meta.concrete_fields]


def _area(area: shapes.Area, language: str, shelf: Shelf) -> dict[str, Any]:
    return {
        "slug": area.id,
        "name": area.name[language],
        "description": area.description[language],
        "icon": area.icon,
        "order": area.order,
        "hue": (area.order - 1) % HUES + 1,
    }


def _topic(topic: shapes.Topic, language: str, shelf: Shelf) -> dict[str, Any]:
    area = shelf.snippet(outline.AREA, topic.area_id, language)
    return {"slug": topic.id, "name": topic.name[language], "area": area}


def _organisation(organisation: shapes.Organisation, language: str, shelf: Shelf) -> dict[str, Any]:
    name, role = organisation.name[language], organisation.role[language]
    return {
        "slug": organisation.id,
        "name": name,
        "acronym": organisation.acronym,
        "kind": organisation.kind,
        "website": organisation.website,
        "seat": shelf.snippet_or_none(outline.PLACE, organisation.seat_id, language),
        "role": role,
        "is_partner": organisation.partner,
        "is_listed": True,
        "is_translated": is_in_language(name, role, language),
        "source": "\n".join(organisation.sources),
        "confidence": organisation.confidence,
        "note": organisation.note[language],
    }


def _event(event: shapes.Event, language: str, shelf: Shelf) -> dict[str, Any]:
    said = claim(event) | {"disputed": event.disputed[language]}
    area = shelf.snippet(outline.AREA, event.area_id, language)
    return {"slug": event.id, "year": event.year, "text": event.text[language], "area": area, **said}


def _term(term: shapes.Term, language: str, shelf: Shelf) -> dict[str, Any]:
    return {
        "slug": term.id,
        "name": term.names[language][0],
        "names": "\n".join(term.names[language]),
        "domain": term.domain,
        "note": term.note[language],
    }


def _place(place: shapes.Place, language: str, shelf: Shelf) -> dict[str, Any]:
    return {
        "slug": place.id,
        "name": place.name[language],
        "kind": place.kind,
        "country": shelf.snippet_or_none(outline.PLACE, place.country_id, language),
        "code": place.code,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "is_home": place.home,
        "other_names": "\n".join(place.other_names),
    }


def _total(total: projects.Total, language: str, shelf: Shelf) -> dict[str, Any]:
    said = claim(total) | {"disputed": total.disputed[language]}
    return {
        "slug": total.id,
        "as_of": total.as_of,
        "area": shelf.snippet_or_none(outline.AREA, total.area_id, language),
        "what": total.what[language],
        "number": total.number,
        "cities": total.cities,
        "countries": total.countries,
        "note": total.note[language],
        **said,
    }


BUILD: dict[str, Callable[[Any, str, Shelf], dict[str, Any]]] = {
    outline.AREA: _area,
    outline.TOPIC: _topic,
    outline.ORGANISATION: _organisation,
    outline.EVENT: _event,
    outline.TERM: _term,
    outline.PLACE: _place,
    outline.TOTAL: _total,
    outline.TRANSFER: transfer_values,
}


def write_snippets(records: list[Record], shelf: Shelf, kinds: Iterable[str]) -> None:
    """Create or change those of `records` that are of these kinds, in every language."""
    for kind in kinds:
        for below in (False, True):
            wanted = [record for record in records if record.kind == kind and _is_below_its_kind(record) is below]
            if wanted:
                _write_kind(kind, wanted, shelf)


def _is_below_its_kind(record: Record) -> bool:
    """Places refer to their countries, which are places too and have to be there first."""
    return isinstance(record.shape, shapes.Place) and bool(record.shape.country_id)


def _write_kind(kind: str, records: list[Record], shelf: Shelf) -> None:
    model = SNIPPET_MODELS[kind]
    new: list[Any] = []
    old: list[Any] = []
    for record in records:
        for language in shelf.languages:
            values = BUILD[kind](record.shape, language, shelf)
            snippet = shelf.snippets.get((kind, record.key, language))
            if snippet is None:
                locale = shelf.locales[language]
                new.append(snippet := model(translation_key=record.translation_key, locale=locale, **values))
                shelf.snippets[kind, record.key, language] = snippet
            else:
                old.append(snippet)
                for name, value in values.items():
                    setattr(snippet, name, value)
    model.objects.bulk_create(new, batch_size=500)
    for snippet in old:
        # Without signals: the indexes are brought up to date below.
        columns = {field.attname: getattr(snippet, field.attname) for field in model._meta.concrete_fields}
        model.objects.filter(pk=snippet.pk).update(**columns)
    _log(new, "wagtail.create")
    _log(old, "wagtail.edit")
    for snippet in [*new, *old]:
        ReferenceIndex.create_or_update_for_object(snippet)
    record_translations([_pair(kind, record, shelf) for record in records])


def _pair(kind: str, record: Record, shelf: Shelf) -> Pair:
    source, *targets = (Side.of(shelf.snippets[kind, record.key, code]) for code in shelf.languages)
    return Pair(source, targets)


def _log(snippets: Iterable[Any], action: str) -> None:
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=ContentType.objects.get_for_model(type(snippet)),
                object_id=str(snippet.pk),
                label=str(snippet),
                action=action,
                timestamp=timezone.now(),
                uuid=uuid.uuid4(),
                content_changed=True,
            )
            for snippet in snippets
        ],
        batch_size=500,
    )


def is_used(kind: str, key: str, shelf: Shelf) -> bool:
    """Whether anything refers to the snippet in any language."""
    versions = [shelf.snippets[kind, key, code] for code in shelf.languages if (kind, key, code) in shelf.snippets]
    for snippet in versions:
        for relation in snippet._meta.related_objects:
            if relation.related_model._base_manager.filter(**{relation.field.name: snippet}).exists():
                return True
        if ReferenceIndex.get_references_to(snippet).exists():
            return True
    return False


def delete_snippets(names: Iterable[Name], shelf: Shelf) -> None:
    for kind, key in names:
        for language in shelf.languages:
            snippet = shelf.snippets.pop((kind, key, language), None)
            if snippet is not None:
                _log([snippet], "wagtail.delete")
                # What it referred to may now be unused.
                ReferenceIndex.remove_for_object(snippet)
                snippet.delete()

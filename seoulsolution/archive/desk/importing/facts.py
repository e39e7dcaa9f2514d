"""Values of a policy that are the same in every language, as they stand in a cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from seoulsolution.core.claims import Confidence
from seoulsolution.core.interface import interface_language
from seoulsolution.core.places import Place
from seoulsolution.core.vocabulary import Organisation, PolicyArea, Term, Topic

from ...loading import limits
from ...loading.faults import WrongValueError
from ...loading.forms import SOURCE
from ...loading.values import Value, shorten, without_doubles
from ...policies.models import Status
from .narrative_text import tidy_line
from .words import Content, rows

MOST_NAMED = 12


@dataclass
class Terms:
    """Terms of one kind in the city's language, by id, and the ids by what they are called in any language."""

    pks: dict[str, int] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    called: dict[str, set[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    # Language, then id: what they are called there.
    names_in: dict[str, dict[str, str]] = field(default_factory=dict)
    # Of a topic: the id of its area.
    areas: dict[str, str] = field(default_factory=dict)

    def named(self) -> dict[str, str]:
        """What each is called in the language of the interface, else in the city's."""
        return self.names | self.names_in.get(interface_language(), {})

    def find(self, text: str) -> str:
        """The id that `text` is or names. Raises WrongValueError."""
        if text in self.pks:
            return text
        found = self.called.get(text.casefold(), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            message = _("“{text}” is the name of several: {ids}; expected an id")
            raise WrongValueError(message.format(text=shorten(text), ids=", ".join(sorted(found))))
        if len(self.pks) <= MOST_NAMED:
            raise _not_one_of(text, self.named().values())
        message = _("“{text}” is not known; expected an id or name that the archive has")
        raise WrongValueError(message.format(text=shorten(text)))


def _not_one_of(text: str, names: Iterable[str]) -> WrongValueError:
    message = _("“{text}” is not known; expected one of: {names}")
    return WrongValueError(message.format(text=shorten(text), names=", ".join(names)))


@dataclass
class Vocabulary:
    areas: Terms
    topics: Terms
    organisations: Terms
    places: Terms

    @classmethod
    def read(cls) -> "Vocabulary":
        """With one query for each kind of term."""
        return cls(_terms(PolicyArea), _terms(Topic), _terms(Organisation), _terms(Place))


def _terms(model: type[Term]) -> Terms:
    terms = Terms()
    columns = ["pk", "slug", "name", "locale__language_code"]
    if model is Topic:
        columns.append("area__slug")
    order = ["order", "slug"] if model is PolicyArea else ["slug"]
    for pk, slug, name, language, *area in model._default_manager.order_by(*order).values_list(*columns):
        terms.called.setdefault(name.casefold(), set()).add(slug)
        terms.names_in.setdefault(language, {})[slug] = name
        if language == settings.LANGUAGE_CODE:
            terms.pks[slug], terms.ids[pk], terms.names[slug] = pk, slug, name
            terms.areas[slug] = area[0] if area else ""
    return terms


class Fact(Protocol):
    @property
    def field(self) -> str: ...

    def show(self, content: Content, vocabulary: Vocabulary) -> str: ...
    def read(self, text: str, vocabulary: Vocabulary) -> Any: ...
    def written(self, value: Any) -> str: ...
    def choices(self, vocabulary: Vocabulary) -> dict[str, str]:
        """What is called what, where there are few enough values to choose from; else nothing."""


def _called(choice: Any) -> set[str]:
    """What a choice is called in the active language: by itself, and under the label of its field."""
    return {str(choice.label).casefold(), str(getattr(choice, "level", choice.label)).casefold()}


@dataclass(frozen=True)
class Single:
    """A column of the page. `labels`: what its values are called, for those who write the label instead."""

    field: str
    kind: Value
    labels: Any = None

    def show(self, content: Content, vocabulary: Vocabulary) -> str:
        return self.written(content.get(self.field))

    def read(self, text: str, vocabulary: Vocabulary) -> Any:
        code = self._code(text)
        if text and self.labels is not None and code not in self.labels.values:
            raise _not_one_of(text, self.choices(vocabulary).values())
        return self.kind.read(code)

    def _code(self, text: str) -> str:
        if self.labels is None or text in self.labels.values:
            return text
        for code, _language in settings.LANGUAGES:
            with override(code):
                for choice in self.labels:
                    if text.casefold() in _called(choice):
                        return str(choice.value)
        return text

    def written(self, value: Any) -> str:
        return "" if value is None else str(value)

    def choices(self, vocabulary: Vocabulary) -> dict[str, str]:
        return {str(choice.value): str(choice.label) for choice in self.labels or ()}


@dataclass(frozen=True)
class Reference:
    """A term that the page names. `are_many`: too many to choose from."""

    field: str
    terms: Callable[[Vocabulary], Terms]
    required: bool = False
    are_many: bool = False

    def show(self, content: Content, vocabulary: Vocabulary) -> str:
        return self.terms(vocabulary).ids.get(content.get(self.field) or 0, "")

    def read(self, text: str, vocabulary: Vocabulary) -> str:
        if not text and not self.required:
            return ""
        if not text:
            return str(limits.ID.read(text))
        return self.terms(vocabulary).find(tidy_line(text))

    def written(self, value: str) -> str:
        return value

    def choices(self, vocabulary: Vocabulary) -> dict[str, str]:
        return {} if self.are_many else self.terms(vocabulary).named()


@dataclass(frozen=True)
class Several:
    """Child rows that name one thing each. `column`: of the row. `mark` parts them."""

    field: str
    column: str
    item: Callable[[str, Vocabulary], Any]
    mark: str = ";"
    name: Callable[[Any, Vocabulary], str] = lambda value, _vocabulary: str(value)

    def show(self, content: Content, vocabulary: Vocabulary) -> str:
        return self.written([self.name(row[self.column], vocabulary) for row in rows(content, self.field)])

    def read(self, text: str, vocabulary: Vocabulary) -> tuple[Any, ...]:
        parts = (part.strip() for part in text.split(self.mark))
        return without_doubles([self.item(part, vocabulary) for part in parts if part])

    def written(self, value: Iterable[Any]) -> str:
        return self.mark.join(str(item) for item in value)

    def choices(self, vocabulary: Vocabulary) -> dict[str, str]:
        return {}


def _goal(text: str, _vocabulary: Vocabulary) -> int:
    return int(limits.GOALS.item.read(text))


def _reference(text: str, _vocabulary: Vocabulary) -> str:
    return str(SOURCE.read(text))


FACTS: tuple[Fact, ...] = (
    Reference("area", lambda vocabulary: vocabulary.areas, required=True),
    Reference("topic", lambda vocabulary: vocabulary.topics),
    Single("year_started", limits.YEAR_OR_NONE),
    Single("year_ended", limits.YEAR_OR_NONE),
    Single("status", limits.STATUS, Status),
    Reference("lead_organisation", lambda vocabulary: vocabulary.organisations, are_many=True),
    Reference("contact_office", lambda vocabulary: vocabulary.organisations, are_many=True),
    Several("goals", "goal", _goal),
    Several(
        "places",
        "place",
        lambda text, vocabulary: vocabulary.places.find(tidy_line(text)),
        name=lambda pk, vocabulary: vocabulary.places.ids.get(pk, ""),
    ),
    Several("readings", "reference", _reference, mark="\n", name=lambda text, _vocabulary: tidy_line(text)),
    Single("confidence", limits.CONFIDENCE, Confidence),
)

"""Values that are the same in every language, as they stand in a cell."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from seoulsolution.core.interface import interface_language
from seoulsolution.core.places import Place
from seoulsolution.core.visibility import is_public
from seoulsolution.core.vocabulary import Organisation, PolicyArea, Term, Topic

from ...loading import limits
from ...loading.faults import WrongValueError
from ...loading.values import Value, Words, shorten, without_doubles
from ...policies.models import PolicyPage
from ...sharing.models import ProjectPage
from ...sharing.transfers import Transfer
from .narrative_text import tidy_line, tidy_lines
from .words import Content, rows

MOST_NAMED = 12
IN_LIBRARY = ("pk", "title", "file")


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
    """Of pages it knows those that are public or that `user` may change: nobody learns of others by naming them."""

    areas: Terms
    topics: Terms
    organisations: Terms
    places: Terms
    user: Any = None

    @classmethod
    def read(cls, user: Any = None) -> "Vocabulary":
        """With one query for each kind of term; what some tables only need is read when it is."""
        return cls(_terms(PolicyArea), _terms(Topic), _terms(Organisation), _terms(Place), user)

    @cached_property
    def policies(self) -> Terms:
        return _page_terms(PolicyPage, self.user)

    @cached_property
    def projects(self) -> Terms:
        return _page_terms(ProjectPage, self.user)

    @cached_property
    def pictures(self) -> Terms:
        return _library(get_image_model(), self.user)

    @cached_property
    def files(self) -> Terms:
        return _library(get_document_model(), self.user)

    @cached_property
    def transfers(self) -> Terms:
        found = Transfer.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        return _named(found.order_by("slug").values_list("pk", "slug", "what"))


def _library(model: Any, user: Any) -> Terms:
    """Pictures or files by their titles, and by the names under which they are kept where a title is that of several.

    Those that the person may not choose are told where a page shows them, and named by nobody.
    """
    terms = Terms()
    policy = policy_registry.get_by_type(model)
    found = model.objects.all() if user is None else policy.instances_user_has_permission_for(user, "choose")
    mine = set(found.values_list("pk", flat=True))
    rows = [(pk, tidy_line(title), Path(kept).name) for pk, title, kept in model.objects.values_list(*IN_LIBRARY)]
    titles = Counter(title.casefold() for _pk, title, _kept in rows)
    for pk, title, kept in rows:
        terms.ids[pk] = name = title if title and titles[title.casefold()] == 1 else kept
        if pk not in mine:
            continue
        terms.pks[name], terms.names[name] = pk, title
        for called in (title, kept):
            terms.called.setdefault(called.casefold(), set()).add(name)
    return terms


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


def _page_terms(model: Any, user: Any) -> Terms:
    seen = Q(is_public())
    if user is not None:
        mine = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        seen |= Q(pk__in=mine.values("pk"))
    pages = model.objects.filter(seen, locale__language_code=settings.LANGUAGE_CODE)
    return _named(pages.order_by("slug").values_list("pk", "slug", "title"))


def _named(found: Iterable[tuple[int, str, str]]) -> Terms:
    terms = Terms()
    for pk, slug, name in found:
        terms.pks[slug], terms.ids[pk], terms.names[slug] = pk, slug, name
        terms.called.setdefault(name.casefold(), set()).add(slug)
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
    """A column of the page. `labels`: what its values are called, for those who write the label instead.

    `has_default`: it always has a value. Where the cell is empty, that which is there stays, or the usual one is taken.
    """

    field: str
    kind: Value
    labels: Any = None
    has_default: bool = False

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
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return tidy_line(value) if isinstance(self.kind, Words) else str(value)

    def choices(self, vocabulary: Vocabulary) -> dict[str, str]:
        return {str(choice.value): str(choice.label) for choice in self.labels or ()}


@dataclass(frozen=True)
class Amount(Single):
    """A number with places after the point, of which none is written that says nothing."""

    def written(self, value: Any) -> str:
        if value in (None, ""):
            return ""
        text = format(Decimal(value), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class TimeThere(Single):
    """A time of the day, without seconds that say nothing."""

    def written(self, value: Any) -> str:
        return "" if value is None else str(value).removesuffix(":00")


@dataclass(frozen=True)
class Lines(Single):
    """Several texts in one column, one on each line."""

    def read(self, text: str, vocabulary: Vocabulary) -> str:
        lines = (tidy_line(line) for line in text.splitlines())
        return "\n".join(str(self.kind.read(line)) for line in lines if line)

    def written(self, value: Any) -> str:
        return tidy_lines(value or "")


@dataclass(frozen=True)
class Codes(Single):
    """Several codes in one column, parted by spaces."""

    is_required: bool = False

    def read(self, text: str, vocabulary: Vocabulary) -> str:
        if self.is_required and not text.strip():
            return str(self.kind.read(""))
        codes = [str(self.kind.read(code)) for code in text.replace(",", " ").replace(";", " ").split()]
        return " ".join(without_doubles(codes))

    def written(self, value: Any) -> str:
        return tidy_line(value or "")


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


@dataclass(frozen=True)
class Named:
    """Child rows that each name a term or a page. `column`: of the row."""

    field: str
    column: str
    terms: Callable[[Vocabulary], Terms]

    def show(self, content: Content, vocabulary: Vocabulary) -> str:
        ids = self.terms(vocabulary).ids
        return self.written([ids[row[self.column]] for row in rows(content, self.field) if row[self.column] in ids])

    def read(self, text: str, vocabulary: Vocabulary) -> tuple[Any, ...]:
        parts = (tidy_line(part) for part in text.replace("\n", ";").split(";"))
        return without_doubles([self.terms(vocabulary).find(part) for part in parts if part])

    def written(self, value: Iterable[Any]) -> str:
        return ";".join(value)

    def choices(self, vocabulary: Vocabulary) -> dict[str, str]:
        return {}


def are_lines(fact: Fact) -> bool:
    """Whether a cell of it may have several lines."""
    return isinstance(fact, Lines) or getattr(fact, "mark", "") == "\n"

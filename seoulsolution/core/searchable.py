"""What can be found: each room declares its texts here, search only asks for them.

A room registers a `Source` for each kind. When something of it appears, changes or goes, `announce` tells whoever
listens, inside the transaction that changes it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils.functional import Promise
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move


@dataclass(frozen=True, slots=True)
class Searchable:
    """One public text in one language.

    `key` is shared by its versions in other languages and never changes; `id` is what addresses and the API call it.
    `passages`: paragraphs in reading order, `also`: words that are searched and not shown (tags). `facets`: values by
    the name of the facet, the same in every language.
    """

    kind: str
    key: str
    id: str
    language: str
    title: str
    line: str
    passages: Sequence[str]
    url: str
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    years: tuple[int | None, int | None] = (None, None)
    also: Sequence[str] = ()

    @property
    def entry(self) -> str:
        return f"{self.kind}:{self.key}"


class Source(Protocol):
    """The texts of one kind. `models`: changes of their rows are announced; they have a translation_key. `name`: what
    several are called, `one`: what one is.

    `weight`: how much a text of this kind is worth to most readers beside a policy, which is worth 1.
    """

    @property
    def kind(self) -> str: ...

    @property
    def weight(self) -> float: ...

    @property
    def name(self) -> Promise | str: ...

    @property
    def one(self) -> Promise | str: ...

    @property
    def models(self) -> Sequence[type[models.Model]]: ...

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        """What an anonymous reader may see, in every language it is really written in; only of `keys`, if given."""
        ...


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow what was found. `names`: the words for its values in the active language, in their order.
    `said`: its values stand beside each thing that was found. `beside`: other words that do, by its kind and facets.
    """

    name: str
    label: Promise | str
    names: Callable[[Collection[str]], Mapping[str, str]]
    said: bool = False
    beside: Callable[[str, Mapping[str, Sequence[str]]], Sequence[str]] | None = None


Listener = Callable[[str, Sequence[str]], None]

_sources: dict[str, Source] = {}
_asked_for_by_name: set[str] = set()
_facets: dict[str, Facet] = {}
_listeners: list[Listener] = []


def sources() -> Iterable[Source]:
    return _sources.values()


def source(kind: str) -> Source:
    return _sources[kind]


def asked_for_by_name() -> list[str]:
    """The kinds whose texts are names and little besides, so that their nearness in meaning says nothing."""
    return sorted(_asked_for_by_name)


def facets() -> Iterable[Facet]:
    """In the order in which readers meet them."""
    return _facets.values()


def register_facet(new: Facet) -> None:
    _facets[new.name] = new


def announce_everything() -> None:
    """Anything may have changed: content was loaded, or a language was added."""
    for listener in _listeners:
        listener("", [])


def listen(listener: Listener) -> None:
    """`listener(kind, keys)` is called for every announcement; without a kind anything may have changed."""
    _listeners.append(listener)


def announce(kind: str, keys: Iterable[object]) -> None:
    """Texts of `kind` with these keys appeared, changed or went."""
    distinct = sorted({str(key) for key in keys})
    for listener in _listeners if distinct else ():
        listener(kind, distinct)


def register(new: Source, *, by_name: bool = False) -> None:
    """Declare a kind of text and announce its changes from now on. `by_name`: as `asked_for_by_name` says.

    A page is saved whenever it is published or withdrawn, in one transaction with its announcement.
    """
    _sources[new.kind] = new
    if by_name:
        _asked_for_by_name.add(new.kind)
    for signal in (post_save, post_delete):
        for model in new.models:
            signal.connect(_on_row, sender=model, dispatch_uid=f"searchable-{id(signal)}-{new.kind}")


def connect() -> None:
    """Announce what moves or is hidden together with the pages above it."""
    post_page_move.connect(_on_move, dispatch_uid="searchable-moved")
    for signal in (post_save, post_delete):
        signal.connect(_on_restriction, sender=PageViewRestriction, dispatch_uid=f"searchable-restricted-{id(signal)}")


def _kinds_of(model: type[models.Model]) -> list[str]:
    return [kind for kind, some in _sources.items() if model in some.models]


def _on_row(sender: type[models.Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        for kind in _kinds_of(sender):
            announce(kind, [instance.translation_key])


def announce_below(path: str) -> None:
    """Announce every text at and below a place in the tree of pages, be it a page or a row of one."""
    for kind, some in _sources.items():
        for model in some.models:
            if where := _place_of(model):
                below = model._default_manager.filter(**{f"{where}__startswith": path})
                announce(kind, below.order_by().values_list("translation_key", flat=True))


def _place_of(model: type[models.Model]) -> str:
    """The column that tells where in the tree its rows stand, empty where they stand in none."""
    if issubclass(model, Page):
        return "path"
    return "page__path" if any(field.name == "page" for field in model._meta.fields) else ""


def _on_move(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    announce_below(Page.objects.values_list("path", flat=True).get(pk=instance.pk))


def _on_restriction(sender: type[models.Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    announce_below(instance.page.path)

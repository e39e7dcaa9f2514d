"""What stands on a page besides its own: a room above registers it, the page's room need not know that room."""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about. `kind` and `key` are those of its `Searchable`, `language` is that of the page.

    `id` is what addresses call it. `named`: the keys of what the page names already; `known`: the same as it was read,
    by id. `facets`: what the page calls its value of a facet.
    """

    kind: str
    key: str
    language: str
    title: str
    line: str
    named: Collection[str] = ()
    facets: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    known: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageSection:
    """`id`: its place in the address of the page. `template` is included with `values` and nothing else."""

    id: str
    title: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


# None or an empty list where there is nothing to say about the subject; several where they are read together.
Provider = Callable[[Subject], PageSection | list[PageSection] | None]

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Ask `provider` for the sections of every page that shows sections."""
    if provider not in _providers:
        _providers.append(provider)


def sections_of(subject: Subject) -> list[PageSection]:
    """The sections of a page in the active language. One that fails is left out: the page is read without it."""
    found: list[PageSection] = []
    for provider in _providers:
        try:
            told = provider(subject)
        except Exception:
            logger.exception("A section of %s %s is left out.", subject.kind, subject.key)
            continue
        found += told if isinstance(told, list) else [told] if told is not None else []
    return found

"""What stands on a page besides its own: a room above registers it, the page's room need not know that room."""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about. `kind` and `key` are those of its `Searchable`, `language` is that of the page.

    `named`: the keys of what the page names already. `facets`: what the page calls its value of a facet.
    """

    kind: str
    key: str
    language: str
    title: str
    line: str
    named: Collection[str] = ()
    facets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageSection:
    """`id`: its place in the address of the page. `template` is included with `values` and nothing else."""

    id: str
    title: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


# None where there is nothing to say about the subject.
Provider = Callable[[Subject], PageSection | None]

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Ask `provider` for a section of every page that shows sections."""
    if provider not in _providers:
        _providers.append(provider)


def sections_of(subject: Subject) -> list[PageSection]:
    """The sections of a page in the active language. One that fails is left out: the page is read without it."""
    found = []
    for provider in _providers:
        try:
            section = provider(subject)
        except Exception:
            logger.exception("A section of %s %s is left out.", subject.kind, subject.key)
            continue
        if section is not None:
            found.append(section)
    return found

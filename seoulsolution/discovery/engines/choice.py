"""Which engine the site uses, by its settings."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings

from .interface import Engine, Store

if TYPE_CHECKING:
    from .cluster.indexes import Indexes

EMBEDDED, CLUSTER = "tantivy", "typesense"
ENGINES = (EMBEDDED, CLUSTER)


def store() -> Store:
    """Where the site keeps its index."""
    if settings.SEARCH_ENGINE == CLUSTER:
        return _cluster(settings.TYPESENSE_PREFIX)
    return _folders(Path(settings.SEARCH_DIR))


def _cluster(prefix: str) -> "Indexes":
    nodes = tuple(settings.TYPESENSE_NODES)
    return _indexes(nodes, settings.TYPESENSE_API_KEY, prefix, Path(settings.SEARCH_DIR))


# An engine loads its packages where it is used: they are memory in every process.
@cache
def _folders(folder: Path) -> Store:
    from .folders import Folders

    return Folders(folder)


@cache
def _indexes(nodes: tuple[str, ...], key: str, prefix: str, folder: Path) -> "Indexes":
    from .cluster.indexes import Indexes
    from .cluster.nodes import Nodes

    return Indexes(Nodes(nodes, key), prefix, folder)


@contextmanager
def throw_away(name: str) -> Iterator[Engine]:
    """An engine with an empty index of its own, which goes when it is no longer needed."""
    if name == CLUSTER:
        indexes = _cluster(f"{settings.TYPESENSE_PREFIX}_{uuid4().hex}")
        index = indexes.make()
        try:
            yield indexes.engine(index)
        finally:
            indexes.throw_away(index)
        return
    with tempfile.TemporaryDirectory(prefix="search-run-") as folder:
        folders = _folders(Path(folder))
        yield folders.engine(folders.make())

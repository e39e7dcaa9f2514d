"""Which engine the site uses, by its settings."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings

from .interface import Engine, Store, Unavailable

if TYPE_CHECKING:
    from .cluster.indexes import Indexes

EMBEDDED, CLUSTER = "tantivy", "typesense"
ENGINES = (EMBEDDED, CLUSTER)


def store() -> Store:
    """Where the site keeps its index."""
    if settings.SEARCH_ENGINE == CLUSTER:
        nodes, key = tuple(settings.TYPESENSE_NODES), settings.TYPESENSE_API_KEY
        return _indexes(nodes, key, settings.TYPESENSE_PREFIX, Path(settings.SEARCH_DIR))
    return _folders(Path(settings.SEARCH_DIR))


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
    """An engine with an empty index of its own, which goes when it is no longer needed.

    Without a cluster in the settings, on a node of this machine that goes with it. Raises Unavailable where there is
    none.
    """
    with tempfile.TemporaryDirectory(prefix="search-run-") as folder:
        if name != CLUSTER:
            folders = _folders(Path(folder))
            yield folders.engine(folders.make())
            return
        with _nodes(Path(folder)) as (nodes, key):
            indexes = _indexes(nodes, key, f"{settings.TYPESENSE_PREFIX}_{uuid4().hex}", Path(folder))
            index = indexes.make()
            try:
                yield indexes.engine(index)
            finally:
                indexes.throw_away(index)


@contextmanager
def _nodes(folder: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """Addresses of nodes, and their key."""
    from .cluster import local_nodes

    if settings.TYPESENSE_NODES:
        yield tuple(settings.TYPESENSE_NODES), settings.TYPESENSE_API_KEY
    elif local_nodes.is_installed():
        with local_nodes.running(1, folder) as cluster:
            yield tuple(cluster.addresses), local_nodes.KEY
    else:
        raise Unavailable("set TYPESENSE_NODES, or install requirements/dev.txt, which brings a node")

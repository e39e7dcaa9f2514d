"""Says what is wrong with the settings of the search engine, before anything starts."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

ENGINES = ("tantivy", "typesense")


def check(*, engine: str, nodes: Sequence[str], key: str) -> None:
    """Raises ImproperlyConfigured with one sentence that says what to change."""
    if engine not in ENGINES:
        raise ImproperlyConfigured(f"SEARCH_ENGINE is {engine!r}: give {' or '.join(ENGINES)}.")
    if engine == "tantivy":
        return
    if not nodes:
        raise ImproperlyConfigured("TYPESENSE_NODES is empty: give the nodes as http://host:port, separated by commas.")
    for node in nodes:
        if not _is_address(node):
            raise ImproperlyConfigured(f"TYPESENSE_NODES has {node!r}: give every node as http://host:port.")
    if not key:
        raise ImproperlyConfigured("TYPESENSE_API_KEY is empty: give the key with which the nodes were started.")


def _is_address(node: str) -> bool:
    try:
        parts = urlsplit(node)
        port = parts.port
    except ValueError:
        return False
    bare = not (parts.path or parts.query or parts.fragment or parts.username)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0 and bare

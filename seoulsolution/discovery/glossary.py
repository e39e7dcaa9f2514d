"""The names that search knows: the site's glossary, and the general word list."""

import threading
import time
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from seoulsolution.core.glossary import glossary_entries

from .lexicon import Lexicon, Name, general_names

# A change made on another machine is known after this many seconds, one made on this machine at once.
STALE_AFTER = 300

_lock = threading.Lock()
_kept: tuple[Lexicon, float, float] | None = None


def lexicon() -> Lexicon:
    """The glossary as it is now, read again when it was changed."""
    global _kept
    changed = changed_at()
    kept = _kept
    if kept is None or kept[1] != changed or time.monotonic() - kept[2] > STALE_AFTER:
        with _lock:
            kept = _kept = (Lexicon([*curated_names(), *_general()]), changed, time.monotonic())
    return kept[0]


@cache
def _general() -> list[list[Name]]:
    return general_names()


def curated_names() -> list[list[Name]]:
    return [
        [
            Name(text, language, True, place)
            for language, names in entry.names.items()
            for place, text in enumerate(names)
        ]
        for entry in glossary_entries()
    ]


def _stamp() -> Path:
    return Path(settings.SEARCH_DIR) / "glossary.changed"


def changed_at() -> float:
    """When the glossary was last changed on this machine, 0 if it never was."""
    try:
        return _stamp().stat().st_mtime
    except OSError:
        return 0.0


def on_change(**kwargs: Any) -> None:
    """Tell every process of this machine, once it is committed, that the glossary changed."""
    transaction.on_commit(_touch, robust=True)


def _touch() -> None:
    _stamp().parent.mkdir(parents=True, exist_ok=True)
    _stamp().touch()

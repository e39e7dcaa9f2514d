"""Keeps the index right: what changes is written down with the change itself and applied after it.

A process that is killed between the two leaves rows that the next one applies; applying twice does no harm. Several
processes may try at once: whoever holds the lock works, also for the others.
"""

import hashlib
import json
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seoulsolution.core import searchable
from seoulsolution.core.searchable import Searchable

from . import meaning
from .engines.choice import CLUSTER, store
from .engines.interface import Document, Engine, Index, Missing, Unavailable
from .models import IndexChange

logger = logging.getLogger(__name__)

# An index with another schema cannot be read by this code.
SCHEMA = 2
# What decides what is written into the index. One that was written by other code is read until a new one is built.
FORM_OF = ("analysis", "engines", "meaning.py", "indexing.py")
CHECK_EVERY = 30
# Seconds that a new process has for its first readers: reading the sentence encoder holds them up.
AFTER_START = 3
# More than this many changes are left to the worker, so that no editor waits for them.
MOST_AT_ONCE = 50
KEPT = timedelta(days=1)
# The rights that one process has at a time: to write the index in use, and to build another.
WRITER, BUILDER = "writer", "builder"
LONGEST_BUILD = 3 * 3600

Progress = Callable[[Sequence[Any], str], Iterable[Any]]


def quiet(items: Sequence[Any], words: str) -> Iterable[Any]:
    return items


@cache
def _about(engine: str) -> dict[str, Any]:
    """What an index would be if it were built now."""
    here = Path(__file__).parent
    names = [*FORM_OF, *(["engines/cluster"] if engine == CLUSTER else [])]
    files = sorted(path for name in names for path in ([here / name] if "." in name else (here / name).glob("*.py")))
    form = hashlib.blake2b(b"".join(path.read_bytes() for path in files), digest_size=12).hexdigest()
    return {"schema": SCHEMA, "form": form, "model": meaning.is_installed()}


def about() -> dict[str, Any]:
    return _about(settings.SEARCH_ENGINE)


def current() -> Index | None:
    """The index in use, None where there is none that can be read. Raises Unavailable."""
    index = store().current()
    return index if index and index.about.get("schema") == SCHEMA else None


def engine() -> Engine:
    """The engine of the index in use. Raises Missing, or Unavailable."""
    index = current()
    if index is None:
        raise Missing
    return store().engine(index.name)


def note(kind: str, keys: Sequence[str]) -> None:
    """Write down what changed, within the transaction that changes it, and apply it once that is committed."""
    IndexChange.objects.bulk_create([IndexChange(kind=kind, key=key) for key in keys or [""]])
    if settings.SEARCH_FOLLOWS:
        transaction.on_commit(_follow, robust=True)


def _follow() -> None:
    try:
        if waiting().exists():
            catch_up(at_most=MOST_AT_ONCE)
    except Unavailable as why:
        logger.warning("What was published will be found later: %s.", why)


def waiting() -> Any:
    return IndexChange.objects.filter(applied_at=None)


def catch_up(*, at_most: int | None = None, progress: Progress = quiet) -> bool:
    """Apply what waits. False where it is left to others: to a process that writes or, if it is much, a later one."""
    index = current()
    if index is None or (at_most is not None and waiting().count() > at_most):
        return False
    with store().lock(WRITER, wait=0.2) as ours:
        if not ours:
            return False
        while changes := list(waiting().order_by("pk")):
            _apply(changes, engine(), progress)
            now = timezone.now()
            IndexChange.objects.filter(pk__in=[change.pk for change in changes]).update(applied_at=now)
        IndexChange.objects.filter(applied_at__lt=timezone.now() - KEPT).delete()
    return True


def _apply(changes: Sequence[IndexChange], target: Engine, progress: Progress = quiet) -> None:
    if any(not change.kind for change in changes):
        _reconcile(target, progress)
        return
    keys: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        keys[change.kind].add(change.key)
    entries = [f"{kind}:{key}" for kind, some in keys.items() for key in some]
    texts = [text for kind, some in keys.items() for text in searchable.source(kind).texts(some)]
    target.write(documents(texts, progress), gone=entries)


def _reconcile(target: Engine, progress: Progress) -> None:
    """Compare everything that can be found with everything in the index, and write the difference."""
    snapshot = target.snapshot()
    held = {shown["key"]: shown for shown in snapshot.shown(snapshot.numbers)}
    texts = {_key(text): text for source in searchable.sources() for text in source.texts()}
    changed = {text.entry for key, text in texts.items() if held.get(key, {}).get("digest") != _digest(text)}
    changed |= {shown["entry"] for key, shown in held.items() if key not in texts}
    if changed:
        target.write(documents([text for text in texts.values() if text.entry in changed], progress), gone=changed)


def rebuild(progress: Progress = quiet) -> int:
    """Build a new index beside the one in use and put it in its place; the number of texts in it."""
    with store().lock(BUILDER, wait=LONGEST_BUILD) as ours:
        if not ours:
            raise TimeoutError("Another process has been building the index for hours.")
        return _build(progress)


def _build(progress: Progress) -> int:
    began = timezone.now()
    index = Index(store().make(), about())
    target = store().engine(index.name)
    texts = [text for source in searchable.sources() for text in source.texts()]
    target.write(documents(texts, progress))
    with store().lock(WRITER, wait=60) as ours:
        if not ours:
            raise TimeoutError("Another process has been writing the index for a minute.")
        meanwhile = list(IndexChange.objects.exclude(applied_at__lt=began))
        if meanwhile:
            _apply(meanwhile, target)
        store().use(index)
        waiting().filter(pk__in=[change.pk for change in meanwhile]).update(applied_at=timezone.now())
    store().sweep()
    return target.snapshot().size


def _is_as_built_now() -> bool:
    index = current()
    return index is not None and index.about == about()


def ensure(progress: Progress = quiet) -> bool:
    """Build the index where there is none, or where this code would build another one; else apply what waits."""
    if _is_as_built_now():
        catch_up(progress=progress)
        return False
    with store().lock(BUILDER, wait=LONGEST_BUILD):
        if not _is_as_built_now():  # Another process may have built it meanwhile.
            _build(progress)
    return True


def state() -> dict[str, Any]:
    """For monitors: whether search answers, how many texts can be found, how many changes wait, whether meanings are
    compared.
    """
    seen = {"engine": settings.SEARCH_ENGINE, "waiting": waiting().count(), "model": meaning.is_installed()}
    try:
        return {"answers": True, "texts": engine().snapshot().size, **seen}
    except Missing:
        return {"answers": False, "texts": 0, **seen}
    except Unavailable:
        return {"answers": False, **seen}


def follow() -> None:
    """In a thread of its own: make ready what searches need, even an index, then apply what others left."""

    def work() -> None:
        time.sleep(AFTER_START)
        while True:
            try:
                meaning.encoder()
                if current() is None:
                    ensure()
                engine().snapshot()
                if waiting().exists():
                    catch_up()
            except Unavailable as why:
                logger.warning("Search does not answer: %s.", why)
            except Exception:
                logger.exception("The search index could not be brought up to date.")
            finally:
                connection.close()
            time.sleep(CHECK_EVERY)

    threading.Thread(target=work, name="search-index", daemon=True).start()


def _key(text: Searchable) -> str:
    return f"{text.entry}:{text.language}"


def _digest(text: Searchable) -> str:
    content = json.dumps(asdict(text), sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(content.encode(), digest_size=12).hexdigest()


def documents(texts: Sequence[Searchable], progress: Progress = quiet) -> Iterator[Document]:
    """What goes into the index for `texts`, with vectors where there is a model."""
    model = meaning.encoder()
    for text in progress(texts, _("Indexing")):
        body = "\n".join(text.passages)
        whole = "\n".join([*text.also, *text.passages])
        yield Document(
            key=_key(text),
            entry=text.entry,
            language=text.language,
            title=text.title,
            text=body,
            tags="\n".join([text.line, *text.also]),
            facets={"kind": [text.kind], **text.facets},
            year=text.years[0] or 0,
            weight=searchable.source(text.kind).weight,
            shown={
                "digest": _digest(text),
                "kind": text.kind,
                "id": text.id,
                "title": text.title,
                "line": text.line,
                "passages": list(text.passages),
                "url": text.url,
                "facets": dict(text.facets),
                "years": text.years,
            },
            vectors=meaning.document_vectors(model, text.title, whole) if model else None,
        )

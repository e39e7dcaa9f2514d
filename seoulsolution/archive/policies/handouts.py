"""PDF of policies and areas: made when they are published, found when they are read.

A handout is two files, `<id>.pdf` and `<id>.json` with what a page says about it, in settings.HANDOUTS_DIR:
`<language>/` for policies, `<language>/areas/` for areas. Only what an anonymous reader may see has one.
"""

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from seoulsolution.core.typesetting import TEMPLATES, FontsMissing, TypesettingFailed, typeset

from .handout_areas import area_contents
from .handout_contents import Contents, edition, policy_contents
from .models import AreaPage, PolicyPage

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Handout:
    """A PDF that is ready. `size` in bytes."""

    url: str
    size: int
    pages: int
    made_at: datetime


class Outcome(StrEnum):
    MADE = "made"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    FAILED = "failed"


def handout_path(*, language: str, slug: str, is_area: bool = False) -> Path:
    folder = Path(settings.HANDOUTS_DIR) / language
    return (folder / "areas" if is_area else folder) / f"{slug}.pdf"


def path_of(page: Page) -> Path:
    return handout_path(language=page.locale.language_code, slug=page.slug, is_area=isinstance(page, AreaPage))


def find_handout(page: Page) -> Handout | None:
    """The PDF of a policy or an area in its language, None while it is being made."""
    note = _read_note(path_of(page))
    if note is None:
        return None
    name = "area-handout" if isinstance(page, AreaPage) else "handout"
    url = reverse(name, kwargs={"language": page.locale.language_code, "slug": page.slug})
    return Handout(url, note["size"], note["pages"], datetime.fromisoformat(note["made_at"]))


def _read_note(path: Path) -> dict | None:
    try:
        note = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return note if isinstance(note, dict) and "digest" in note else None


def public_pages(ids: Iterable[int] | None = None) -> list[Page]:
    """Published, public policies and areas that are no aliases, areas last; all of them without `ids`."""
    pages: list[Page] = []
    for model in (PolicyPage, AreaPage):
        found = model._default_manager.live().public().filter(alias_of__isnull=True)
        if ids is not None:
            found = found.filter(pk__in=list(ids))
        pages += found.select_related("locale", *model.read_with).order_by("pk")
    return pages


def make_handout(page: Page, *, force: bool = False) -> Outcome:
    """Make the PDF of `page` unless it would say what it says already; remove it when the page is not public.

    A failure is logged and leaves the PDF that was there.
    """
    found = public_pages([page.pk])
    if not found:
        remove_handout(page)
        return Outcome.REMOVED
    page = found[0]
    try:
        with translation.override(page.locale.language_code):
            outcome = _make(page, force=force)
    except (FontsMissing, TypesettingFailed) as fault:
        logger.error("handout of page %s (%s) not made: %s", page.pk, page.slug, fault)
        return Outcome.FAILED
    except Exception:  # whatever it is, publishing goes on and the previous PDF stays
        logger.exception("handout of page %s (%s) not made", page.pk, page.slug)
        return Outcome.FAILED
    if not public_pages([page.pk]):  # withdrawn while it was made
        remove_handout(page)
        return Outcome.REMOVED
    return outcome


def _make(page: Page, *, force: bool) -> Outcome:
    contents = area_contents(page) if isinstance(page, AreaPage) else policy_contents(page)
    if contents is None:
        remove_handout(page)
        return Outcome.REMOVED
    path = path_of(page)
    digest = _digest(contents)
    note = _read_note(path)
    if not force and note is not None and note["digest"] == digest and path.exists():
        return Outcome.UNCHANGED
    template = "area.typ" if isinstance(page, AreaPage) else "policy.typ"
    done = typeset(template, contents.data, pictures=contents.pictures, made_at=page.last_published_at)
    if done.unshown:
        logger.warning("no font has these characters of page %s (%s): %s", page.pk, page.slug, done.unshown)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, done.pdf)
    note = {
        "pages": done.pages,
        "size": len(done.pdf),
        "made_at": timezone.now().isoformat(),
        "edition": edition(page),
        "digest": digest,
    }
    _write(path.with_suffix(".json"), json.dumps(note).encode())
    return Outcome.MADE


def _digest(contents: Contents) -> str:
    """Of everything that decides what the PDF looks like, except the fonts."""
    said = hashlib.sha256(json.dumps(contents.data, sort_keys=True, ensure_ascii=False, default=str).encode())
    for name in sorted(contents.pictures):
        said.update(name.encode() + hashlib.sha256(contents.pictures[name]).digest())
    for template in sorted(TEMPLATES.glob("*.typ")):
        said.update(template.read_bytes())
    return said.hexdigest()


def _write(path: Path, content: bytes) -> None:
    """The whole file or the one that was there, never a part."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def remove_handout(page: Page, *, slug: str | None = None) -> None:
    """Delete the PDF of `page`, or the one that it had under another slug."""
    path = path_of(page)
    if slug is not None:
        path = path.with_name(f"{slug}.pdf")
    path.with_suffix(".json").unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def sweep(public: Iterable[Page]) -> int:
    """Delete every PDF that belongs to none of the `public` pages; the number deleted."""
    kept = {path_of(page) for page in public}
    strays = [path for path in Path(settings.HANDOUTS_DIR).glob("**/*.pdf") if path not in kept]
    for path in strays:
        path.with_suffix(".json").unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    return len(strays)


def connect() -> None:
    """Listen to what is published."""
    from . import handout_events

    handout_events.connect()

"""The sizes and forms in which readers get a picture: made after publication, not while a reader waits."""

import logging
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django_tasks import task
from wagtail.images.models import Filter
from wagtail.images.models import Picture as Variants
from wagtail.images.shortcuts import get_rendition_or_not_found

from .pictures import Picture, PictureRendition

logger = logging.getLogger(__name__)

# One column of text on a phone, on a desk, and on a screen with twice as many points.
WIDTHS = (400, 800, 1600)
FORMS = ("jpeg", "webp", "avif")
# What every browser shows. It is small work: a reader who comes before the others are made waits for it alone.
PLAIN = "width-800|format-jpeg"
# How wide the column is, in the words of style sheets.
SIZES = "(min-width: 64em) 800px, calc(100vw - 32px)"
# What takes long gives way to what readers wait for.
AFTER_OTHERS = -50


def specs(picture: Picture) -> list[str]:
    """In the order in which they are made, quick ones first. Nothing is made larger than it is."""
    widths = [width for width, smaller in zip(WIDTHS, (0, *WIDTHS), strict=False) if smaller < picture.width]
    plain = [PLAIN] if len(widths) == 1 else [PLAIN, f"width-{WIDTHS[0]}|format-jpeg"]
    return [*plain, *(f"width-{width}|format-{form}" for form in FORMS[1:] for width in widths)]


def fetch(keys: Collection[int], pictures: Iterable[Picture] = ()) -> dict[int, Picture]:
    """The pictures `keys` with all their renditions, and those of `pictures`, which are read already: one query.

    One more for pictures of which nothing has been made yet.
    """
    known = list(pictures)
    found: dict[int, Picture] = {}
    made: dict[int, list[PictureRendition]] = {picture.pk: [] for picture in known}
    if not keys and not known:
        return found
    for rendition in PictureRendition.objects.filter(image__in=[*keys, *made]).select_related("image"):
        found.setdefault(rendition.image_id, rendition.image)
        made.setdefault(rendition.image_id, []).append(rendition)
    missing = set(keys) - set(found)
    if missing:
        found |= Picture.objects.in_bulk(missing)
    for picture in [*found.values(), *known]:
        picture.prefetched_renditions = made.get(picture.pk, [])
    return found


def variants(picture: Picture, attributes: dict[str, Any]) -> Variants:
    """The <picture> element of what has been made of `picture` so far."""
    wanted = specs(picture)
    found = {each.spec: made for each, made in picture.find_existing_renditions(*map(Filter, wanted)).items()}
    if PLAIN not in found:
        found[PLAIN] = get_rendition_or_not_found(picture, PLAIN)
    made = {spec: found[spec] for spec in wanted if spec in found}
    # One size of a kind needs no choice.
    return Variants(made, {"sizes": SIZES, **attributes} if len(made) > len(FORMS) else attributes)


@task(priority=AFTER_OTHERS)
def make(ids: list[int]) -> None:
    """Every rendition of the pictures `ids`, one after the other: each needs the whole picture in memory."""
    for picture in Picture.objects.filter(pk__in=ids):
        for spec in specs(picture):
            try:
                picture.get_rendition(spec)
            except Exception:
                logger.exception("The rendition %s of picture %s cannot be made.", spec, picture.pk)


def make_later(ids: Collection[int]) -> None:
    """After the transaction; a failure there must not fail what was published."""
    if ids:
        transaction.on_commit(lambda: make.enqueue(sorted(ids)), robust=True)

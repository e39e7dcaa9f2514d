"""What a picture must have before readers see it, asked wherever a page is about to be published."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.signals import page_published

from ..hindrances import Hindrance
from ..passages import foreign_language
from . import renditions
from .showing import SAID, FileRow, PictureRow, ShownPicture

BLOCK = "picture"
# What a page says of a picture in its own words.
OF_THE_PAGE = {"alternative", "caption"}


def words(shown: ShownPicture) -> str:
    """Which picture lacks what, in the language that is active."""
    fields = _(", ").join(str(SAID[name]) for name in shown.lacks)
    return _("The picture “%(picture)s” lacks: %(fields)s.") % {"picture": shown.picture.title, "fields": fields}


def picture_blocks(page: Page) -> Iterator[Any]:
    """The values of the picture blocks of `page`."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = field.value_from_object(page)
            if any(raw["type"] == BLOCK for raw in stream.raw_data):
                yield from (block.value for block in stream if block.block_type == BLOCK)


def _rows(page: Page, kind: type[Any] = PictureRow) -> Iterator[Any]:
    for relation in get_all_child_relations(type(page)):
        if issubclass(relation.related_model, kind):
            yield from getattr(page, relation.get_accessor_name()).all()


def shown_pictures(page: Page) -> list[ShownPicture]:
    """Every picture of `page`, in its rows and in its narrative."""
    rows = [row.shown for row in _rows(page) if row.image_id]
    return [*rows, *(value.shown for value in picture_blocks(page) if value["image"])]


def unfinished_pictures(page: Page) -> list[Hindrance]:
    """The pictures of `page` that lack something, with the words that they have got since it was saved.

    One that stands there twice and lacks the same is told once.
    """
    take_words(page)
    found = {(shown.picture.pk, tuple(shown.lacks)): shown for shown in shown_pictures(page) if shown.lacks}
    return [_hindrance(shown, page) for shown in found.values()]


def _hindrance(shown: ShownPicture, page: Page) -> Hindrance:
    """What the page says of a picture is put right in the page, everything else with the picture, which leads back."""
    back = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.pk else ""
    if back and OF_THE_PAGE.issuperset(shown.lacks):
        return Hindrance(partial(words, shown), back, gettext_lazy("Say it on the page"))
    address = reverse("wagtailimages:edit", args=[shown.picture.pk]) + (f"?{urlencode({'next': back})}" if back else "")
    return Hindrance(partial(words, shown), address, gettext_lazy("Complete the picture"))


def take_words(page: Page) -> None:
    """Words that the page leaves empty are the picture's own, if they are in its language; a title is the file's."""
    language = page.locale.language_code if page.locale_id else ""

    def fit(text: str) -> str:
        return "" if foreign_language(text, language) else text

    for row in _rows(page):
        if row.image_id:
            row.alternative = row.alternative or fit(row.image.description)
            row.caption = row.caption or fit(row.image.caption)
    for value in picture_blocks(page):
        if value["image"] and not value["caption"]:
            value["caption"] = fit(value["image"].caption)
    for row in _rows(page, FileRow):
        if row.document_id and not row.title:
            row.title = row.document.title[: row._meta.get_field("title").max_length]


def fetch_pictures(page: Page, rows: Sequence[Any]) -> None:
    """Read the pictures of `rows`, which belong to `page`, and of its narrative, with what readers get of them."""
    inside = [value["image"] for value in picture_blocks(page) if value["image"]]
    pictures = renditions.fetch({row.image_id for row in rows}, inside)
    for row in rows:
        row.image = pictures[row.image_id]


def _on_publish(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    renditions.make_later({shown.picture.pk for shown in shown_pictures(instance)})


def connect() -> None:
    page_published.connect(_on_publish, dispatch_uid="pictures-published")

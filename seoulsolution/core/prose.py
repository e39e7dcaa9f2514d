"""Blocks of narrative. What is searched, filtered or counted is a column, not a block."""

from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from .files.showing import ShownPicture

RICH_TEXT = ["bold", "italic", "link"]


class PictureValue(blocks.StructValue):
    @property
    def shown(self) -> ShownPicture:
        image = self["image"]
        return ShownPicture(image, image.contextual_alt_text or "", self["caption"], bool(image.decorative))


class PictureChoice(ImageBlock):
    """With a label for the chooser, which Wagtail calls “Image” in every language. Migrations know it as Wagtail's."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.child_blocks["image"].label = _("picture")


class Picture(blocks.StructBlock):
    """A picture in the words of the page. Who made it, and under which terms, is known of the picture itself."""

    image = PictureChoice(label=_("picture"))
    caption = blocks.CharBlock(
        label=_("caption"),
        required=False,
        max_length=300,
        help_text=_("Left empty, it is taken from the picture when the page is saved."),
    )

    class Meta:
        icon = "image"
        label = _("picture")
        template = "components/prose/picture.html"
        value_class = PictureValue


def has_text(prose: blocks.StreamValue) -> bool:
    """Whether somebody wrote something there: headings and pictures alone are no text."""
    return any(_is_text(block) for block in prose)


def _is_text(block: Any) -> bool:
    if block.block_type == "paragraph":
        return bool(strip_tags(block.value.source).replace("&nbsp;", " ").strip())
    return block.block_type == "points" and any(point.strip() for point in block.value)


class Prose(blocks.StreamBlock):
    """Text of an article section."""

    heading = blocks.CharBlock(label=_("heading"), icon="title", template="components/prose/heading.html")
    paragraph = blocks.RichTextBlock(
        label=_("paragraph"), features=RICH_TEXT, icon="pilcrow", template="components/prose/paragraph.html"
    )
    points = blocks.ListBlock(
        blocks.TextBlock(label=_("point"), rows=2),
        label=_("list"),
        icon="list-ul",
        template="components/prose/points.html",
    )
    picture = Picture()

    class Meta:
        required = False

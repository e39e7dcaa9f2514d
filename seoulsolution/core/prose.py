"""Blocks of narrative. What is searched, filtered or counted is a column, not a block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

RICH_TEXT = ["bold", "italic", "link"]


class Picture(blocks.StructBlock):
    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"))
    credit = blocks.CharBlock(label=_("author and licence"))

    class Meta:
        icon = "image"
        label = _("picture")
        template = "components/prose/picture.html"


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

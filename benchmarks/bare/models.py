from wagtail.fields import RichTextField
from wagtail.models import Page


class BarePage(Page):
    """A title and a text, routed and served by stock Wagtail."""

    body = RichTextField()
    template = "bare/page.html"

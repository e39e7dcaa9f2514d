"""The home page and pages of plain text."""

from html import unescape

from django.db import models
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin

from seoulsolution.core.pages import ArchivePage
from seoulsolution.core.prose import Prose

LONGEST_OPENING = 200


class HomePage(ArchivePage):
    """The first page of a language. Its children make the main menu."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("What the archive is. {policies}, {manuals} and {sources} become counted numbers."),
    )

    public_fields = ("title", "introduction")
    summary_field = "introduction"
    # Home pages stand beside each other in the tree, so that each has a slug of its own.
    override_translatable_fields = []
    parent_page_types = ["wagtailcore.Page"]
    is_creatable = True
    template = "pages/home.html"
    shows = "seoulsolution.archive.front.home.home"
    content_panels = [
        *ArchivePage.content_panels,
        FieldPanel("introduction"),
        InlinePanel("examples", label=_("example search")),
        InlinePanel("featured", label=_("featured policy")),
    ]

    class Meta:
        verbose_name = _("home page")


class ExampleSearch(TranslatableMixin, Orderable):
    page = ParentalKey(HomePage, related_name="examples", on_delete=models.CASCADE)
    words = models.CharField(_("words"), max_length=80)

    panels = [FieldPanel("words")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        pass


class FeaturedPolicy(TranslatableMixin, Orderable):
    page = ParentalKey(HomePage, related_name="featured", on_delete=models.CASCADE)
    policy = models.ForeignKey(
        "archive.PolicyPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("policy")
    )

    panels = [PageChooserPanel("policy")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        pass


class TextPage(ArchivePage):
    """An article: about, terms, accessibility."""

    body = StreamField(Prose(), verbose_name=_("text"), blank=True)

    public_fields = ("title", "body")

    parent_page_types = ["archive.HomePage", "archive.TextPage"]
    is_creatable = True
    template = "pages/text.html"
    content_panels = [*ArchivePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("text page")

    @property
    def opening(self) -> str:
        """Its first paragraph, without markup and not longer than is shown of a page elsewhere."""
        paragraphs = (block.value.source for block in self.body if block.block_type == "paragraph")
        return Truncator(unescape(strip_tags(next(paragraphs, "")))).chars(LONGEST_OPENING)

"""The page on which readers look up what things are called."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from seoulsolution.core.pages import ArchivePage


class GlossaryPage(ArchivePage):
    """Every term of the glossary by its first letter. The terms themselves are snippets."""

    introduction = models.TextField(_("introduction"), blank=True)

    public_fields = ("title", "introduction")

    parent_page_types = ["archive.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    is_creatable = True
    template = "pages/glossary.html"
    shows = "seoulsolution.archive.glossary.queries.glossary"
    content_panels = [*ArchivePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

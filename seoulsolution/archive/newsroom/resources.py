"""Resources: reports, studies, brochures and lectures that readers take home."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.choices import label_of
from seoulsolution.core.language_codes import check_language_codes, language_names, split_codes
from seoulsolution.core.pages import ArchivePage, SectionPage
from seoulsolution.core.visibility import ArchiveManager
from seoulsolution.core.vocabulary import Organisation

from ..policies.evidence import YEARS


class ResourceIndexPage(SectionPage):
    """Every resource of the archive."""

    parent_page_types = ["archive.HomePage"]
    subpage_types = ["archive.ResourcePage"]
    template = "pages/resources.html"
    shows = "seoulsolution.archive.newsroom.lists.resources"

    class Meta:
        verbose_name = _("list of resources")
        verbose_name_plural = _("lists of resources")


class ResourceKind(models.TextChoices):
    REPORT = "report", pgettext_lazy("kind of resource", "Report")
    STUDY = "study", _("Study")
    BROCHURE = "brochure", _("Brochure")
    LECTURE = "lecture", _("Lecture or video")


class ResourcePage(ArchivePage):
    """A report, study, brochure or lecture: what it is, who made it, in which languages, and where it is had."""

    kind = models.CharField(_("kind"), max_length=8, choices=ResourceKind.choices, db_index=True)
    languages = models.CharField(
        _("languages of the material"),
        max_length=60,
        validators=[check_language_codes],
        help_text=_("Codes of ISO 639, parted by spaces: ko en. Readers see the names of the languages."),
    )
    authors = models.CharField(
        _("authors"), max_length=300, blank=True, help_text=_("As the material names them. Empty where it names none.")
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("When it was published. Empty where it is not known."),
    )
    publisher = models.ForeignKey(
        Organisation,
        verbose_name=_("publisher"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published_resources",
    )
    summary = models.TextField(
        _("summary"), help_text=_("What it is about and for whom, in two or three sentences. Lists and feeds show it.")
    )
    address = models.URLField(
        _("address"), max_length=500, blank=True, help_text=_("Where its publisher offers it, if that is on the web.")
    )
    video_address = models.URLField(
        _("address of the video"),
        max_length=500,
        blank=True,
        help_text=_("Readers follow it to the video; nothing is shown in the page."),
    )
    transcript = models.TextField(
        _("transcript or summary of the video"),
        blank=True,
        help_text=_("What is said in it, for those who cannot hear it or have no line for it. A video needs it."),
    )

    objects = ArchiveManager()

    override_translatable_fields = [
        *ArchivePage.override_translatable_fields,
        SynchronizedField("languages"),
    ]
    summary_field = "summary"
    read_with = ("publisher",)
    public_fields = (
        *("title", "kind", "languages", "authors", "year", "publisher", "summary", "address", "files"),
        *("video_address", "transcript", "policies", "keywords"),
    )
    parent_page_types = ["archive.ResourceIndexPage"]
    subpage_types: list[str] = []
    is_creatable = True
    template = "pages/resource.html"
    shows = "seoulsolution.archive.newsroom.queries.resource"
    content_panels = [
        *ArchivePage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("languages"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("authors"), FieldPanel("publisher")]),
        FieldPanel("summary"),
        InlinePanel("files", heading=_("Files"), label=_("file")),
        FieldPanel("address"),
        MultiFieldPanel([FieldPanel("video_address"), FieldPanel("transcript")], heading=_("Video")),
        InlinePanel("policies", heading=_("Related policies"), label=_("policy")),
        InlinePanel("keywords", heading=_("Tags"), label=_("tag")),
    ]

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    def clean(self) -> None:
        super().clean()
        self.languages = " ".join(split_codes(self.languages))
        if self.video_address and not self.transcript.strip():
            message = _("A video needs a transcript or a summary: not everybody can hear it.")
            raise ValidationError({"transcript": message})

    def get_kind_display(self) -> str:
        return label_of(ResourceKind, self.kind)

    @property
    def language_names(self) -> list[str]:
        return language_names(self.languages)

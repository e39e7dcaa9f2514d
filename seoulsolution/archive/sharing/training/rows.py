"""The rows of the training pages: history and centres of the institute, policies and material of a programme."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.claims import Claim
from seoulsolution.core.files.showing import FileRow
from seoulsolution.core.page_rows import PageClaim, PageRow
from seoulsolution.core.partial_dates import LENGTH, check_partial_date
from seoulsolution.core.places import Place

from ...policies.evidence import POLICY

TRAINING = "archive.TrainingPage"
PROGRAMME = "archive.ProgrammePage"


class TrainingFact(PageClaim):
    """Something that happened to the institute, or that was counted of its training."""

    page = ParentalKey(TRAINING, related_name="history", on_delete=models.CASCADE)
    when = models.CharField(
        pgettext_lazy("fact", "when"),
        max_length=LENGTH,
        validators=[check_partial_date],
        help_text=_("A day, a month or a year: 2016-06-08, 2016-06, 2016."),
    )
    text = models.TextField(_("what happened"))

    override_translatable_fields = [*Claim.override_translatable_fields, SynchronizedField("when")]
    panels = [FieldPanel("when"), FieldPanel("text"), *Claim.claim_panels]

    class Meta(PageClaim.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("history")

    def __str__(self) -> str:
        return f"{self.when} {self.text}"


class TrainingCentre(PageClaim):
    """A centre of the institute in one city."""

    page = ParentalKey(TRAINING, related_name="centres", on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=200)
    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=200, help_text=_("For which part of the world it is there."))
    since = models.CharField(
        pgettext_lazy("centre", "since"),
        max_length=LENGTH,
        blank=True,
        validators=[check_partial_date],
        help_text=_("As exactly as it is known: 2008-03 or 2008."),
    )
    note = models.TextField(_("note"), blank=True)

    # Read with the rows, in one query.
    read_beside = {"city": "place__name", "country": "place__country__name"}
    override_translatable_fields = [*Claim.override_translatable_fields, SynchronizedField("since")]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("place"), FieldPanel("since")]),
        FieldPanel("role"),
        FieldPanel("note"),
        *Claim.claim_panels,
    ]

    class Meta(PageClaim.Meta):
        verbose_name = _("centre")
        verbose_name_plural = _("centres")

    def __str__(self) -> str:
        return self.name


class ProgrammePolicy(PageRow):
    """A policy that the programme is about. It is named in its source language and read in the reader's."""

    page = ParentalKey(PROGRAMME, related_name="policies", on_delete=models.CASCADE)
    policy = models.ForeignKey(POLICY, verbose_name=_("policy"), related_name="+", on_delete=models.CASCADE)

    panels = [PageChooserPanel("policy")]

    class Meta(PageRow.Meta):
        verbose_name = _("policy")
        verbose_name_plural = _("policies that it is about")


class ProgrammeMaterial(FileRow, PageRow):
    """What was handed out or recorded: a file of the archive, or a lecture at another address."""

    page = ParentalKey(PROGRAMME, related_name="materials", on_delete=models.CASCADE)
    document = models.ForeignKey(  # type: ignore[assignment] # instead of a file there may be an address
        "core.ArchiveFile",
        verbose_name=_("file"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    url = models.URLField(_("address"), blank=True, max_length=500, help_text=_("Of a lecture or text elsewhere."))

    panels = [FieldPanel("document"), FieldPanel("url"), FieldPanel("title")]

    class Meta(PageRow.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def clean(self) -> None:
        super().clean()
        if bool(self.document_id) == bool(self.url):
            raise ValidationError({"document": _("Choose a file or give an address, one of the two.")})
        if self.url and not self.title.strip():
            raise ValidationError({"title": _("Say what is at the address: it has no title of its own.")})

"""The Seoul Policy Office: how the city developed, and its key indicators."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.claims import Claim
from seoulsolution.core.numbers import format_number
from seoulsolution.core.pages import ArchivePage
from seoulsolution.core.vocabulary import PolicyArea

from .evidence import YEARS


class TimelineEvent(Claim):
    """A dated event of the city's development."""

    slug = models.SlugField(_("id"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"), db_index=True, validators=YEARS)
    text = models.TextField(_("event"))
    area = models.ForeignKey(PolicyArea, verbose_name=_("area"), on_delete=models.PROTECT, related_name="events")

    override_translatable_fields = [*Claim.override_translatable_fields, SynchronizedField("slug")]
    panels = [
        FieldPanel("slug"),
        FieldPanel("year"),
        FieldPanel("text"),
        FieldPanel("area"),
        *Claim.claim_panels,
    ]

    class Meta(Claim.Meta):
        verbose_name = _("timeline event")
        verbose_name_plural = _("timeline events")
        ordering = ("year", "slug")
        unique_together = [("translation_key", "locale"), ("slug", "locale")]

    def __str__(self) -> str:
        return f"{self.year} {self.text}"


class PolicyOfficePage(ArchivePage):
    """The city's development as a timeline, and its indicators below."""

    introduction = models.TextField(_("introduction"), blank=True)
    curve_indicator = models.ForeignKey(
        "archive.IndicatorPage",
        verbose_name=_("curve beside the timeline"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    public_fields = ("title", "introduction")
    summary_field = "introduction"
    parent_page_types = ["archive.PolicyIndexPage"]
    subpage_types = ["archive.IndicatorPage"]
    is_creatable = True
    template = "pages/policy_office.html"
    shows = "seoulsolution.archive.policies.indicators.office"
    content_panels = [*ArchivePage.content_panels, FieldPanel("introduction"), FieldPanel("curve_indicator")]

    class Meta:
        verbose_name = _("policy office")


class IndicatorPage(RoutablePageMixin, ArchivePage):
    """One series of figures under one definition. Another definition is another page."""

    unit = models.CharField(_("unit"), max_length=60)
    area = models.ForeignKey(PolicyArea, verbose_name=_("area"), on_delete=models.PROTECT, related_name="indicators")
    definition = models.TextField(_("definition and method"), blank=True)
    see_also = models.ForeignKey(
        "self",
        verbose_name=_("the same under another definition"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    read_with = ("area", "see_also")
    public_fields = ("title", "unit", "definition", "see_also", "observations")
    summary_field = "definition"
    parent_page_types = ["archive.PolicyOfficePage"]
    subpage_types: list[str] = []
    is_creatable = True
    template = "pages/indicator.html"
    shows = "seoulsolution.archive.policies.indicators.indicator"
    content_panels = [
        *ArchivePage.content_panels,
        FieldPanel("unit"),
        FieldPanel("area"),
        FieldPanel("definition"),
        FieldPanel("see_also"),
        InlinePanel("observations", heading=_("Figures"), label=_("figure")),
    ]

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    @path("")
    def chart(self, request: HttpRequest) -> HttpResponse:
        return self.render(request)

    @path("csv/", name="csv")
    def csv(self, request: HttpRequest) -> HttpResponse:
        from .indicators import indicator_csv

        return indicator_csv(self)


class Observation(Claim, Orderable):
    """One figure of one year."""

    page = ParentalKey(IndicatorPage, related_name="observations", on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6)
    segment = models.PositiveSmallIntegerField(
        _("segment"),
        default=1,
        help_text=_("Figures of another definition or handling get another number and are not joined in the chart."),
    )
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("value"), FieldPanel("segment")]),
        FieldPanel("note"),
        *Claim.claim_panels,
    ]
    override_translatable_fields = Claim.override_translatable_fields

    class Meta(Claim.Meta, Orderable.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return f"{self.year}: {format_number(self.value)}"

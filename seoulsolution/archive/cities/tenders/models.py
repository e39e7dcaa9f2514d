"""Tenders and calls of other cities, for those who can answer them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.amounts import amount_field, check_amount, currency_field
from seoulsolution.core.claims import Confidence, confidence_panel
from seoulsolution.core.closings import LONGEST_ZONE, Closing, check_time_zone
from seoulsolution.core.pages import ArchivePage, SectionPage
from seoulsolution.core.places import Place
from seoulsolution.core.visibility import ArchiveManager
from seoulsolution.core.vocabulary import PolicyArea

from .closing import changes_after


class TendersPage(SectionPage):
    """The list of all tenders and calls."""

    parent_page_types = ["archive.CitiesPage"]
    subpage_types = ["archive.TenderPage"]
    template = "pages/tenders.html"
    shows = "seoulsolution.archive.cities.tenders.queries.tenders"

    class Meta:
        verbose_name = _("tenders and calls abroad")
        verbose_name_plural = _("tenders and calls abroad")

    @property
    def changes_at(self) -> datetime | None:
        """The list says what is open and what is closed."""
        from . import lines

        return lines.next_change_of_any(self.locale.language_code, timezone.now())


class TenderPage(ArchivePage):
    """A tender or a call of a city abroad."""

    place = models.ForeignKey(
        Place,
        verbose_name=_("city"),
        on_delete=models.PROTECT,
        related_name="tenders",
        help_text=_("Whose tender it is. It stands on the page of the city, too."),
    )
    area = models.ForeignKey(
        PolicyArea,
        verbose_name=_("sector"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tenders",
        help_text=_("Empty where it fits none."),
    )
    issuer = models.CharField(_("issuing body"), max_length=200)
    summary = models.TextField(_("summary"), help_text=_("What is wanted, in two or three sentences."))
    closes_on = models.DateField(
        _("closes on"), null=True, blank=True, help_text=_("The last day for offers. Empty where it is not known.")
    )
    closes_at = models.TimeField(
        _("closes at"), null=True, blank=True, help_text=_("The time there. Empty where the whole day counts.")
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=LONGEST_ZONE,
        blank=True,
        validators=[check_time_zone],
        help_text=_("In which it closes, such as America/Bogota."),
    )
    amount = amount_field()
    currency = currency_field()
    website = models.URLField(_("link"), max_length=500, help_text=_("Where it is published, with its documents."))
    source = models.TextField(
        _("sources"), blank=True, help_text=_("One on each line: a web address, or title, publisher and date.")
    )
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices, default=Confidence.MEDIUM)
    disputed = models.TextField(
        _("why it is disputed"),
        blank=True,
        help_text=_("Readers see the tender marked as disputed with this note. Leave empty when it is not."),
    )

    objects = ArchiveManager()

    override_translatable_fields = [
        *ArchivePage.override_translatable_fields,
        *(SynchronizedField(name) for name in ("time_zone", "currency", "source")),
    ]
    summary_field = "summary"
    read_with = ("place__country", "area")
    public_fields = (
        *("title", "place", "area", "issuer", "summary", "closes_on", "closes_at", "time_zone", "amount", "currency"),
        *("website", "source", "confidence", "disputed"),
    )
    parent_page_types = ["archive.TendersPage"]
    subpage_types: list[str] = []
    is_creatable = True
    template = "pages/tender.html"
    shows = "seoulsolution.archive.cities.tenders.queries.tender"
    content_panels = [
        *ArchivePage.content_panels,
        FieldRowPanel([FieldPanel("place"), FieldPanel("area")]),
        FieldPanel("issuer"),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("closes_on"), FieldPanel("closes_at"), FieldPanel("time_zone")]),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("currency")]),
        FieldPanel("website"),
        MultiFieldPanel(
            [FieldPanel("source"), confidence_panel(), FieldPanel("disputed")], heading=_("Source and confidence")
        ),
    ]

    class Meta:
        verbose_name = _("tender or call")
        verbose_name_plural = _("tenders and calls")

    def clean(self) -> None:
        super().clean()
        check_amount(self.amount, self.currency)
        if self.closes_at is not None and self.closes_on is None:
            raise ValidationError({"closes_on": _("Say also on which day it closes.")})
        if self.closes_on is not None and not self.time_zone:
            raise ValidationError({"time_zone": _("Say in which time zone it closes: the city is elsewhere.")})

    @property
    def closing(self) -> Closing:
        return Closing(self.closes_on, self.closes_at, self.time_zone)

    @property
    def changes_at(self) -> datetime | None:
        return changes_after(self.closing, timezone.now())

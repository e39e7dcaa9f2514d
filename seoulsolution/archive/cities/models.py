"""Data on Overseas Cities: the section and its cities."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Confidence, confidence_panel
from seoulsolution.core.language_codes import check_language_codes
from seoulsolution.core.pages import ArchivePage, SectionPage
from seoulsolution.core.places import Place
from seoulsolution.core.visibility import ArchiveManager

from .kinds import BusOperator, Card, Climate, IncomeGroup, Region


class CitiesPage(SectionPage):
    """The section “Data on Overseas Cities”, which is also the list of the cities."""

    parent_page_types = ["archive.HomePage"]
    subpage_types = [
        *("archive.CityPage", "archive.LikenessPage", "archive.StandingPage"),
        *("archive.RelationsPage", "archive.TendersPage", "archive.OrganisationsPage"),
    ]
    template = "pages/cities.html"
    shows = "seoulsolution.archive.cities.city_list.context"

    class Meta:
        verbose_name = _("data on overseas cities")
        verbose_name_plural = _("data on overseas cities")


class LikenessPage(SectionPage):
    """Cities like one's own, explained."""

    parent_page_types = ["archive.CitiesPage"]
    subpage_types: list[str] = []
    template = "pages/likeness.html"
    shows = "seoulsolution.archive.cities.like_yours.context"

    class Meta:
        verbose_name = _("cities like yours")
        verbose_name_plural = _("cities like yours")


class RelationsPage(SectionPage):
    """The cities to which the home of the archive is bound: since when, and where they are."""

    parent_page_types = ["archive.CitiesPage"]
    subpage_types: list[str] = []
    template = "pages/relations.html"
    shows = "seoulsolution.archive.cities.relation_list.context"

    class Meta:
        verbose_name = _("sister and friendship cities")
        verbose_name_plural = _("sister and friendship cities")


class CityPage(ArchivePage):
    """A city, region or district: what is known of it, and everything of the archive that concerns it."""

    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        related_name="city_pages",
        help_text=_("Projects, records and transfers that name the place stand on the page by themselves."),
    )
    region = models.CharField(_("region"), max_length=21, choices=Region.choices, blank=True)
    income_group = models.CharField(
        _("income group of the country"), max_length=12, choices=IncomeGroup.choices, blank=True
    )
    climate = models.CharField(_("climate"), max_length=3, choices=Climate.choices, blank=True)
    bus_operator = models.CharField(_("who runs the buses"), max_length=7, choices=BusOperator.choices, blank=True)
    smart_card = models.CharField(_("transport card"), max_length=3, choices=Card.choices, blank=True)
    languages = models.CharField(
        _("main languages"),
        max_length=40,
        blank=True,
        validators=[check_language_codes],
        help_text=_("Codes of ISO 639, parted by spaces: ko en. Readers see the names of the languages."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("What readers have to know besides."))
    source = models.TextField(
        _("sources"), blank=True, help_text=_("One on each line: a web address, or title, publisher and date.")
    )
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices, default=Confidence.MEDIUM)

    objects = ArchiveManager()

    override_translatable_fields = [
        *ArchivePage.override_translatable_fields,
        *(SynchronizedField(name) for name in ("source", "languages")),
    ]
    summary_field = "note"
    read_with = ("place__country",)
    public_fields = (
        *("title", "place", "region", "income_group", "climate", "bus_operator", "smart_card", "languages"),
        *("issues", "figures", "relations", "visits", "note", "source", "confidence"),
    )
    parent_page_types = ["archive.CitiesPage"]
    subpage_types: list[str] = []
    is_creatable = True
    template = "pages/city.html"
    shows = "seoulsolution.archive.cities.queries.city"
    content_panels = [
        *ArchivePage.content_panels,
        FieldPanel("place"),
        FieldRowPanel([FieldPanel("region"), FieldPanel("income_group")]),
        FieldRowPanel([FieldPanel("climate"), FieldPanel("languages")]),
        FieldRowPanel([FieldPanel("bus_operator"), FieldPanel("smart_card")]),
        InlinePanel(
            "issues",
            heading=_("Current issues"),
            label=_("current issue"),
            help_text=_("Each with its source and with the day from which it is no longer told as current."),
        ),
        InlinePanel("figures", heading=_("Figures"), label=_("figure")),
        InlinePanel("relations", heading=_("Relations"), label=_("relation")),
        InlinePanel("visits", heading=_("Visits"), label=_("visit")),
        FieldPanel("note"),
        MultiFieldPanel([FieldPanel("source"), confidence_panel()], heading=_("Source and confidence")),
    ]

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    @property
    def changes_at(self) -> datetime | None:
        """The page says which issues are current and which tenders are open."""
        from . import current

        return current.next_change(self)

    def get_region_display(self) -> str:
        return label_of(Region, self.region)

    def get_income_group_display(self) -> str:
        return label_of(IncomeGroup, self.income_group)

    def get_climate_display(self) -> str:
        return label_of(Climate, self.climate)

    def get_bus_operator_display(self) -> str:
        return label_of(BusOperator, self.bus_operator)

    def get_smart_card_display(self) -> str:
        return label_of(Card, self.smart_card)

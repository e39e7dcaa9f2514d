"""International standing: in which place indexes of cities have put the home of the archive, year by year."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Claim
from seoulsolution.core.page_rows import PageClaim
from seoulsolution.core.pages import ArchivePage, SectionPage
from seoulsolution.core.visibility import ArchiveManager

from ..policies.evidence import YEARS


class StandingPage(SectionPage):
    """Every index of cities, each with the places of the home."""

    parent_page_types = ["archive.CitiesPage"]
    subpage_types = ["archive.CityIndexPage"]
    template = "pages/standing.html"
    shows = "seoulsolution.archive.cities.rankings.standing"

    class Meta:
        verbose_name = _("international standing")
        verbose_name_plural = _("international standing")


class CityIndexPage(ArchivePage):
    """An index that puts cities in an order."""

    publisher = models.CharField(_("publisher"), max_length=200)
    website = models.URLField(_("website"), blank=True, max_length=500)
    about = models.TextField(_("what it ranks"), blank=True, help_text=_("By what, and how many cities."))

    objects = ArchiveManager()

    summary_field = "about"
    public_fields = ("title", "publisher", "website", "about", "rankings")
    parent_page_types = ["archive.StandingPage"]
    subpage_types: list[str] = []
    is_creatable = True
    template = "pages/city_index.html"
    shows = "seoulsolution.archive.cities.rankings.city_index"
    content_panels = [
        *ArchivePage.content_panels,
        FieldPanel("publisher"),
        FieldPanel("website"),
        FieldPanel("about"),
        InlinePanel("rankings", heading=_("Ranks"), label=_("rank in an edition")),
    ]

    class Meta:
        verbose_name = _("index of cities")
        verbose_name_plural = _("indexes of cities")


class Ranking(PageClaim):
    """A place in an edition of the index. Two that contradict each other are two rows."""

    class Scope(models.TextChoices):
        WORLD = "world", _("Cities of the world")
        ASIA = "asia", _("Cities of Asia")

    page = ParentalKey(CityIndexPage, related_name="rankings", on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    edition = models.CharField(
        _("edition"), max_length=40, blank=True, help_text=_("Where it is called otherwise than by its year.")
    )
    rank = models.PositiveSmallIntegerField(_("rank"), validators=[MinValueValidator(1)])
    out_of = models.PositiveSmallIntegerField(_("of how many"), null=True, blank=True)
    scope = models.CharField(_("among"), max_length=5, choices=Scope.choices, default=Scope.WORLD)
    method = models.PositiveSmallIntegerField(
        _("series"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Another number where ranks cannot be compared with those before. Lines join one series only."),
    )
    note = models.TextField(_("note"), blank=True)

    override_translatable_fields = [*Claim.override_translatable_fields, SynchronizedField("edition")]
    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("edition")]),
        FieldRowPanel([FieldPanel("rank"), FieldPanel("out_of"), FieldPanel("scope"), FieldPanel("method")]),
        FieldPanel("note"),
        *Claim.claim_panels,
    ]

    class Meta(PageClaim.Meta):
        verbose_name = _("rank in an edition")
        verbose_name_plural = _("ranks in the editions")

    def __str__(self) -> str:
        return f"{self.year}: {self.rank}"

    def clean(self) -> None:
        super().clean()
        if self.rank and self.out_of and self.rank > self.out_of:
            raise ValidationError({"out_of": _("There are fewer cities than the rank says.")})

    def get_scope_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(self.Scope, self.scope)

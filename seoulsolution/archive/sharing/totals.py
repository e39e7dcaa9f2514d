"""What the city itself has counted of the policies that it shared."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.claims import Claim
from seoulsolution.core.partial_dates import LENGTH, check_partial_date
from seoulsolution.core.vocabulary import PolicyArea


class CityTotal(Claim):
    """A number that the city published, of everything or of one area. What it counted differs from time to time."""

    slug = models.SlugField(_("id"), max_length=80)
    as_of = models.CharField(
        _("as of"),
        max_length=LENGTH,
        validators=[check_partial_date],
        db_index=True,
        help_text=_("A day, a month or a year: 2016-06-08, 2016-06, 2016."),
    )
    area = models.ForeignKey(
        PolicyArea,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="city_totals",
        help_text=_("Empty for a total of everything."),
    )
    what = models.CharField(_("what was counted"), max_length=120)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    cities = models.PositiveIntegerField(_("cities"), null=True, blank=True)
    countries = models.PositiveIntegerField(_("countries"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    override_translatable_fields = [
        *Claim.override_translatable_fields,
        *(SynchronizedField(name) for name in ("slug", "as_of")),
    ]
    panels = [
        FieldRowPanel([FieldPanel("slug"), FieldPanel("as_of")]),
        FieldPanel("what"),
        FieldPanel("area"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("cities"), FieldPanel("countries")]),
        FieldPanel("note"),
        *Claim.claim_panels,
    ]

    class Meta(Claim.Meta):
        verbose_name = _("total published by the city")
        verbose_name_plural = _("totals published by the city")
        ordering = ("as_of", "slug")
        unique_together = [("translation_key", "locale"), ("slug", "locale")]

    def __str__(self) -> str:
        return f"{self.as_of} {self.what}"

"""The rows of a city: its figures, and what binds it formally to the home of the archive."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Claim
from seoulsolution.core.numbers import format_quantity
from seoulsolution.core.page_rows import PageClaim
from seoulsolution.core.partial_dates import LENGTH, check_partial_date

from ..policies.evidence import YEARS
from .kinds import UNITS, Measure, RelationKind, Scope

CITY = "archive.CityPage"


class CityFigure(PageClaim):
    """A value in the plain unit of its measure: persons, km², persons per km², USD, m, km."""

    page = ParentalKey(CITY, related_name="figures", on_delete=models.CASCADE)
    measure = models.CharField(_("what is measured"), max_length=14, choices=Measure.choices)
    value = models.DecimalField(
        _("value"), max_digits=18, decimal_places=2, help_text=_("In the plain unit, not in thousands.")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEARS)
    scope = models.CharField(_("of what"), max_length=12, choices=Scope.choices, default=Scope.CITY)
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel(name) for name in ("measure", "value", "year", "scope")]),
        FieldPanel("note"),
        *Claim.claim_panels,
    ]

    class Meta(PageClaim.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.said}"

    @property
    def said(self) -> str:
        """The value with its unit."""
        return format_quantity(self.value, str(UNITS[Measure(self.measure)]), large=self.measure == Measure.POPULATION)

    def get_measure_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(Measure, self.measure)

    def get_scope_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(Scope, self.scope)


class CityRelation(PageClaim):
    """An agreement by which two cities are bound to each other."""

    page = ParentalKey(CITY, related_name="relations", on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=10, choices=RelationKind.choices)
    since = models.CharField(
        _("since"),
        max_length=LENGTH,
        blank=True,
        validators=[check_partial_date],
        help_text=_("A day, a month or a year: 2016-06-08, 2016-06, 2016. Empty where it is not known."),
    )
    ended = models.CharField(_("until"), max_length=LENGTH, blank=True, validators=[check_partial_date])
    document = models.CharField(_("document"), max_length=250, blank=True, help_text=_("What was signed."))
    note = models.TextField(_("note"), blank=True)

    override_translatable_fields = [
        *Claim.override_translatable_fields,
        *(SynchronizedField(name) for name in ("since", "ended")),
    ]
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("since"), FieldPanel("ended")]),
        FieldPanel("document"),
        FieldPanel("note"),
        *Claim.claim_panels,
    ]

    class Meta(PageClaim.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.since}".strip()

    def clean(self) -> None:
        super().clean()
        if self.since and self.ended and self.ended < self.since[: len(self.ended)]:
            raise ValidationError({"ended": _("The end is before the beginning.")})

    def get_kind_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(RelationKind, self.kind)

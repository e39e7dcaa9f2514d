"""Who came from a city, in roles and numbers, and which policies they looked at."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.claims import Claim
from seoulsolution.core.page_rows import PageClaim
from seoulsolution.core.partial_dates import LENGTH, check_partial_date

from ..policies.models import PolicyPage


def check_policies(text: str) -> None:
    """Raise ValidationError where a word of `text` is not the id of a policy."""
    named = text.split()
    known = set(PolicyPage.objects.filter(slug__in=named).values_list("slug", flat=True))
    unknown = [name for name in named if name not in known]
    if unknown:
        raise ValidationError(_("No policy is called %(names)s."), params={"names": ", ".join(unknown)})


class CityVisit(PageClaim):
    """A visit of people of the city. Persons are never named."""

    page = ParentalKey("archive.CityPage", related_name="visits", on_delete=models.CASCADE)
    when = models.CharField(
        pgettext_lazy("visit", "when"),
        max_length=LENGTH,
        validators=[check_partial_date],
        help_text=_("A day, a month or a year: 2016-06-08, 2016-06, 2016."),
    )
    who = models.CharField(
        _("who came"),
        max_length=300,
        help_text=_("In roles and numbers, never by name: a delegation of 12 of the transport department."),
    )
    purpose = models.TextField(_("purpose"), blank=True)
    policies = models.CharField(
        _("policies looked at"),
        max_length=400,
        blank=True,
        validators=[check_policies],
        help_text=_("The ends of their addresses, with a space between them: owl-bus topis."),
    )

    override_translatable_fields = [
        *Claim.override_translatable_fields,
        *(SynchronizedField(name) for name in ("when", "policies")),
    ]
    panels = [
        FieldRowPanel([FieldPanel("when"), FieldPanel("who")]),
        FieldPanel("purpose"),
        FieldPanel("policies"),
        *Claim.claim_panels,
    ]

    class Meta(PageClaim.Meta):
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return f"{self.when} {self.who}"

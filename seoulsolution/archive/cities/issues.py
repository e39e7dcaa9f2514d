"""What occupies a city at a time, and until when readers are told that it does."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from seoulsolution.core.claims import Claim
from seoulsolution.core.page_rows import PageClaim
from seoulsolution.core.vocabulary import Organisation

MOST_YEARS = 2


class CityIssue(PageClaim):
    """A current issue of a city. After its last day it is an earlier one, by the clock alone."""

    page = ParentalKey("archive.CityPage", related_name="issues", on_delete=models.CASCADE)
    heading = models.CharField(_("heading"), max_length=200)
    text = models.TextField(_("text"), max_length=1500, help_text=_("One paragraph: what is so, and since when."))
    dated = models.DateField(_("date"), help_text=_("The day of which it tells."))
    valid_until = models.DateField(
        _("valid until"),
        help_text=_(
            "The last day on which readers are told that it is current, at most two years after its date. "
            "From then on it stands among the earlier issues."
        ),
    )
    office = models.ForeignKey(
        Organisation,
        verbose_name=_("author office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The office that tells it. Empty where the archive itself does."),
    )

    # Read with the rows, in one query.
    read_beside = {"office_name": "office__name"}
    panels = [
        FieldPanel("heading"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("dated"), FieldPanel("valid_until"), FieldPanel("office")]),
        *Claim.claim_panels,
    ]

    class Meta(PageClaim.Meta):
        verbose_name = _("current issue")
        verbose_name_plural = _("current issues")
        constraints = [
            models.CheckConstraint(condition=models.Q(valid_until__gt=models.F("dated")), name="issue_expires_later")
        ]

    def __str__(self) -> str:
        return f"{self.dated} {self.heading}"

    def clean(self) -> None:
        super().clean()
        if self.dated and self.dated > timezone.localdate():
            raise ValidationError({"dated": _("This day is still to come.")})
        if self.dated and self.valid_until:
            _check_validity(self.dated, self.valid_until)
        if not any(source.url for source in self.sources):
            raise ValidationError({"source": _("Give the web address of a source, so that readers can check it.")})

    def is_current(self, today: date) -> bool:
        return today <= self.valid_until


def _check_validity(dated: date, valid_until: date) -> None:
    if valid_until <= dated:
        raise ValidationError({"valid_until": _("It has to be later than the date.")})
    if (valid_until.year - dated.year, valid_until.month, valid_until.day) > (MOST_YEARS, dated.month, dated.day):
        raise ValidationError({"valid_until": _("At most two years after the date: what lasts longer is no issue.")})


def ceases(valid_until: date) -> datetime:
    """The first moment at which an issue is no longer current, in the time zone of this site."""
    return datetime.combine(valid_until + timedelta(days=1), time(), timezone.get_default_timezone())

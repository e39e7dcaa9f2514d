"""The rows of a manual: what happened, what it needed, cost and brought, each with its source."""

from itertools import pairwise
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, PageChooserPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Claim, Source
from seoulsolution.core.file_texts import state_of
from seoulsolution.core.files.showing import FileRow, PictureRow
from seoulsolution.core.goals import Goal
from seoulsolution.core.hashtags import Hashtag
from seoulsolution.core.numbers import format_number
from seoulsolution.core.page_rows import PageClaim, PageRow

POLICY = "archive.PolicyPage"
YEARS = [MinValueValidator(1000), MaxValueValidator(2100)]


class Milestone(PageClaim):
    page = ParentalKey(POLICY, related_name="milestones", on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    text = models.TextField(_("what happened"))

    panels = [FieldPanel("year"), FieldPanel("text"), *Claim.claim_panels]

    class Meta(PageClaim.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return f"{self.year} {self.text}"


class Stakeholder(PageRow):
    page = ParentalKey(POLICY, related_name="stakeholders", on_delete=models.CASCADE)
    who = models.CharField(_("who"), max_length=200)
    role = models.TextField(_("role"))

    panels = [FieldPanel("who"), FieldPanel("role")]

    class Meta(PageRow.Meta):
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")


class LegalBasis(PageClaim):
    page = ParentalKey(POLICY, related_name="legal_bases", on_delete=models.CASCADE)
    title = models.CharField(_("law, ordinance or plan"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEARS)

    panels = [FieldPanel("title"), FieldPanel("year"), *Claim.claim_panels]

    class Meta(PageClaim.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self) -> str:
        return self.title


class Cost(PageClaim):
    class Kind(models.TextChoices):
        SPENT = "spent", _("Spent")
        BUDGET = "budget", _("Budget")
        FORECAST = "forecast", _("Forecast")

    page = ParentalKey(POLICY, related_name="costs", on_delete=models.CASCADE)
    what = models.CharField(_("what for"), max_length=300)
    amount = models.DecimalField(
        _("amount"),
        max_digits=20,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text=_("In the plain unit, not in thousands."),
    )
    currency = models.CharField(_("currency"), max_length=3, default="KRW", help_text=_("Three letters of ISO 4217."))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEARS)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.SPENT)

    override_translatable_fields = [*Claim.override_translatable_fields, SynchronizedField("currency")]
    panels = [
        FieldPanel("what"),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("currency"), FieldPanel("year"), FieldPanel("kind")]),
        *Claim.claim_panels,
    ]

    class Meta(PageClaim.Meta):
        verbose_name = _("cost")
        verbose_name_plural = _("costs")

    def __str__(self) -> str:
        return f"{self.what}: {format_number(self.amount)} {self.currency}"

    def get_kind_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(self.Kind, self.kind)


class Precondition(PageClaim):
    class Kind(models.TextChoices):
        AUTHORITY = "authority", _("Authority")
        INSTITUTION = "institution", _("Institution")
        DATA = "data", _("Data")
        CAPITAL = "capital", _("Capital and infrastructure")
        OPERATOR = "operator", _("Operator")
        CAPACITY = "capacity", _("Capacity")

    page = ParentalKey(POLICY, related_name="preconditions", on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    text = models.TextField(_("what is needed"))
    before = models.TextField(_("what the city did before it had this"), blank=True)

    panels = [FieldPanel("kind"), FieldPanel("text"), FieldPanel("before"), *Claim.claim_panels]

    class Meta(PageClaim.Meta):
        verbose_name = _("precondition")
        verbose_name_plural = _("preconditions")

    def __str__(self) -> str:
        return self.text

    def get_kind_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(self.Kind, self.kind)


class DifficultyRow(PageClaim):
    """A difficulty and what was done about it."""

    problem = models.TextField(_("difficulty"))
    solution = models.TextField(_("solution"), blank=True)

    panels = [FieldPanel("problem"), FieldPanel("solution"), *Claim.claim_panels]

    class Meta(PageClaim.Meta):
        abstract = True
        verbose_name = _("difficulty")
        verbose_name_plural = _("difficulties")

    def __str__(self) -> str:
        return self.problem


class Difficulty(DifficultyRow):
    page = ParentalKey(POLICY, related_name="difficulties", on_delete=models.CASCADE)


class BeforeAfter(PageClaim):
    """One indicator before and after. Either value may be unknown, not both."""

    class Kind(models.TextChoices):
        MEASURED = "measured", _("Result")
        FORECAST = "forecast", _("Forecast")
        PLAN = "plan", _("Plan")

    indicator = models.CharField(_("indicator"), max_length=300)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.MEASURED)
    before_value = models.DecimalField(_("before"), max_digits=24, decimal_places=6, null=True, blank=True)
    before_year = models.PositiveSmallIntegerField(_("year before"), null=True, blank=True, validators=YEARS)
    before_year_end = models.PositiveSmallIntegerField(_("last year before"), null=True, blank=True, validators=YEARS)
    before_period = models.CharField(
        _("period before, in words"), max_length=100, blank=True, help_text=_("Where no year is known.")
    )
    after_value = models.DecimalField(_("after"), max_digits=24, decimal_places=6, null=True, blank=True)
    after_year = models.PositiveSmallIntegerField(_("year after"), null=True, blank=True, validators=YEARS)
    after_year_end = models.PositiveSmallIntegerField(_("last year after"), null=True, blank=True, validators=YEARS)
    after_period = models.CharField(_("period after, in words"), max_length=100, blank=True)

    panels = [
        FieldPanel("indicator"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel(f"before_{name}") for name in ("value", "year", "year_end", "period")]),
        FieldRowPanel([FieldPanel(f"after_{name}") for name in ("value", "year", "year_end", "period")]),
        *Claim.claim_panels,
    ]

    class Meta(PageClaim.Meta):
        abstract = True
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        values = [value for value in (self.before_value, self.after_value) if value is not None]
        said = " → ".join(format_number(value) for value in values)
        return f"{self.indicator}: {said} {self.unit}".strip() if said else self.indicator

    def clean(self) -> None:
        super().clean()
        if self.before_value is None and self.after_value is None:
            raise ValidationError({"after_value": _("Give at least one of the two values.")})
        self._clean_what_a_value_needs()
        years = ("before_year", "before_year_end", "after_year", "after_year_end")
        known = [(name, year) for name in years if (year := getattr(self, name)) is not None]
        for (_earlier, before), (name, year) in pairwise(known):
            if year < before:
                raise ValidationError({name: _("This year is before the one that stands before it.")})

    def _clean_what_a_value_needs(self) -> None:
        """A number alone tells readers nothing."""
        faults = {}
        if not self.unit.strip():
            faults["unit"] = _("Say what is counted: people, %, points of an index.")
        for side in ("before", "after"):
            value, year, period = (getattr(self, f"{side}_{name}") for name in ("value", "year", "period"))
            if value is not None and year is None and not period.strip():
                faults[f"{side}_year"] = _("Say in which year that was, or the period in words.")
        if faults:
            raise ValidationError(faults)

    def get_kind_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(self.Kind, self.kind)


class Result(BeforeAfter):
    page = ParentalKey(POLICY, related_name="results", on_delete=models.CASCADE)


class PolicyRelation(PageClaim):
    """An edge of the graph of policies. `to` is named in its source language and read in the reader's."""

    class Kind(models.TextChoices):
        NEEDED = "needed", _("needed")
        LED_TO = "led_to", _("led to")
        REPLACED = "replaced", _("replaced")
        COMPLEMENTS = "complements", _("beside it")

    page = ParentalKey(POLICY, related_name="relations", on_delete=models.CASCADE)
    to = models.ForeignKey(POLICY, verbose_name=_("policy"), related_name="+", on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    note = models.TextField(_("note"), blank=True)

    panels = [FieldPanel("kind"), PageChooserPanel("to"), FieldPanel("note"), *Claim.claim_panels]

    class Meta(PageClaim.Meta):
        verbose_name = _("related policy")
        verbose_name_plural = _("related policies")

    def __str__(self) -> str:
        return f"{label_of(self.Kind, self.kind)}: {self.to.title}"


class PolicyGoal(PageRow):
    page = ParentalKey(POLICY, related_name="goals", on_delete=models.CASCADE)
    goal = models.PositiveSmallIntegerField(_("goal"), choices=Goal.choices)

    panels = [FieldPanel("goal")]

    class Meta(PageRow.Meta):
        verbose_name = _("Sustainable Development Goal")
        verbose_name_plural = _("Sustainable Development Goals")

    def get_goal_display(self) -> str:
        return label_of(Goal, self.goal)


class PolicyKeyword(Hashtag):
    page = ParentalKey(POLICY, related_name="keywords", on_delete=models.CASCADE)

    class Meta(Hashtag.Meta):
        pass


class PolicyPlace(PageRow):
    """A place with which the know-how was shared; it does not say that the place has such a policy."""

    page = ParentalKey(POLICY, related_name="places", on_delete=models.CASCADE)
    place = models.ForeignKey(
        "core.Place", verbose_name=_("place"), on_delete=models.PROTECT, related_name="shared_policies"
    )

    panels = [FieldPanel("place")]
    read_beside: ClassVar[dict[str, str]] = {
        "place_slug": "place__slug",
        "place_name": "place__name",
        "country_name": "place__country__name",
    }

    class Meta(PageRow.Meta):
        verbose_name = _("place that it was shared with")
        verbose_name_plural = _("places that it was shared with")


class PolicyReading(PageRow):
    """A source of the policy as a whole, which is also its further reading."""

    page = ParentalKey(POLICY, related_name="readings", on_delete=models.CASCADE)
    reference = models.CharField(
        _("source"), max_length=1000, help_text=_("A web address, or title, publisher and date.")
    )
    is_further_reading = models.BooleanField(_("further reading"), default=True)

    override_translatable_fields = [SynchronizedField("reference")]
    panels = [FieldPanel("reference")]

    class Meta(PageRow.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources and further reading")

    @property
    def source(self) -> Source:
        return Source(self.reference)


class PolicyPicture(PictureRow, PageRow):
    page = ParentalKey(POLICY, related_name="pictures", on_delete=models.CASCADE)

    panels = [FieldPanel(name) for name in ("image", "alternative", "caption")]

    class Meta(PageRow.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class PolicyVideo(PageRow):
    page = ParentalKey(POLICY, related_name="videos", on_delete=models.CASCADE)
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500)
    spoken_language = models.CharField(_("spoken language"), max_length=12, blank=True)

    override_translatable_fields = [SynchronizedField("spoken_language")]
    panels = [FieldPanel(name) for name in ("title", "url", "spoken_language")]

    class Meta(PageRow.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("videos")


class PolicyFile(FileRow, PageRow):
    page = ParentalKey(POLICY, related_name="files", on_delete=models.CASCADE)

    panels = [
        FieldPanel("document"),
        FieldPanel("title"),
        HelpPanel(template="components/admin/file_state.html"),
    ]

    class Meta(PageRow.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    @property
    def text_state(self) -> str:
        """Whether search finds the file by what it says, for editors."""
        return state_of(self.document.file_hash) if self.document_id else ""

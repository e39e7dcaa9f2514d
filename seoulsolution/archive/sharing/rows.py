"""The rows of a project: which policies it carried, who took part, what it cost, and what happened."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.amounts import amount_field, check_amount, currency_field
from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Claim
from seoulsolution.core.files.showing import FileRow
from seoulsolution.core.numbers import format_number
from seoulsolution.core.page_rows import PageClaim, PageRow
from seoulsolution.core.vocabulary import Organisation

from ..policies.evidence import POLICY, YEARS

PROJECT = "archive.ProjectPage"


class ProjectPolicy(PageRow):
    """A policy that the project carried. It is named in its source language and read in the reader's."""

    page = ParentalKey(PROJECT, related_name="policies", on_delete=models.CASCADE)
    policy = models.ForeignKey(POLICY, verbose_name=_("policy"), related_name="+", on_delete=models.CASCADE)

    panels = [PageChooserPanel("policy")]

    class Meta(PageRow.Meta):
        verbose_name = _("policy")
        verbose_name_plural = _("policies carried")


class ProjectPartner(PageRow):
    class Role(models.TextChoices):
        CLIENT = "client", _("Client")
        FUNDER = "funder", _("Funder")
        SEOUL_OFFICE = "seoul_office", _("Office of the city")
        IMPLEMENTER = "implementer", _("Implementer")
        # Translators: of an organisation whose part in a project is not recorded.
        PARTNER = "partner", _("Partner")

    page = ParentalKey(PROJECT, related_name="partners", on_delete=models.CASCADE)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    name = models.CharField(_("name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="project_parts",
        help_text=_("Where it is one of the organisations of the archive."),
    )

    # Read with the rows, in one query.
    read_beside = {"organisation_slug": "organisation__slug", "organisation_is_listed": "organisation__is_listed"}
    panels = [FieldPanel("role"), FieldPanel("name"), FieldPanel("organisation")]

    class Meta(PageRow.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations that took part")

    def get_role_display(self) -> str:
        return label_of(self.Role, self.role)


class ProjectFunding(PageClaim):
    """An amount, or money from a named source whose amount is not known."""

    class Kind(models.TextChoices):
        CONTRACT = "contract", _("Contract")
        GRANT = "grant", _("Grant")
        LOAN = "loan", _("Loan")
        BUDGET = "budget", _("Budget")
        UNKNOWN = "unknown", _("Kind not recorded")

    page = ParentalKey(PROJECT, related_name="funding", on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    what = models.CharField(_("what for or from whom"), max_length=300)
    amount = amount_field()
    currency = currency_field()
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEARS)

    override_translatable_fields = [*Claim.override_translatable_fields, SynchronizedField("currency")]
    panels = [
        FieldPanel("what"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("amount"), FieldPanel("currency"), FieldPanel("year")]),
        *Claim.claim_panels,
    ]

    class Meta(PageClaim.Meta):
        verbose_name = _("funding")
        verbose_name_plural = _("funding")

    def __str__(self) -> str:
        amount = f": {format_number(self.amount)} {self.currency}" if self.amount is not None else ""
        return f"{self.what}{amount}"

    def clean(self) -> None:
        super().clean()
        check_amount(self.amount, self.currency)

    def get_kind_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(self.Kind, self.kind)


class ProjectStep(PageClaim):
    """Something that happened. Steps are told by their stage, and within it in their order."""

    class Stage(models.TextChoices):
        NEED = "need", _("The need")
        AGREEMENT = "agreement", _("The agreement")
        WORK = "work", _("The work")
        RESULT = "result", _("The result")
        AFTER = "after", _("What became of it")

    page = ParentalKey(PROJECT, related_name="steps", on_delete=models.CASCADE)
    stage = models.CharField(_("stage"), max_length=9, choices=Stage.choices)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=YEARS, help_text=_("Empty where it is not known.")
    )
    text = models.TextField(_("what happened"))

    panels = [FieldRowPanel([FieldPanel("stage"), FieldPanel("year")]), FieldPanel("text"), *Claim.claim_panels]

    class Meta(PageClaim.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("what happened")

    def __str__(self) -> str:
        return f"{self.year} {self.text}" if self.year else self.text

    def get_stage_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(self.Stage, self.stage)


class ProjectFile(FileRow, PageRow):
    """A document of the project: an agreement, a report."""

    page = ParentalKey(PROJECT, related_name="files", on_delete=models.CASCADE)

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(PageRow.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

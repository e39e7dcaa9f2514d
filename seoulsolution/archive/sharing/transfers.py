"""Who learned what from whom: a policy, or a part of one, that went from one place to another."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.claims import Claim
from seoulsolution.core.places import Place
from seoulsolution.core.vocabulary import Organisation

from ..policies.evidence import POLICY, YEARS
from .outcomes import Channel, Outcome
from .rows import PROJECT


class Transfer(Claim):
    """Giver and taker are a place or an organisation each. The years are those of the transfer.

    Projects of the register are transfers by themselves: one that says more of a project names it.
    """

    slug = models.SlugField(_("id"), max_length=80)
    what = models.CharField(
        _("what was passed on"), max_length=250, help_text=_("In a few words: bus lanes in the middle of the road.")
    )
    from_place = models.ForeignKey(
        Place,
        verbose_name=_("from the place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers_given",
    )
    from_organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("or from the organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers_given",
    )
    to_place = models.ForeignKey(
        Place,
        verbose_name=_("to the place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers_taken",
    )
    to_organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("or to the organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers_taken",
    )
    policy = models.ForeignKey(
        POLICY,
        verbose_name=_("policy"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The policy of the archive that was passed on, or that came of it. It stands on its page."),
    )
    project = models.ForeignKey(
        PROJECT,
        verbose_name=_("project"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where it is a project of the register. Readers then meet the two as one."),
    )
    channel = models.CharField(_("channel"), max_length=11, choices=Channel.choices, default=Channel.UNKNOWN)
    year_from = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True, validators=YEARS)
    year_to = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True, validators=YEARS)
    status = models.CharField(_("what became of it"), max_length=9, choices=Outcome.choices, default=Outcome.UNKNOWN)
    evidence = models.TextField(_("how it is known"), blank=True)

    override_translatable_fields = [
        *Claim.override_translatable_fields,
        SynchronizedField("slug"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("slug"), FieldPanel("what")]),
        FieldRowPanel([FieldPanel("from_place"), FieldPanel("from_organisation")]),
        FieldRowPanel([FieldPanel("to_place"), FieldPanel("to_organisation")]),
        MultiFieldPanel([PageChooserPanel("policy"), PageChooserPanel("project")], heading=_("In the archive")),
        FieldRowPanel([FieldPanel("channel"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("year_from"), FieldPanel("year_to")]),
        FieldPanel("evidence"),
        *Claim.claim_panels,
    ]

    class Meta(Claim.Meta):
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ("year_from", "slug")
        unique_together = [("translation_key", "locale"), ("slug", "locale")]

    def __str__(self) -> str:
        return self.what

    @property
    def giver(self) -> str:
        return str(self.from_place or self.from_organisation or "")

    @property
    def taker(self) -> str:
        return str(self.to_place or self.to_organisation or "")

    def clean(self) -> None:
        super().clean()
        for side in ("from", "to"):
            given = [getattr(self, f"{side}_{kind}_id") for kind in ("place", "organisation")]
            if sum(one is not None for one in given) != 1:
                raise ValidationError({f"{side}_place": _("Name a place or an organisation, and only one of the two.")})
        if self.year_from and self.year_to and self.year_to < self.year_from:
            raise ValidationError({"year_to": _("The last year is before the first.")})

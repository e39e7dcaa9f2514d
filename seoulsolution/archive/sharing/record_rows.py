"""The rows of an adopter's record: what was kept, changed and left out, what was hard, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from seoulsolution.core.choices import label_of
from seoulsolution.core.page_rows import PageRow

from ..policies.evidence import POLICY, BeforeAfter, DifficultyRow

RECORD = "archive.AdopterRecordPage"


class RecordPolicy(PageRow):
    """A policy that was taken over. It is named in its source language and read in the reader's."""

    page = ParentalKey(RECORD, related_name="policies", on_delete=models.CASCADE)
    policy = models.ForeignKey(POLICY, verbose_name=_("policy"), related_name="+", on_delete=models.CASCADE)

    panels = [PageChooserPanel("policy")]

    class Meta(PageRow.Meta):
        verbose_name = _("policy")
        verbose_name_plural = _("policies taken over")


class Adaptation(PageRow):
    """A part of the policy that was kept, changed or left out, and why."""

    class What(models.TextChoices):
        KEPT = "kept", _("Kept")
        CHANGED = "changed", _("Changed")
        LEFT_OUT = "left_out", _("Left out")

    page = ParentalKey(RECORD, related_name="adaptations", on_delete=models.CASCADE)
    what = models.CharField(_("what was done with it"), max_length=8, choices=What.choices)
    text = models.TextField(_("part of the policy"))
    why = models.TextField(_("why"), blank=True)

    panels = [FieldPanel("what"), FieldPanel("text"), FieldPanel("why")]

    class Meta(PageRow.Meta):
        verbose_name = _("adaptation")
        verbose_name_plural = _("what was kept, changed and left out")

    def __str__(self) -> str:
        return self.text

    def get_what_display(self) -> str:
        return label_of(self.What, self.what)


class RecordDifficulty(DifficultyRow):
    page = ParentalKey(RECORD, related_name="difficulties", on_delete=models.CASCADE)


class RecordResult(BeforeAfter):
    page = ParentalKey(RECORD, related_name="results", on_delete=models.CASCADE)

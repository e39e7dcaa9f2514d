"""What the index still has to be told, and what readers did not find."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexChange(models.Model):
    """Texts of one kind that changed, written in the transaction that changed them.

    Without a kind: anything may have changed. Rows stay for a while after they were applied, so that an index that is
    built meanwhile gets them too.
    """

    kind = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    applied_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class UnansweredSearch(models.Model):
    """Words for which nothing was found, counted by day: what people look for that the archive does not have.

    Nothing is kept of who asked, and no words that look like a person's (an address, a long number).
    """

    words = models.CharField(_("words"), max_length=80)
    language = models.CharField(_("language"), max_length=10)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        ordering = ("-day", "-times", "words")
        constraints = [models.UniqueConstraint(fields=["words", "language", "day"], name="one_row_a_day")]

    def __str__(self) -> str:
        return self.words

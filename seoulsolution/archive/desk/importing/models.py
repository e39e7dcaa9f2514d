"""What an editor has uploaded and not yet confirmed, and what became of it."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from .tables import Table

# How long a preview waits to be confirmed, and how long an import can be undone.
WAITS = timedelta(days=7)
CAN_BE_UNDONE = timedelta(days=30)
# The row of a manual from Word that holds its sections; those of its tables come after it.
MANUAL = 1


class Verdict(models.TextChoices):
    """What confirming would do with a row."""

    NEW = "new", pgettext_lazy("row of an import", "new")
    CHANGED = "changed", pgettext_lazy("row of an import", "changed")
    UNCHANGED = "unchanged", pgettext_lazy("row of an import", "unchanged")
    FAULTY = "faulty", pgettext_lazy("row of an import", "faulty")
    REFUSED = "refused", pgettext_lazy("row of an import", "not possible")


WRITTEN = (Verdict.NEW, Verdict.CHANGED)
STOPPING = (Verdict.FAULTY, Verdict.REFUSED)


class MaterialImportQuerySet(models.QuerySet["MaterialImport"]):
    def of(self, user: Any) -> "MaterialImportQuerySet":
        """Those of one person that have not expired. Nobody else sees them."""
        return self.filter(owner=user.pk).exclude(expired())

    def forget_expired(self) -> None:
        self.filter(expired()).delete()


def expired() -> models.Q:
    now = timezone.now()
    waiting = models.Q(confirmed_at=None, created_at__lt=now - WAITS)
    return waiting | models.Q(confirmed_at__lt=now - CAN_BE_UNDONE)


class MaterialImport(models.Model):
    """A file that was uploaded, as rows. It belongs to one person and expires."""

    class Source(models.TextChoices):
        TABLE = "table", _("Table")
        MANUAL = "manual", _("Manual from Word")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=8, choices=Source.choices)
    # Which table it is; see `desk/tables`.
    kind = models.CharField(max_length=24, default="policies")
    file_name = models.CharField(max_length=200)
    # What was found in the file that is not imported, in words of its own: (code, values).
    notices = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = MaterialImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name

    @property
    def table(self) -> "Table":
        from ..tables.known import TABLES

        return TABLES[self.kind]


class ImportRow(models.Model):
    """One row of the file. `cells`: what stands there, by name of the column; a column that is not there is left.

    `sections`: of a manual from Word, {"heading", "text", "column"}. `kind`: of a row that such a manual tells in a
    table, which table of the archive that is; empty where it is that of the import. `done`: what confirming did, so
    that it can be undone: see `writing`.
    """

    material = models.ForeignKey(MaterialImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=24, blank=True, default="", db_default="")
    cells = models.JSONField(default=dict)
    sections = models.JSONField(default=list)
    verdict = models.CharField(max_length=9, choices=Verdict.choices, default=Verdict.UNCHANGED)
    is_left_out = models.BooleanField(default=False)
    done = models.JSONField(null=True)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["material", "number"], name="one_row_of_a_number")]
        indexes = [models.Index(fields=["material", "verdict"], name="rows_by_verdict")]

    def __str__(self) -> str:
        return f"{self.material} {self.number}"

    @property
    def table(self) -> "Table":
        from ..tables.known import TABLES

        return TABLES[self.kind] if self.kind else self.material.table

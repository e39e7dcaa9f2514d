"""What the index still has to be told, and what readers did not find."""

from django.db import models


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

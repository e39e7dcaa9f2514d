"""What was loaded from the content files, so that an editor's change is never overwritten."""

from django.db import models


class LoadedRecord(models.Model):
    """One record of a content file as it was last written to the database.

    `file_digest` is of the record in the file; `state_digest` is of what the database held right after it was
    written. When the database no longer matches `state_digest`, an editor has changed it since.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    file_digest = models.CharField(max_length=64)
    state_digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("kind", "key"), name="loaded_record_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

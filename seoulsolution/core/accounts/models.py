"""What signing in remembers beside Django's and allauth's own tables."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Attempt(models.Model):
    """Somebody tried something that is limited. The key says what, who and from where, and none of it can be read."""

    key = models.CharField(_("key"), max_length=64)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [
            models.Index(fields=["key", "made_at"], name="attempt_key"),
            models.Index(fields=["made_at"], name="attempt_made_at"),
        ]

    def __str__(self) -> str:
        return self.key[:8]

"""What is known of each translated passage beyond wagtail-localize: who checked it, and what it is behind."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision
from wagtail_localize.models import String, StringTranslation, TranslationSource


class TranslationMark(models.Model):
    """Of one passage in one language. `behind`: what the original said when the passage was translated.

    `is_unsure`: whoever translated it says that somebody has yet to look at it.
    """

    translation = models.OneToOneField(StringTranslation, on_delete=models.CASCADE, related_name="mark")
    behind = models.ForeignKey(String, on_delete=models.SET_NULL, null=True, related_name="+")
    behind_since = models.DateTimeField(null=True)
    is_unsure = models.BooleanField(default=False, db_default=False)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("mark of a translated passage")
        verbose_name_plural = _("marks of translated passages")

    def __str__(self) -> str:
        return str(self.translation)


class TranslatedRevision(models.Model):
    """The revision of the original whose passages are before the translators."""

    source = models.OneToOneField(TranslationSource, on_delete=models.CASCADE, related_name="translated_revision")
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("translated revision")
        verbose_name_plural = _("translated revisions")

    def __str__(self) -> str:
        return str(self.source)

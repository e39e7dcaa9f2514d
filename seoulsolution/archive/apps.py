from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The public archive: one app, a subpackage for each section."""

    name = "seoulsolution.archive"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Archive"

    def ready(self) -> None:
        from .policies import handouts

        handouts.connect()

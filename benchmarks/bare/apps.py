from django.apps import AppConfig


class BareConfig(AppConfig):
    """A page type with nothing but what Wagtail gives."""

    name = "benchmarks.bare"
    default_auto_field = "django.db.models.BigAutoField"

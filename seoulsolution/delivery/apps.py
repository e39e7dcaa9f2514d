from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """How pages reach readers; health."""

    name = "seoulsolution.delivery"
    default_auto_field = "django.db.models.BigAutoField"

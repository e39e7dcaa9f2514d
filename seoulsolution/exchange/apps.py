from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What machines read."""

    name = "seoulsolution.exchange"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """Search, facets, suggestions: queries what the domains declare."""

    name = "seoulsolution.discovery"
    default_auto_field = "django.db.models.BigAutoField"

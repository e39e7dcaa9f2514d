from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """Search, facets, suggestions: queries what the domains declare."""

    name = "seoulsolution.discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from seoulsolution.core import searchable
        from seoulsolution.core.glossary import GlossaryTerm

        from . import finding, glossary, indexing

        searchable.listen(indexing.note)
        finding.connect()
        for signal in (post_save, post_delete):
            signal.connect(glossary.on_change, sender=GlossaryTerm, dispatch_uid=f"glossary-{id(signal)}")

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What two rooms share: base page, claims, vocabulary, addresses."""

    name = "seoulsolution.core"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Core"

    def ready(self) -> None:
        from . import addresses, choosers, interface, searchable, starters
        from .files import publication

        addresses.connect()
        choosers.connect()
        publication.connect()
        interface.speak_english_where_words_are_missing()
        searchable.connect()
        starters.connect()

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from seoulsolution.core.sections import PageSection, Subject


class DiscoveryConfig(AppConfig):
    """Search, facets, suggestions: queries what the domains declare.

    What reads and writes the index is imported with the first search or change: it takes 20 MB, and processes such as
    the background worker seldom need it.
    """

    name = "seoulsolution.discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from seoulsolution.core import searchable, sections
        from seoulsolution.core.glossary import GlossaryTerm

        from . import narrowing

        searchable.listen(_note)
        narrowing.connect()
        sections.register(_similar)
        for signal in (post_save, post_delete):
            signal.connect(_on_term, sender=GlossaryTerm, dispatch_uid=f"glossary-{id(signal)}")


def _note(kind: str, keys: Sequence[str]) -> None:
    from . import indexing

    indexing.note(kind, keys)


def _similar(subject: "Subject") -> "PageSection | None":
    from . import alike

    return alike.section(subject)


def _on_term(**kwargs: Any) -> None:
    from . import glossary

    glossary.on_change(**kwargs)

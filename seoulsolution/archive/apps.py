from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The public archive: one app, a subpackage for each section."""

    name = "seoulsolution.archive"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Archive"

    def ready(self) -> None:
        from seoulsolution.core import errors

        from .front.suggestions import suggest_pages
        from .policies import files, handouts, moves

        handouts.connect()
        moves.connect()
        _connect_search()
        _connect_sections()
        files.connect()
        _connect_desk()
        errors.suggestion_sources.append(suggest_pages)


def _connect_search() -> None:
    """Readers meet kinds and facets in this order."""
    from .cities import searchable as cities
    from .cities.organisations import searchable as organisations
    from .cities.tenders import searchable as tenders
    from .front import searchable as front
    from .newsroom import searchable as newsroom
    from .policies import searchable as policies
    from .sharing import carried
    from .sharing import searchable as sharing
    from .sharing.offers import searchable as offers
    from .sharing.training import searchable as training

    for room in (policies, sharing, cities, organisations, tenders, newsroom, training, offers, front):
        room.connect()
    carried.connect()


def _connect_sections() -> None:
    """They stand on a page in this order."""
    from seoulsolution.core import sections

    from .front.beside_policies import beside_policy
    from .newsroom.queries import reported
    from .sharing.queries import told_there, trail

    for section in (trail, told_there, reported, beside_policy):
        sections.register(section)


def _connect_desk() -> None:
    from .desk import names, offices, reviewed, withdrawing, workflows
    from .desk.translating import following, machine, report, saving

    for part in (workflows, reviewed, withdrawing, names, offices, following, saving, machine, report):
        part.connect()

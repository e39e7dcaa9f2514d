from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The public archive: one app, a subpackage for each section."""

    name = "seoulsolution.archive"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Archive"

    def ready(self) -> None:
        from seoulsolution.core import errors, sections

        from .cities import searchable as cities_searchable
        from .cities.organisations import searchable as organisations_searchable
        from .cities.tenders import searchable as tenders_searchable
        from .desk import names, offices, reviewed, workflows
        from .desk.translating import following, machine, report, saving
        from .front import searchable as front_searchable
        from .front.beside_policies import beside_policy
        from .newsroom import searchable as newsroom_searchable
        from .newsroom.queries import reported
        from .policies import files, handouts, moves, searchable
        from .policies.suggestions import suggest_policies
        from .sharing import searchable as sharing_searchable
        from .sharing.offers import searchable as offers_searchable
        from .sharing.queries import told_there, trail
        from .sharing.training import searchable as training_searchable

        handouts.connect()
        moves.connect()
        searchable.connect()
        sharing_searchable.connect()
        cities_searchable.connect()
        organisations_searchable.connect()
        tenders_searchable.connect()
        sections.register(trail)
        sections.register(told_there)
        newsroom_searchable.connect()
        sections.register(reported)
        training_searchable.connect()
        offers_searchable.connect()
        front_searchable.connect()
        sections.register(beside_policy)
        files.connect()
        workflows.connect()
        reviewed.connect()
        names.connect()
        offices.connect()
        following.connect()
        saving.connect()
        machine.connect()
        report.connect()
        errors.suggestion_sources.append(suggest_policies)

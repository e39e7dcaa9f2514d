"""Build the search index anew, or only where that is needed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from seoulsolution.archive.loading.progress import track

from ... import indexing
from ...engines.interface import Unavailable


class Command(BaseCommand):
    help = "Builds a new search index beside the one in use and puts it in its place; readers notice nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="only what is missing or waits to be written")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["if_needed"]:
                indexing.ensure(track)
            else:
                indexing.rebuild(track)
            texts = indexing.engine().snapshot().size
        except Unavailable as why:
            said = _("The search engine does not answer: %(why)s.") % {"why": why}
            if not options["if_needed"]:
                raise CommandError(said) from None
            # The site starts without search, and a web process builds the index when the engine answers.
            self.stderr.write(said)
            return
        self.stdout.write(_("The index holds %(n)s texts.") % {"n": texts})

"""Build the search index anew, or only where that is needed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from seoulsolution.archive.loading.progress import track

from ... import indexing


class Command(BaseCommand):
    help = "Builds a new search index beside the one in use and puts it in its place; readers notice nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="only what is missing or waits to be written")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"]:
            indexing.ensure(track)
        else:
            indexing.rebuild(track)
        texts = indexing.engine().snapshot().size
        self.stdout.write(_("The index holds %(n)s texts.") % {"n": texts})

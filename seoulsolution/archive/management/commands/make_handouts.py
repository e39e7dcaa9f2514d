"""Make the PDF of every published policy and area."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _
from tqdm import tqdm
from wagtail.models import Page

from seoulsolution.archive.policies.handouts import Outcome, make_handout, path_of, public_pages, sweep
from seoulsolution.core.typesetting import FontsMissing, typefaces


class Command(BaseCommand):
    help = "Make the PDF of every published policy and area."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--missing", action="store_true", help="only those that are not there yet")
        parser.add_argument("--workers", type=int, default=2, help="how many at a time (2)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            typefaces()
        except FontsMissing as fault:
            raise CommandError(str(fault)) from fault
        pages = public_pages()
        removed = sweep(pages)
        if options["missing"]:
            pages = [page for page in pages if not path_of(page).exists()]
        outcomes = Counter(self._make_all(pages, options))
        self.stdout.write(
            _("Handouts: {made} made, {removed} removed, {failed} failed").format(
                made=outcomes[Outcome.MADE],
                removed=removed + outcomes[Outcome.REMOVED],
                failed=outcomes[Outcome.FAILED],
            )
        )
        if outcomes[Outcome.FAILED]:
            raise CommandError(_("Some handouts could not be made; the reasons are in the log above."))

    def _make_all(self, pages: list[Page], options: dict[str, Any]) -> Iterator[Outcome]:
        """The typesetter is a process of its own: threads keep several of them busy."""
        progress = {
            "total": len(pages),
            "desc": _("Making handouts"),
            "unit": "PDF",
            "disable": options["verbosity"] == 0,
        }
        if options["workers"] < 2:
            yield from (make_handout(page, force=True) for page in tqdm(pages, **progress))
            return
        with ThreadPoolExecutor(options["workers"]) as pool:
            made = [pool.submit(_make_in_thread, page) for page in pages]
            yield from (future.result() for future in tqdm(as_completed(made), **progress))


def _make_in_thread(page: Page) -> Outcome:
    try:
        return make_handout(page, force=True)
    finally:
        connection.close()

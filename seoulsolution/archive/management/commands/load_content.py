"""Load the content files into the database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seoulsolution.archive.loading.faults import ContentError
from seoulsolution.archive.loading.ledger import RemovalRefusedError, is_loaded
from seoulsolution.archive.loading.parse import parse
from seoulsolution.archive.loading.shelf import MissingError
from seoulsolution.archive.loading.sync import Report, sync


class Command(BaseCommand):
    help = "Load the content files. Everything is checked before anything is written; what editors changed is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--content", type=Path, default=settings.BASE_DIR / "content", help="folder of the files")
        parser.add_argument("--dry-run", action="store_true", help="tell what would be done and write nothing")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when content is already loaded")
        parser.add_argument("--force", action="store_true", help="allow to remove more than a fifth of the records")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and is_loaded():
            self.stdout.write(_("The content is already loaded."))
            return
        try:
            content = parse(options["content"])
            report = sync(content, force=options["force"], dry_run=options["dry_run"])
        except ContentError as error:
            number = error.faults.count
            headline = ngettext(
                "The content was not loaded: {number} fault.", "The content was not loaded: {number} faults.", number
            )
            self._refuse(headline.format(number=number), error.faults.lines())
        except (RemovalRefusedError, MissingError) as error:
            self._refuse(_("The content was not loaded."), [str(error)])
        else:
            self._tell(report, dry_run=options["dry_run"])

    def _refuse(self, headline: str, lines: list[str]) -> None:
        self.stderr.write("\n".join([*lines, headline]))
        raise SystemExit(1)

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        for kind, key in report.removed:
            self.stdout.write(_("removed: {kind} {key}").format(kind=kind, key=key))
        for (kind, key), why in report.kept.items():
            self.stdout.write(_("kept: {kind} {key} {why}").format(kind=kind, key=key, why=why))
        if dry_run:
            self.stdout.write(_("This is what would be done; nothing was written."))
        counts = {
            "created": report.created,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "removed": len(report.removed),
            "kept": len(report.kept),
        }
        self.stdout.write(_("{created} created, {changed} changed, {unchanged} unchanged").format(**counts))
        if (report.created or report.changed) and not dry_run:
            self.stdout.write(_("Their PDFs are made in the background: a page offers its own as soon as it is there."))
        if report.removed or report.kept:
            self.stdout.write(_("{removed} removed, {kept} kept as editors left them").format(**counts))

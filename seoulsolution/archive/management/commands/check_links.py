"""Ask whether the addresses to which public pages lead still answer."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from seoulsolution.archive.desk.outgoing import tasks
from seoulsolution.archive.desk.outgoing.checking import check_due
from seoulsolution.archive.desk.outgoing.collecting import collect
from seoulsolution.archive.desk.outgoing.models import LinkState


class Command(BaseCommand):
    help = "Ask whether the addresses to which public pages lead still answer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--later", action="store_true", help="leave it to the worker, today and every day from now")
        parser.add_argument("--most", type=int, default=None, help="ask no more than so many addresses")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["later"]:
            tasks.check_links.enqueue(True)
            self.stdout.write(_("The worker has been told to check outgoing links."))
            return
        places = collect(now=timezone.now())
        states = check_due(most=options["most"])
        self.stdout.write(
            _(
                "Outgoing links: {places} places, {asked} asked, {good} answer, {failing} failed, {broken} broken"
            ).format(
                places=places,
                asked=states.total(),
                good=states[LinkState.GOOD],
                failing=states[LinkState.FAILING],
                broken=states[LinkState.BROKEN],
            )
        )

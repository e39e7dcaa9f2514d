"""Forget the people of invitations that are over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from seoulsolution.archive.sharing.invitations.retention import forget_people


class Command(BaseCommand):
    help = "Forget names, mail addresses and answers of invitations that ended INVITATION_RETENTION_DAYS ago."

    def handle(self, *args: Any, **options: Any) -> None:
        number = forget_people()
        text = ngettext(
            "{n} invitation has forgotten its person", "{n} invitations have forgotten their person", number
        )
        self.stdout.write(text.format(n=number))

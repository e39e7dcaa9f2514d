"""For the last superuser, who has nobody to ask."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...admin_views import forget_factors


class Command(BaseCommand):
    help = "Delete app, passkeys and recovery codes of an account and end its sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(_("There is no account “%(name)s”.") % {"name": name})
        forget_factors(user=user, by=None)
        text = _("The second factors of %(name)s were reset and their sessions ended.") % {"name": name}
        self.stdout.write(text)

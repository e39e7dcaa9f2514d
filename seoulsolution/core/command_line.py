"""What an operator runs by hand or through a script, in the operator's language; the site's own may be another."""

import os
import re
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import ManagementUtility
from django.utils.translation import activate

# The language in which messages are written in the code.
SOURCE_LANGUAGE = "en"
# The first that is set decides, as everywhere on the system.
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def operator_language(environment: Mapping[str, str]) -> str:
    """The language of the site in which the system speaks to its user, as in LANG=ko_KR.UTF-8; else English."""
    locale = next(filter(None, (environment.get(name) for name in VARIABLES)), "")
    code = re.split(r"[_.@-]", locale)[0].lower()
    return code if code in dict(settings.LANGUAGES) else SOURCE_LANGUAGE


class CommandLine(ManagementUtility):
    def fetch_command(self, subcommand: str) -> Any:
        if apps.ready:  # not where the settings are at fault
            activate(operator_language(os.environ))
        return super().fetch_command(subcommand)

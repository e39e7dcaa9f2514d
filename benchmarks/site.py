"""A migrated database with the starter content, made once a run."""

import os
import subprocess
import sys
from functools import cache

from django.core.management import call_command
from django.utils.translation import override
from wagtail.models import Locale, Page

from .bare.models import BarePage


@cache
def collect() -> None:
    """Put the static files where the production server looks for them."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.production"}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0", "--ignore", "typesetting"]
    subprocess.run(command, check=True, env=environment)


@cache
def prepare() -> BarePage:
    """Load the starter content, make it findable and put a bare page beside the areas; returns it."""
    from seoulsolution.archive.loading.signals import content_loaded
    from seoulsolution.discovery import indexing

    call_command("migrate", verbosity=0)
    receivers, content_loaded.receivers = content_loaded.receivers, []
    call_command("load_content", verbosity=0)
    content_loaded.receivers = receivers
    indexing.rebuild()
    with override("en"):
        english = Locale.objects.get(language_code="en")
        parent = Page.objects.get(slug="policies", locale=english)
        bare = BarePage(title="Bare", slug="bare", locale=english, body="<p>" + "A sentence of text. " * 60 + "</p>")
        parent.add_child(instance=bare)
    return bare

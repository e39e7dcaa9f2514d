"""Begins a further language of the site: its locale, a draft of its home page, and who works on it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from seoulsolution.archive.desk.offices import prepare_desk
from seoulsolution.archive.desk.translating.saving import make_translation
from seoulsolution.archive.front.models import HomePage


class Command(BaseCommand):
    help = (
        "Begins a further language of the site, of those in LANGUAGES. Readers see it when its home page is published."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language", help="its code, such as mn")

    @transaction.atomic
    def handle(self, *args: Any, language: str, **options: Any) -> None:
        if language not in dict(settings.LANGUAGES):
            message = _("%(language)s is not in LANGUAGES: add it there first, then run this again.")
            raise CommandError(message % {"language": language})
        home = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        if home is None:
            raise CommandError(_("There is no home page to translate: load the content first."))
        locale, _is_new = Locale.objects.get_or_create(language_code=language)
        if home.get_translation_or_none(locale) is None:
            make_translation(page=home, locale=locale, by=None)
        prepare_desk()
        text = _("%(language)s is begun: translate its home page at the desk, publish it, then the pages below it.")
        self.stdout.write(text % {"language": language})

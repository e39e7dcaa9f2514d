"""Passages that a machine has drafted and that nobody has checked since. A page that says one is not published."""

import re
from html import unescape
from typing import Any

from django.conf import settings
from wagtail_localize.models import StringTranslation

TAG = re.compile(r"<[^<>]*>")


def machine_passages(page: Any) -> int:
    """How many of the passages of `page` are machine drafts, with one query.

    Passages are compared by what they say, as it is the text that must not reach readers, whatever wrote the page.
    """
    if not page.locale_id or page.locale.language_code == settings.LANGUAGE_CODE:
        return 0
    drafts = StringTranslation.objects.filter(
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
        locale=page.locale_id,
        context__object_id=page.translation_key,
    )
    known = {(path, _words(data)) for path, data in drafts.values_list("context__path", "data")}
    if not known:
        return 0
    return sum((string.path, _words(string.string.data)) in known for string in page.strings())


def still_drafted(page: Any) -> int:
    """The same for a page that may be a copy, whose passages nobody translates any more: it stays what it was."""
    found = machine_passages(page)
    if found or not page.machine_passages:
        return found
    known = StringTranslation.objects.filter(locale=page.locale_id, context__object_id=page.translation_key)
    return 0 if known.exists() else page.machine_passages


def _words(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", html)).split())

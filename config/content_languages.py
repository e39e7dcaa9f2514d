"""The languages of the site, from its settings."""

from typing import Any

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# What the catalogue of the site calls them; others are called as Django's calls them.
NAMES = {"ko": _("Korean"), "en": _("English"), "mn": _("Mongolian")}


def named(first: str, codes: list[str]) -> list[tuple[str, Any]]:
    """(code, name) of each. Raises ImproperlyConfigured with one sentence that says what to change."""
    clean = [code.strip().lower() for code in codes if code.strip()]
    given = ",".join(clean)
    if clean[:1] != [first]:
        raise ImproperlyConfigured(f"LANGUAGES is {given!r}: put {first}, the language of the city, first.")
    if len(set(clean)) < len(clean) or any("name" not in LANG_INFO.get(code, {}) for code in clean):
        raise ImproperlyConfigured(f"LANGUAGES is {given!r}: give each code of Django once, such as ko,en,mn.")
    return [(code, NAMES[code] if code in NAMES else _(LANG_INFO[code]["name"])) for code in clean]

"""Languages by their codes of ISO 639, as readers call them (CLDR, by Babel)."""

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .numbers import babel_locale

MARK = ";"


def codes_of(text: str) -> list[str]:
    return [code.strip() for code in text.split(MARK) if code.strip()]


def is_language(code: str) -> bool:
    """Whether CLDR has a name for it."""
    return code in Locale("en").languages


def check_languages(text: str) -> None:
    """Raise ValidationError where a code is none that CLDR knows."""
    for code in codes_of(text):
        if not is_language(code):
            raise ValidationError(_("“%(code)s” is no code of a language, such as es.") % {"code": code})


def language_names(text: str) -> list[str]:
    """Of codes, in their order, in the active language; a code without a name is left as it is."""
    names = babel_locale().languages
    return [names.get(code, code) for code in codes_of(text)]

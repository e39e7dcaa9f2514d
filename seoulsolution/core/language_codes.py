"""In which languages something is written or spoken: codes of ISO 639, and what readers call them."""

import re
from functools import cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .numbers import babel_locale

PARTED = re.compile(r"[\s,;]+")


def split_codes(text: str) -> list[str]:
    """The codes in a text that parts them by spaces, commas or semicolons, each once."""
    return list(dict.fromkeys(code for code in PARTED.split(text) if code))


@cache
def _known() -> frozenset[str]:
    return frozenset(Locale("en").languages)


def is_language(code: str) -> bool:
    """Whether CLDR has a name for it."""
    return code in _known()


def check_language_codes(text: str) -> None:
    """Raise ValidationError where one of the codes names no language."""
    wrong = [code for code in split_codes(text) if not is_language(code)]
    if wrong:
        message = _("%(code)s is no code of a language. Codes are those of ISO 639, such as ko, en or mn.")
        raise ValidationError(message % {"code": wrong[0]})


def language_names(text: str) -> list[str]:
    """What the languages of `text` are called in the active one; a code that nobody knows stands for itself."""
    names = babel_locale().languages
    # Babel parts a script as in “zh_Hans”.
    return [str(names.get(code) or names.get(_as_babel_says(code), code)) for code in split_codes(text)]


def _as_babel_says(code: str) -> str:
    language, _hyphen, script = code.partition("-")
    return f"{language}_{script.title()}"

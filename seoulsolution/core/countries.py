"""Countries by their codes of ISO 3166-1, and what they are called (CLDR, by Babel).

No name is typed anywhere. Where a city calls a territory otherwise, the setting COUNTRY_NAMES says so.
"""

from babel import Locale
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LENGTH = 2


def is_country(code: str) -> bool:
    """Whether CLDR knows a country or territory by these two letters."""
    return len(code) == LENGTH and code.isascii() and code.isalpha() and code in Locale("en").territories


def check_country(code: str) -> None:
    """Raise ValidationError for what is no code of a country."""
    if not is_country(code):
        raise ValidationError(_("Two capital letters of ISO 3166-1, such as KR."))


def country_name(code: str, language: str) -> str:
    """KeyError for what is no code of a country."""
    named: dict[str, str] = settings.COUNTRY_NAMES.get(code, {})
    return named.get(language) or str(Locale.parse(language.replace("-", "_")).territories[code])

"""In which language the interface is: that of the reader where there is a catalogue for it, else English."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation.trans_real import DjangoTranslation

# Messages are written in it.
SOURCE_LANGUAGE = "en"
CATALOGUES = frozenset(
    path.parts[-3].replace("_", "-").lower() for path in settings.BASE_DIR.glob("locale/*/LC_MESSAGES/django.po")
)


def is_spoken(language: str) -> bool:
    """Whether the interface is there in a language."""
    return language.split("-")[0] == SOURCE_LANGUAGE or not CATALOGUES.isdisjoint({language, language.split("-")[0]})


def interface_language() -> str:
    """Code of the language in which messages come out now."""
    language = get_language() or settings.LANGUAGE_CODE
    return language if is_spoken(language) else SOURCE_LANGUAGE


def speak_english_where_words_are_missing() -> None:
    """Django fills what a catalogue lacks from that of LANGUAGE_CODE, the city's language.

    A reader of a third language is better served with the English in which messages are written. There is no setting
    for it.
    """

    def keep(self: Any, localedirs: Any = None) -> None:
        pass

    DjangoTranslation._add_fallback = keep  # type: ignore[attr-defined]

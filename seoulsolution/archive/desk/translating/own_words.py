"""What others wrote in the very language of a translation: their own words are its first draft.

A city whose staff wrote its record in English has said in English what an English page says; nobody translates it back
from the Korean that somebody will write later. The words stand in the boxes as ones that somebody has yet to look at:
they came from outside, so that a person confirms each before the page is handed in, as of any draft.
"""

from typing import Any

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from .models import TranslationMark
from .segments import told_in, translations


def keep_own_words(translation: Translation, page: Any) -> None:
    """Lay before the translators what `page`, the original, says in their language. What somebody wrote stays."""
    language = translation.target_locale.language_code
    known = set(translations(translation).values_list("context_id", "translation_of_id"))
    rows = StringSegment.objects.filter(source=translation.source).select_related("context", "string").order_by("order")
    for row in rows:
        place = (row.context_id, row.string_id)
        field = row.context.path.split(".")[0]
        if place in known or told_in(page, field, row.string.data) != language:
            continue
        known.add(place)
        kept = StringTranslation.objects.create(
            translation_of_id=row.string_id,
            locale_id=translation.target_locale_id,
            context_id=row.context_id,
            data=row.string.data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        TranslationMark.objects.create(translation=kept, is_unsure=True)

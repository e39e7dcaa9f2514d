"""What templates of the editors' desk say."""

from typing import Any

from django import template
from django.utils.translation import get_language_info

from seoulsolution.core.withdrawals import translations_to_withdraw

from ..desk import editor

register = template.Library()


@register.simple_tag
def schedule_note(page: Any, user: Any) -> dict[str, str]:
    """Heading and text for whoever sets a schedule for a page."""
    heading, text = editor.schedule_note(page, user)
    return {"heading": heading, "text": text}


@register.simple_tag
def other_languages(translated: Any) -> list[str]:
    """By their own names, those in which a page or a term is there besides its own."""
    if not translated.pk:
        return []
    others = translated.get_translations().order_by("locale__pk")
    return [
        str(get_language_info(code)["name_local"]) for code in others.values_list("locale__language_code", flat=True)
    ]


@register.simple_tag
def withdrawable_translations(page: Any, user: Any) -> list[Any]:
    """Public translations that the person may withdraw together with the original."""
    return translations_to_withdraw(page, user)

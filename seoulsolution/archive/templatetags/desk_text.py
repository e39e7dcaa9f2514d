"""What templates of the editors' desk say."""

from typing import Any

from django import template

from ..desk import editor

register = template.Library()


@register.simple_tag
def schedule_note(page: Any, user: Any) -> dict[str, str]:
    """Heading and text for whoever sets a schedule for a page."""
    heading, text = editor.schedule_note(page, user)
    return {"heading": heading, "text": text}

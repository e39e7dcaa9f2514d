"""The words for what is stored as a choice."""

from typing import Any

from django.db.models import Choices


def label_of(choices: type[Choices], value: Any) -> str:
    """What `get_<field>_display` gives, without putting all choices of the field together for every value."""
    member = choices._value2member_map_.get(value)
    return str(member.label if isinstance(member, Choices) else value)

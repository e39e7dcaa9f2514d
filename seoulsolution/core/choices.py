"""The words for what is stored as a choice."""

from functools import lru_cache
from typing import Any

from django.db.models import Choices
from django.utils.translation import get_language


def label_of(choices: type[Choices], value: Any) -> str:
    """What `get_<field>_display` gives, without putting all choices of the field together for every value."""
    return _label(choices, value, get_language())


@lru_cache(1000)
def _label(choices: type[Choices], value: Any, language: str | None) -> str:
    member = choices._value2member_map_.get(value)
    return str(member.label if isinstance(member, Choices) else value)

"""Names of the workflows and of their steps, which stand in the database once, in the language of who reads them."""

from collections.abc import Mapping
from copy import copy
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import override
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Task, Workflow

from .workflows import NAMES, STEPS, in_every_language

# Wagtail's actions that are told with the names.
TOLD = "wagtail.workflow."


@cache
def _known() -> Mapping[str, Any]:
    """Every way in which a name may be written down, with the name."""
    found: dict[str, Any] = {}
    for name in (*NAMES.values(), *STEPS.values()):
        found[in_every_language(name)] = name
        for code, _language in settings.LANGUAGES:
            with override(code):
                found.setdefault(str(name), name)
    return found


def in_own_language(name: str) -> str:
    """A name that the site has given in the present language; any other as it is."""
    return str(_known().get(name, name))


class Name(DeferredAttribute):
    """The name of a workflow or a step as it is read; written down as it is given."""

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        value = super().__get__(instance, owner)
        return in_own_language(value) if isinstance(value, str) else value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class Told(LogFormatter):
    """Tells an action as `formatter` does, with the names in the language of who reads it."""

    def __init__(self, formatter: LogFormatter) -> None:
        self.formatter = formatter
        self.label = formatter.label

    def format_message(self, log_entry: Any) -> Any:
        told = copy(log_entry)
        told.data = _with_names(log_entry.data)
        return self.formatter.format_message(told)

    def format_comment(self, log_entry: Any) -> Any:
        return self.formatter.format_comment(log_entry)


def _with_names(data: Any) -> Any:
    """What an action has noted, every title in it as a name."""
    if not isinstance(data, dict):
        return data
    return {
        key: in_own_language(value) if key == "title" and isinstance(value, str) else _with_names(value)
        for key, value in data.items()
    }


def tell_names(registry: LogActionRegistry) -> None:
    """After Wagtail's own actions are there."""
    for action, formatter in registry.formatters.items():
        if action.startswith(TOLD):
            registry.formatters[action] = Told(formatter)


def connect() -> None:
    for model in (Task, Workflow):
        setattr(model, "name", Name(model._meta.get_field("name")))  # noqa: B010 # not as a value of the field's type

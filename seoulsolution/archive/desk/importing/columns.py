"""The columns of the table of policies: one row a policy, a column for each fact, one for each text and language."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy, override, pgettext_lazy
from django.utils.translation import gettext as _

from ...policies.models import PolicyPage
from .facts import FACTS, Fact
from .words import WORDS, Kind

ID, VERSION = "id", "version"
NAMED = re.compile(r"\[([a-z_]+)\]$")
# Names of columns where that of the field would not tell an editor what goes there; the same as in the content files.
NAMES = {"goals": "sdgs", "places": "shared_with", "readings": "sources", "keywords": "tags"}
LABELS = {
    ID: gettext_lazy("id"),
    VERSION: pgettext_lazy("column of a table", "version when exported"),
    "goals": gettext_lazy("Sustainable Development Goals"),
    "places": gettext_lazy("places that it was shared with"),
    "readings": gettext_lazy("sources and further reading"),
    "keywords": gettext_lazy("tags"),
}
ENOUGH_FOR_A_POLICY = ("area", "title", "one_line")
LONG = ("summary", "search_words", "disputed", "time_needed", "readings")


@dataclass(frozen=True)
class Column:
    """`language` is empty for facts. One of `fact` and `words` is set, none for id and version."""

    name: str
    field: str
    language: str = ""
    fact: Fact | None = None
    words: Kind | None = None

    @property
    def label(self) -> str:
        label = LABELS.get(self.field) or PolicyPage._meta.get_field(self.field)
        name = capfirst(str(getattr(label, "verbose_name", None) or _related(label)))
        if not self.language:
            return name
        language = language_name(self.language)
        return f"{name} ({language})"

    @property
    def heading(self) -> str:
        """As it stands in the first row of a file: for people, and for the import."""
        return f"{self.label} [{self.name}]"

    @property
    def is_long(self) -> bool:
        return self.field in LONG or (type(self.words).__name__ in ("Narrative", "Rows") and self.field != "keywords")

    @property
    def is_source(self) -> bool:
        return self.language in ("", settings.LANGUAGE_CODE)

    @property
    def is_required(self) -> bool:
        return self.field == ID or (self.field in ENOUGH_FOR_A_POLICY and self.is_source)


def language_name(code: str) -> str:
    """In the reader's language."""
    return _(get_language_info(code)["name"])


def _related(label: Any) -> str:
    model = getattr(label, "related_model", None)
    return str(model._meta.verbose_name_plural) if model else str(label)


@cache
def columns() -> dict[str, Column]:
    """By name, in their order."""
    facts = [Column(NAMES.get(fact.field, fact.field), fact.field, fact=fact) for fact in FACTS]
    words = [
        Column(f"{NAMES.get(kind.field, kind.field)}_{code}", kind.field, code, words=kind)
        for kind in WORDS
        for code, _name in settings.LANGUAGES
    ]
    return {column.name: column for column in (Column(ID, ID), *facts, *words, Column(VERSION, VERSION))}


def recognise(heading: str) -> str:
    """The name of the column that `heading` means, in any language of the site; empty where it means none."""
    text = " ".join(heading.split())
    if match := NAMED.search(text):
        text = match[1]
    return _headings().get(text.casefold(), "")


@cache
def _headings() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, _language in settings.LANGUAGES:
        with override(code):
            found |= {column.label.casefold(): name for name, column in columns().items()}
    return found | {name: name for name in columns()}

"""The columns of a table: one for each fact of what a row tells, one for each text and language."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from .facts import Fact, are_lines
from .words import Kind, Narrative, Plain, Rows

ID, VERSION = "id", "version"
NAMED = re.compile(r"\[([a-z_]+)\]$")
LABELS = {
    ID: gettext_lazy("id"),
    VERSION: pgettext_lazy("column of a table", "version when exported"),
}


@dataclass(frozen=True)
class Column:
    """`language` is empty for facts. One of `fact` and `words` is set, none for id, version and the page of a row.

    `called`: its label without the language, lazily translated. `hint`: what an editor writes there, where neither
    the kind of the column nor the help text of its field says it. `is_required`: something new needs it.
    """

    name: str
    field: str
    called: Any
    language: str = ""
    fact: Fact | None = None
    words: Kind | None = None
    hint: Any = ""
    help_text: Any = ""
    is_required: bool = False

    @property
    def label(self) -> str:
        name = capfirst(str(self.called))
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
        if self.fact:
            return are_lines(self.fact)
        if isinstance(self.words, Plain):
            return self.words.limit is None
        return isinstance(self.words, Narrative) or (isinstance(self.words, Rows) and self.words.mark == "\n")

    @property
    def is_source(self) -> bool:
        return self.language in ("", settings.LANGUAGE_CODE)


def language_name(code: str) -> str:
    """In the reader's language."""
    return _(get_language_info(code)["name"])

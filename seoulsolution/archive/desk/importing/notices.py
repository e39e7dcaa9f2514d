"""What a file holds that is not imported, or not as it is, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS = {
    "unknown": _("These columns are not known and are not read: %(names)s."),
    "pictures": _(
        "%(number)s pictures are not imported. Please add them in the editor, with author, licence and description."
    ),
    "tracked": _("Tracked changes are taken as accepted: insertions are imported, deletions are not."),
    "comments": _("Comments are not imported."),
    "footnotes": _("Footnotes are not imported. Please name sources in their field."),
    "tables": _("Tables whose headings are not known are imported as lists: one point for each row."),
}


def in_words(notices: Iterable[Any]) -> list[str]:
    """`notices`: (code, values), as they are kept."""
    return [str(WORDS[code]) % values for code, values in notices if code in WORDS]

"""PO (GNU gettext): a passage is a message, its place the context, fuzzy what somebody has to look at."""

import re

import polib
from django.utils.translation import gettext as _

from ..segments import Segment, State
from .units import WHY, Offer, TranslatedFile, Unit, Unreadable, checked, parsed_time

PAGE, MADE_AT, SOURCE = "X-Page", "X-Downloaded-At", "X-Source-Language"
REVIEWED = "reviewed"
UNSURE = "fuzzy"
# Of the parser: “Syntax error in po file (line 12)”.
LINE = re.compile(r"\(line (\d+)\)")
# Signs that are no text: XML cannot hold them, and editors lose them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write(offer: Offer) -> bytes:
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": offer.title.replace("\n", " "),
        "PO-Revision-Date": offer.made_at.strftime("%Y-%m-%d %H:%M%z"),
        "Language": offer.target_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        SOURCE: offer.source_language,
        PAGE: str(offer.translation.uuid),
        MADE_AT: offer.made_at.isoformat(),
    }
    for segment in offer.segments:
        file.append(_entry(segment, offer.terms.get(segment.id, [])))
    return str(file).encode()


def _entry(segment: Segment, terms: list[str]) -> polib.POEntry:
    why = WHY.get(segment.state)
    said = [segment.section, *([str(why)] if why else []), *terms]
    if segment.is_rich:
        said.append(_("Keep the tags in angle brackets."))
    return polib.POEntry(
        msgctxt=segment.path,
        msgid=CONTROL.sub("", segment.source),
        msgstr=CONTROL.sub("", segment.target),
        comment="\n".join(said),
        flags=[UNSURE] if why else [REVIEWED] if segment.state == State.REVIEWED else [],
        previous_msgid=CONTROL.sub("", segment.before) or None,
    )


def read(content: bytes) -> TranslatedFile:
    """Raises Unreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("The file is not in UTF-8. Save it as UTF-8 and upload it again.")) from error
    try:
        # The parser takes a text of one line for the name of a file.
        file = polib.pofile("\n" + text.replace("\r\n", "\n") + "\n")
    except (OSError, ValueError, IndexError, AttributeError, KeyError) as error:
        line = LINE.search(str(error))
        message = _("Line %(line)d cannot be read as PO.") if line else _("The file cannot be read as PO or XLIFF.")
        raise Unreadable(message % ({"line": int(line[1]) - 1} if line else {})) from error
    about = file.metadata
    return TranslatedFile(
        source_language=about.get(SOURCE, "").strip(),
        target_language=about.get("Language", "").strip(),
        page=about.get(PAGE, "").strip(),
        made_at=parsed_time(about.get(MADE_AT, "").strip()),
        units=checked([_unit(entry) for entry in file if not entry.obsolete]),
    )


def _unit(entry: polib.POEntry) -> Unit:
    return Unit("", entry.msgctxt or "", entry.msgid, entry.msgstr, is_unsure=UNSURE in entry.flags)

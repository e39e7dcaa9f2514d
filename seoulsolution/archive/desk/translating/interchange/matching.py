"""A file beside the page for which it is uploaded: what fits, what it would change, and what is left over and why."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape

from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from seoulsolution.core.differences import Piece, word_differences
from seoulsolution.core.numbers import babel_locale

from ..saving import text_fault
from ..segments import Segment
from .inline import canonical
from .po import CONTROL
from .units import MOST_CHARACTERS, TranslatedFile, Unit, Unreadable

TAG = re.compile(r"<[a-z/]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file would make of a passage. `message`: why somebody should look before it is taken."""

    segment: Segment
    text: str
    is_unsure: bool
    changes: list[Piece] = field(default_factory=list)
    message: str = ""

    @property
    def is_confirmed(self) -> bool:
        return self.segment.is_open and not self.is_unsure


@dataclass(frozen=True, slots=True)
class Leftover:
    """A passage of a file that is not taken, and why. `segment`: what stands in its place here, if anything."""

    source: str
    target: str
    reason: str
    segment: Segment | None = None


@dataclass
class Comparison:
    """`same`: passages that say what the page says; `empty`: those that the file leaves untranslated."""

    proposals: list[Proposal] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    same: int = 0
    empty: int = 0
    is_of_this_page: bool = True


def compare(file: TranslatedFile, translation: Translation, segments: list[Segment]) -> Comparison:
    """Raises Unreadable where the file is in other languages than the page."""
    _refuse_other_languages(file, translation)
    comparison = Comparison(is_of_this_page=file.page in {"", str(translation.uuid)})
    places = _Places(segments)
    taken: set[str] = set()
    # First what says where it belongs, so that a passage from elsewhere does not take its place.
    exact = {index: places.exact(unit) for index, unit in enumerate(file.units)}
    taken |= {segment.id for segment in exact.values() if segment}
    for index, unit in enumerate(file.units):
        own = exact[index]
        found = [own] if own else [s for s in places.of_source(unit) if s.id not in taken]
        if not found:
            comparison.leftovers += _left(unit, places)
        for segment in found:
            taken.add(segment.id)
            _judge(unit, segment, file, comparison)
    return comparison


def _refuse_other_languages(file: TranslatedFile, translation: Translation) -> None:
    pairs = (
        (file.target_language, translation.target_locale.language_code, _("The file is a translation into %(other)s.")),
        (file.source_language, translation.source.locale.language_code, _("The file is a translation from %(other)s.")),
    )
    for said, wanted, message in pairs:
        if said and said.replace("_", "-").split("-")[0].lower() != wanted.split("-")[0].lower():
            expected = _("Expected: %(language)s.") % {"language": _name(wanted)}
            raise Unreadable(message % {"other": _name(said)} + " " + expected)


def _name(code: str) -> str:
    """The language in the reader's, or the code as it stands in the file."""
    return babel_locale().languages.get(code.replace("_", "-").split("-")[0].lower(), f"“{code[:20]}”")


class _Places:
    """Passages of the page by what a file knows of them."""

    def __init__(self, segments: list[Segment]) -> None:
        self.by_id = {segment.id: segment for segment in segments}
        self.by_path: dict[str, list[Segment]] = defaultdict(list)
        self.by_source: dict[str, list[Segment]] = defaultdict(list)
        for segment in segments:
            self.by_path[segment.path].append(segment)
            self.by_source[_plain(segment.source, is_markup=segment.is_rich)].append(segment)

    def exact(self, unit: Unit) -> Segment | None:
        """The passage with the same original in the same place."""
        source = _source_of(unit)
        known = [self.by_id[unit.key]] if unit.key in self.by_id else self.by_path.get(unit.path, [])
        return next((s for s in known if _plain(s.source, is_markup=s.is_rich) in source), None)

    def of_source(self, unit: Unit) -> list[Segment]:
        return [segment for source in _source_of(unit) for segment in self.by_source.get(source, [])]

    def instead(self, unit: Unit) -> Segment | None:
        """What stands now in the place of a unit whose original was another."""
        known = self.by_path.get(unit.path, [])
        return known[0] if len(known) == 1 else None


def _plain(text: str, *, is_markup: bool) -> str:
    """Programs change spaces and ways to write tags; neither makes another passage."""
    clean = canonical(text) if is_markup else CONTROL.sub("", text)
    return " ".join(clean.split())


def _source_of(unit: Unit) -> list[str]:
    """A unit without markup can be the original of a passage with tags, written out, or of one without."""
    if unit.is_markup:
        both = [_plain(unit.source, is_markup=True), _plain(unescape(unit.source), is_markup=False)]
    else:
        both = [_plain(unit.source, is_markup=False), _plain(unit.source, is_markup=True)]
    return list(dict.fromkeys(both))


def _left(unit: Unit, places: _Places) -> list[Leftover]:
    if not unit.target.strip():
        return []
    now = places.instead(unit)
    reason = _("The original of this passage is another now.") if now else _("The page has no such passage.")
    return [Leftover(_readable(unit, unit.source), _readable(unit, unit.target), reason, now)]


def _readable(unit: Unit, text: str) -> str:
    short = text[:MOST_CHARACTERS]
    return unescape(short) if unit.is_markup and not TAG.search(short) else short


def _judge(unit: Unit, segment: Segment, file: TranslatedFile, comparison: Comparison) -> None:
    if not unit.target.strip():
        comparison.empty += 1
        return
    text, fault = _text(unit, segment)
    is_same = _plain(text, is_markup=segment.is_rich) == _plain(segment.target, is_markup=segment.is_rich)
    if is_same and unit.is_unsure == segment.is_open:
        comparison.same += 1
        return
    fault = fault or ("" if is_same else text_fault(segment, text))
    if fault:
        comparison.leftovers.append(
            Leftover(_readable(unit, unit.source), _readable(unit, unit.target), fault, segment)
        )
        return
    message = ""
    if not is_same and file.made_at and segment.saved_at and segment.saved_at > file.made_at:
        message = _("The passage was saved here after the file was downloaded. Tick it to put the file’s in its place.")
    text = segment.target if is_same else text
    changes = [] if is_same else word_differences(segment.target, text)
    comparison.proposals.append(Proposal(segment, text, unit.is_unsure, changes, message))


def _text(unit: Unit, segment: Segment) -> tuple[str, str]:
    """(what would stand in the box of the passage, why it cannot)."""
    if unit.fault:
        return "", unit.fault
    if len(unit.target) > MOST_CHARACTERS:
        return "", _("It is longer than %(most)d characters.") % {"most": MOST_CHARACTERS}
    if CONTROL.search(unit.target):
        return "", _("It holds signs that are no text.")
    if not unit.is_markup or segment.is_rich:
        return unit.target.strip(), ""
    if TAG.search(unit.target):
        return "", _("This passage is plain text; it cannot hold marks of bold, links or breaks.")
    return unescape(unit.target).strip(), ""

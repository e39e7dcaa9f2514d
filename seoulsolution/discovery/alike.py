"""Texts that are like another one, each with the reason that a reader can check.

Compared within one language and one kind. How like two texts are is how near the second is in meaning to title and line
of the first, and more where both have a topic or an area in common, or rare terms of the glossary of which one of them
speaks in its title or line. What shares none of these is not shown, however near: there would be nothing to say.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy
from django.utils.translation import gettext as _

from seoulsolution.core.sections import PageSection, Subject

from . import glossary, indexing, meaning
from .concepts import Field
from .engines.interface import Numbers, Scores, Snapshot, Unavailable
from .shared_terms import Term, Terms, terms_in

# Nobody asks yet for what is like things of another kind.
POLICY = "policy"
MOST = 5
# So many are kept for each text, for those that the page names already.
MOST_FOUND = 20
NEAREST = 200
WEIGHED = 30
# Without the model every text of the kind is compared, up to so many.
MOST_COMPARED = 400
MOST_PAGES = 10_000
MOST_VECTORS = 2_000

# How much it adds to have the same value of a facet, or to speak of the same term, in one title or line or in both.
SHARED = {"topic": 0.15, "area": 0.05}
IN_ONE, IN_BOTH = 0.06, 0.14
MOST_TERMS = 2
# A term of which more than this share of the texts speaks says little of what two of them have in common.
COMMON = 0.12
# By what two texts have most in common: the more they must be alike, the less it says.
ENOUGH = {"both": 0.42, "topic": 0.42, "one": 0.45, "area": 0.52, "elsewhere": 0.55}
ENOUGH_WITHOUT_MODEL = 0.19


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another text and what it has in common: `terms` of the glossary and the value of a `facet`, or one of them."""

    key: str
    title: str
    line: str
    url: str
    score: float
    terms: tuple[str, ...]
    facet: str


@dataclass(frozen=True, slots=True)
class Similar:
    """A text as a reader meets it beside another one."""

    title: str
    line: str
    url: str
    reason: str


@lru_cache(MOST_VECTORS)
def _vector(text: str) -> Scores | None:
    """None without the model."""
    model = meaning.encoder()
    return model.encode([text])[0] if model else None


class _State:
    """What was found in one state of the index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.began = time.monotonic()
        self.found: dict[tuple[str, str, str], list[Likeness]] = {}
        self.glossary = glossary.changed_at()

    def holds(self, snapshot: Snapshot) -> bool:
        fresh = time.monotonic() - self.began < glossary.STALE_AFTER and glossary.changed_at() == self.glossary
        return self.snapshot is snapshot and fresh

    def like(self, subject: Subject) -> list[Likeness]:
        """The most like first, without regard to what the page names already."""
        asked = (subject.kind, subject.key, subject.language)
        if asked not in self.found:
            if len(self.found) >= MOST_PAGES:
                self.found.clear()
            self.found[asked] = _Comparison(self.snapshot, subject).likenesses()
        return self.found[asked]


class _Comparison:
    """One text beside all others of its kind and language."""

    def __init__(self, snapshot: Snapshot, subject: Subject) -> None:
        self.snapshot, self.subject = snapshot, subject
        self.vector = _vector(f"{subject.title}. {subject.line}")
        self.terms: Terms = terms_in(subject.language)
        self.own: Mapping[str, Any] = {}

    def likenesses(self) -> list[Likeness]:
        numbers, closeness = self._candidates()
        shown = self.snapshot.shown(numbers.tolist())
        key = f"{self.subject.kind}:{self.subject.key}"
        self.own = next((one for one in shown if one["entry"] == key), {})
        if not self.own:
            return []
        others = [(one, near) for one, near in zip(shown, closeness.tolist(), strict=True) if one is not self.own]
        found = [self._likeness(one, near) for one, near in others]
        return sorted((one for one in found if one), key=lambda one: (-one.score, one.title))[:MOST_FOUND]

    def _candidates(self) -> tuple[Numbers, Scores]:
        """The nearest in meaning; without the model everything, or what is in the same area if that is much."""
        wanted = {"kind": [self.subject.kind], "language": [self.subject.language]}
        numbers = self.snapshot.chosen(wanted)
        if self.vector is None:
            numbers = numbers[:MOST_COMPARED]
            return numbers, numpy.zeros(len(numbers), dtype=numpy.float32)
        numbers = numpy.intersect1d(self.snapshot.nearest(self.vector, NEAREST).numbers, numbers)
        closeness = self.snapshot.closeness(self.vector, numbers)
        best = numpy.argsort(-closeness, kind="stable")[:WEIGHED]
        return numbers[best], closeness[best]

    def _likeness(self, other: Mapping[str, Any], closeness: float) -> Likeness | None:
        shared = [
            facet
            for facet in SHARED
            if facet in self.subject.facets
            and set(self.own["facets"].get(facet, ())) & set(other["facets"].get(facet, ()))
        ]
        terms = self._shared_terms(other)
        way = _way(terms, shared)
        score = closeness + sum(SHARED[name] for name in shared) + sum(terms.values())
        if not way or score < (ENOUGH_WITHOUT_MODEL if self.vector is None else ENOUGH[way]):
            return None
        return Likeness(
            key=other["entry"].split(":", 1)[1],
            title=other["title"],
            line=other["line"],
            url=other["url"],
            score=score,
            terms=() if way in SHARED else tuple(term.name for term in terms),
            facet="topic" if "topic" in shared else way if way in SHARED else "",
        )

    def _shared_terms(self, other: Mapping[str, Any]) -> dict[Term, float]:
        """What each adds; those of which both titles or lines speak first, then the rarest."""
        mine, theirs = self.terms.spoken(self.own), self.terms.spoken(other)
        both = {term for term in mine.head if term.stands_in(theirs.text)}
        both |= {term for term in theirs.head if term.stands_in(mine.text)}
        rarity = {term: share for term in both if (share := self._share(term)) <= COMMON}
        worth = {term: IN_BOTH if term in mine.head & theirs.head else IN_ONE for term in rarity}
        order = sorted(rarity, key=lambda term: (-worth[term], rarity[term], term.name))
        return {term: worth[term] for term in _not_nested(order)[:MOST_TERMS]}

    def _share(self, term: Term) -> float:
        """Of how many of the texts of this language speak of a term, at most."""
        language = self.subject.language
        held = [self.snapshot.frequency(language, Field.WORDS, word) for word in term.index_terms]
        return min(held, default=0) / max(1, len(self.snapshot.versions(language)))


def _not_nested(terms: Sequence[Term]) -> list[Term]:
    """Without those that are a part of a longer one: bus lane beside median bus lane."""
    return [term for term in terms if not any(term is not other and term.key in other.key for other in terms)]


def _way(terms: Mapping[Term, float], shared: Sequence[str]) -> str:
    """What two texts have most in common, a key of ENOUGH; nothing where it is a passing mention."""
    if IN_BOTH in terms.values():
        return "both" if shared or len(terms) > 1 else "elsewhere"
    if "topic" in shared:
        return "topic"
    return ("one" if terms else "area") if shared else ""


def _reason(one: Likeness, subject: Subject) -> str:
    """In the active language, which is that of the texts."""
    same = {"topic": _("Same topic: %(name)s"), "area": _("Same area: %(name)s")}
    parts = [same[one.facet] % {"name": subject.facets[one.facet]}] if one.facet else []
    if one.terms:
        parts.append(_("Both mention: %(terms)s") % {"terms": _(", ").join(one.terms)})
    return " · ".join(parts)


_lock = threading.Lock()
_state: _State | None = None


def _current() -> _State:
    """Raises Unavailable."""
    global _state
    snapshot = indexing.engine().snapshot()
    state = _state
    if state is None or not state.holds(snapshot):
        with _lock:
            state = _state = _State(snapshot)
    return state


def similar(subject: Subject) -> list[Similar]:
    """The texts that are most like the subject and that its page does not name already, at most MOST; none where search
    is away.
    """
    try:
        alike = _current().like(subject)
    except (Unavailable, OSError):
        return []
    others = [one for one in alike if one.key not in subject.named][:MOST]
    return [Similar(one.title, one.line, one.url, _reason(one, subject)) for one in others]


def section(subject: Subject) -> PageSection | None:
    """Of a policy: those that are like it."""
    found = similar(subject) if subject.kind == POLICY else []
    if not found:
        return None
    return PageSection("similar", _("Similar policies"), "components/search/similar.html", {"similar": found})

"""What a reader gets for a query: entries in the reader's language, with counts to narrow them by."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast
from urllib.parse import urlencode

import numpy
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from seoulsolution.core import passages, searchable
from seoulsolution.core.numbers import format_life

from . import glossary, indexing, markup, meaning
from .analysis import Script
from .concepts import LONGEST_QUERY, Field, Reading, Weights, typed_words
from .engines.interface import Numbers, Scores, Snapshot
from .lexicon import Lexicon, phrase_key
from .marks import Marked, Marker
from .narrowing import TABS, Choice, Chosen, FacetCount, Narrowing, facet_count, narrowing
from .ranking import Fusion, Ranked, rank
from .understanding import Uncorrected, Understood, understand

PAGE_SIZE = 20
MOST_RESULTS = 10_000
# A text answers a query when it holds this share of its words, or is this near in meaning (cosine).
ENOUGH_WORDS = 0.45
NEAR_ENOUGH = 0.42
NEAREST = 5
MOST_NOTES = 2

SORTS = {"relevance": _("Best first"), "newest": _("Newest first"), "title": _("By title")}


@dataclass(frozen=True, slots=True)
class Asked:
    """`language`: the reader's. `filters`: chosen values by facet. `exact`: for what was typed, as it is."""

    typed: str
    language: str
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = "relevance"
    offset: int = 0
    limit: int = PAGE_SIZE
    exact: bool = False

    @property
    def narrowed(self) -> int:
        """How many values were chosen to narrow the results, besides the kind."""
        return sum(len(values) for name, values in self.filters.items() if name != TABS)

    @property
    def corrected(self) -> str:
        """The query string that asks for what was probably meant."""
        return replace(self, exact=False).address

    @property
    def literally(self) -> str:
        """The query string that asks for exactly what was typed."""
        return replace(self, exact=True).address

    @property
    def bare(self) -> str:
        """The query string without anything that narrows."""
        kept = {name: values for name, values in self.filters.items() if name == TABS}
        return replace(self, filters=kept).address

    @property
    def sorts(self) -> list[Choice]:
        return [
            Choice(value, str(label), 0, value == self.sort, replace(self, sort=value).address)
            for value, label in SORTS.items()
        ]

    def narrowed_to(self, facet: str, values: Sequence[str]) -> "Asked":
        """The first page of the same with other values of one facet."""
        filters = {**self.filters, facet: values}
        return replace(self, filters={name: some for name, some in filters.items() if some}, offset=0)

    @property
    def address(self) -> str:
        """The query string that asks for the same, without the page."""
        parameters: dict[str, str | Sequence[str]] = {"q": self.typed, **self.filters}
        if self.sort != "relevance":
            parameters["sort"] = self.sort
        if self.exact:
            parameters["exact"] = self.typed
        return urlencode(parameters, doseq=True)


@dataclass(slots=True)
class Entry:
    """One thing that was found, in the reader's language where it is written in it."""

    kind: str
    id: str
    language: str
    title: Marked
    line: str
    snippet: Marked
    url: str
    years: tuple[int | None, int | None]
    facets: Mapping[str, Sequence[str]]
    score: float
    through: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def facts(self) -> list[str]:
        """Kind, years and the like, in words."""
        start, end = self.years
        status = next(iter(self.facets.get("status", ())), "")
        years = [format_life(start, end, status)] if start else []
        beside = [
            word for facet in searchable.facets() if facet.beside for word in facet.beside(self.kind, self.facets)
        ]
        return [str(searchable.source(self.kind).one), *self.said, *years, *beside]

    def draw(self, language: str, level: int = 2) -> SafeString:
        return markup.entry(self, language, level)


@dataclass(slots=True)
class Findings:
    """`total` entries in all; `entries` those of the page asked for. `nearest`: where none answers, what comes near."""

    asked: Asked
    total: int = 0
    entries: list[Entry] = field(default_factory=list)
    facets: list[FacetCount] = field(default_factory=list)
    nearest: list[Entry] = field(default_factory=list)
    narrowing: Narrowing = field(default_factory=Narrowing)
    understood: Understood = field(default_factory=Understood)
    milliseconds: float = 0.0


def script_of(language: str) -> Script:
    """The script of a language; of one that we do not know, Latin."""
    known = {"Kore": Script.HANGUL, passages.LATIN: Script.LATIN, "": Script.LATIN}
    return known.get(passages.script_of(language), Script.OTHER)


def find(asked: Asked) -> Findings:
    """Raises `Unavailable`, where there is no index `Missing`."""
    began = time.perf_counter()
    snapshot = indexing.engine().snapshot()
    findings = Findings(asked)
    if asked.typed.strip():
        _Search(asked, snapshot).fill(findings)
    findings.milliseconds = (time.perf_counter() - began) * 1000
    return findings


class _Search:
    def __init__(self, asked: Asked, snapshot: Snapshot) -> None:
        self.asked, self.snapshot = asked, snapshot
        typed, lexicon = asked.typed[:LONGEST_QUERY], glossary.lexicon()
        scripts = {code: script_of(code) for code, _name in settings.LANGUAGES}
        self.ranked: Ranked = rank(
            typed,
            cast(Snapshot, Uncorrected(snapshot)) if asked.exact else snapshot,
            lexicon=cast(Lexicon, Uncorrected(lexicon)) if asked.exact else lexicon,
            scripts=scripts,
            language=asked.language,
            model=meaning.encoder(),
            fusion=Fusion(candidates=MOST_RESULTS),
        )
        self.understood = understand(
            typed,
            self.ranked.questions,
            snapshot,
            lexicon=lexicon,
            scripts=scripts,
            language=asked.language,
            exact=asked.exact,
        )
        said = [typed, self.understood.corrected]
        self.markers = {question.language: Marker(question, said) for question in self.ranked.questions}

    def fill(self, findings: Findings) -> None:
        relevant = self._relevant()
        numbers, scores = self._one_each(self.ranked.numbers[relevant], self.ranked.scores[relevant])
        kept = self._filtered(numbers, self.asked.filters)
        findings.facets = self._facets(numbers)
        findings.understood = self.understood
        findings.total = int(kept.sum())
        findings.narrowing = narrowing(self.asked, findings.facets, findings.total)
        if not findings.total:
            findings.narrowing.freeing = self._freeing(numbers, findings.narrowing)
        numbers, scores = self._sorted(numbers[kept], scores[kept])
        page = slice(self.asked.offset, self.asked.offset + self.asked.limit)
        findings.entries = self._entries(numbers[page], scores[page])
        if not findings.total and not self.asked.filters:
            numbers, scores = self._one_each(self.ranked.numbers, self.ranked.scores)
            findings.nearest = self._entries(numbers[:NEAREST], scores[:NEAREST])

    def _relevant(self) -> "numpy.ndarray[Any, Any]":
        """Bare names are near to each other whatever they name: Guangzhou is no answer to Chittagong. Who types one
        gets what holds it, and not what is only spelt or sounds like it: Colombia is no answer to Colombo.
        """
        names = searchable.asked_for_by_name()
        bare = numpy.isin(self.ranked.numbers, self.snapshot.chosen({TABS: names}) if names else [])
        relevant = self.ranked.relevant(ENOUGH_WORDS, NEAR_ENOUGH)
        relevant &= ~bare | self.ranked.relevant(ENOUGH_WORDS, numpy.inf)
        holding = self._holding_the_name(self.ranked.numbers[bare & self.ranked.named])
        if holding is not None:
            relevant &= numpy.isin(self.snapshot.entries(self.ranked.numbers), self.snapshot.entries(holding))
        return cast("numpy.ndarray[Any, Any]", relevant)

    def _holding_the_name(self, numbers: Numbers) -> Numbers | None:
        """What holds the name, in any language, of the one of `numbers` that is called as was typed; None: none is."""
        typed = phrase_key(self.asked.typed)
        titles = [phrase_key(shown["title"]) for shown in self.snapshot.shown(numbers.tolist())]
        called = {
            entry
            for entry, title in zip(self.snapshot.entries(numbers).tolist(), titles, strict=True)
            if title == typed
        }
        if not called:
            return None
        versions = [self.snapshot.versions(code) for code in self.snapshot.languages]
        own = [held[entry] for entry in called for held in versions if entry in held]
        return numpy.concatenate(
            [self._holding(shown["title"], shown["language"]) for shown in self.snapshot.shown(own)]
        )

    def _holding(self, title: str, language: str) -> Numbers:
        run = typed_words(title)
        reading = Reading(run, language, statistics=self.snapshot, lexicon=Lexicon([]), weights=Weights())
        return self.snapshot.holding(reading.question(language), Field.WORDS)

    def _one_each(self, numbers: Numbers, scores: Scores) -> tuple[Numbers, Scores]:
        """One document for each entry, at the place of its best version, in the reader's language if there is one."""
        entries = self.snapshot.entries(numbers)
        _distinct, first = numpy.unique(entries, return_index=True)
        first.sort()
        own = self.snapshot.versions(self.asked.language)
        chosen = [own.get(int(entries[place]), int(numbers[place])) for place in first]
        return numpy.array(chosen, dtype=numpy.int64), scores[first]

    def _filtered(self, numbers: Numbers, filters: Mapping[str, Sequence[str]]) -> "numpy.ndarray[Any, Any]":
        if not filters:
            return numpy.ones(len(numbers), dtype=bool)
        return numpy.isin(numbers, self.snapshot.chosen(filters))

    def _sorted(self, numbers: Numbers, scores: Scores) -> tuple[Numbers, Scores]:
        if self.asked.sort == "relevance" or not len(numbers):
            return numbers, scores
        shown = self.snapshot.shown(numbers.tolist())
        places = range(len(shown))
        if self.asked.sort == "newest":
            order = sorted(places, key=lambda place: -(shown[place]["years"][0] or 0))
        else:
            order = sorted(places, key=lambda place: shown[place]["title"].casefold())
        return numbers[order], scores[order]

    def _facets(self, numbers: Numbers) -> list[FacetCount]:
        """Counted with all filters but the facet's own, so that a reader sees what else could be chosen."""
        everything = self.snapshot.counts(numbers[self._filtered(numbers, self.asked.filters)])
        found = []
        for facet in searchable.facets():
            chosen = set(self.asked.filters.get(facet.name, ()))
            counts = everything.get(facet.name, {})
            if chosen:
                others = self.asked.narrowed_to(facet.name, []).filters
                counts = self.snapshot.counts(numbers[self._filtered(numbers, others)]).get(facet.name, {})
            counted = facet_count(facet, counts, chosen)
            if counted:
                found.append(counted)
        return found

    def _freeing(self, numbers: Numbers, shown: Narrowing) -> list[Chosen]:
        """The facets without whose values something would be left, the most first."""
        found = []
        for facet in [*shown.facets, FacetCount(TABS, "", shown.tabs)]:
            labels = [choice.label for choice in facet.choices if choice.chosen]
            without = self.asked.narrowed_to(facet.name, [])
            if labels and (count := int(self._filtered(numbers, without.filters).sum())):
                found.append(Chosen(str(facet.label), ", ".join(labels), without.address, count))
        return sorted(found, key=lambda one: -one.count)

    def _entries(self, numbers: Numbers, scores: Scores) -> list[Entry]:
        shown = self.snapshot.shown(numbers.tolist())
        entries = [self._entry(one, float(score)) for one, score in zip(shown, scores, strict=True)]
        for facet in searchable.facets():
            if facet.said:
                names = facet.names({value for entry in entries for value in entry.facets.get(facet.name, ())})
                for entry in entries:
                    entry.said += [names[value] for value in entry.facets.get(facet.name, ()) if value in names]
        return entries

    def _entry(self, shown: Mapping[str, Any], score: float) -> Entry:
        marker = self.markers[shown["language"]]
        title = marker.mark(shown["title"])
        passage = marker.best_passage(shown["passages"]) or shown["line"]
        snippet = marker.mark(passage)
        through = list(dict.fromkeys([*title.through, *snippet.through]))
        return Entry(
            kind=shown["kind"],
            id=shown["id"],
            language=shown["language"],
            title=title,
            line=shown["line"],
            snippet=snippet,
            url=shown["url"],
            years=tuple(shown["years"]),
            facets=shown["facets"],
            score=round(score, 4),
            through=through,
            notes=self.understood.note(through)[:MOST_NOTES],
        )

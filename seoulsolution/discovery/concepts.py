"""What a reader asks for: the words that were typed, and for each, in each language, what may stand for it.

A concept weighs as much as its word is rare. A document gets the best of a concept's ways: the word itself, another
name, a translation, a word that sounds alike; never their sum, so that many names do not outweigh one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Protocol

from .analysis import Script, Word, english, korean, sound_terms, spelling_terms, word_terms, words
from .lexicon import Found, Lexicon, Name

LONGEST_QUERY = 400
MOST_WORDS = 32
MOST_NAMES = 8
SURE_SOUND = 5


class Field(Enum):
    WORDS = "words"
    HEAD = "head"
    LETTERS = "letters"
    SOUNDS = "sounds"


class Statistics(Protocol):
    """What the index knows about the documents of one language."""

    def frequency(self, language: str, field: Field, term: str) -> int:
        """The number of documents that hold `term`."""
        ...

    def rarity(self, language: str, field: Field, term: str) -> float:
        """The inverse document frequency of BM25, in natural logarithms."""
        ...


@dataclass(frozen=True, slots=True)
class Way:
    """Terms of one field; `together`: one after the other. `name`: through which other name it leads, if any."""

    field: Field
    terms: tuple[str, ...]
    weight: float
    together: bool = False
    name: Name | None = None


@dataclass(slots=True)
class Concept:
    """What may stand for a word or a phrase: the ways in `own` add up, so do those in each of `others` and the concepts
    `inside`; the best of these counts.
    """

    mass: float
    own: list[Way] = field(default_factory=list)
    others: list[list[Way]] = field(default_factory=list)
    inside: list["Concept"] = field(default_factory=list)

    @property
    def ways(self) -> list[Way]:
        others = (way for ways in self.others for way in ways)
        return [*self.own, *others, *(way for concept in self.inside for way in concept.ways)]

    def typed_in(self, field: Field) -> list[tuple[str, ...]]:
        """The runs of terms by which a field says it as it was typed; empty where none does."""
        own = [way.terms for way in self.own if way.field is field]
        return own or _all_of([concept.typed_in(field) for concept in self.inside])


def _all_of(each: Sequence[list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    return [run for runs in each for run in runs] if all(each) else []


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each way counts beside the word itself. docs/guides/search.md says what chose them."""

    head: float = 0.7
    letters: float = 0.3
    unseen_letters: float = 1.0
    curated: float = 1.0
    general: float = 1.2
    later_name: float = 0.97
    sound: float = 0.8
    partly: float = 0.8
    meant: float = 0.9
    unknown: float = 0.3
    # What a term adds to BM25 when it is well represented, in units of its rarity (at most 2.2).
    saturation: float = 2.0
    # What one concept adds at most, in units of its mass.
    enough: float = 2.0


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the documents of one language; one that holds everything scores about `ideal`.

    `most`: what one concept adds at most, in units of its mass.
    """

    language: str
    concepts: list[Concept]
    ideal: float
    most: float

    def typed_in(self, field: Field) -> list[tuple[str, ...]]:
        """The runs of terms by which a field says everything that was typed; empty where none does."""
        return _all_of([concept.typed_in(field) for concept in self.concepts])


def typed_words(typed: str) -> list[Word]:
    """The words that count: at most MOST_WORDS, without those that only join, unless nothing else was typed."""
    found = words(typed[:LONGEST_QUERY])[:MOST_WORDS]
    telling = [word for word in found if word.text not in english.STOP_WORDS and word.text not in korean.STOP_WORDS]
    return _distinct(telling or found)


def _distinct(run: Iterable[Word]) -> list[Word]:
    return list({word.text: word for word in run}.values())


def language_of(run: Sequence[Word], scripts: Mapping[str, Script], default: str) -> str:
    """The language in whose script most was typed; `default` where none is, or where it is as good as another."""
    # A syllable of Hangul says about as much as two Latin letters.
    letters = {
        code: sum(len(word.text) for word in run if word.script is script) * (2 if script is Script.HANGUL else 1)
        for code, script in scripts.items()
    }
    best = max(letters, key=lambda code: (letters[code], code == default), default=default)
    return best if letters.get(best) else default


class Reading:
    """A query as one index reads it: the same words make one question for each language."""

    def __init__(
        self,
        run: Sequence[Word],
        language: str,
        *,
        statistics: Statistics,
        lexicon: Lexicon,
        weights: Weights,
        meant: Mapping[int, str] | None = None,
    ) -> None:
        """`language`: the one in which the query is written; `meant`: by its number, what a word was meant to be."""
        self.run = [_bare(word) for word in run]
        self.language = language
        self.statistics = statistics
        self.weights = weights
        self.found = lexicon.find(run)
        for number, text in (meant or {}).items():
            names = (Name(text, language, True, meant=True), *lexicon.names_of(text))
            self.found.append(Found(number, number + 1, names))
        self.masses = [self._mass(language, Field.WORDS, word_terms(word)) for word in self.run]

    def question(self, language: str) -> Question:
        """What to ask of documents in `language`."""
        concepts = [self._concept(number, language) for number in range(len(self.run))]
        whole = sum(self.masses)
        known = sum(concept.mass for concept in concepts if concept.ways)
        ideal = whole
        if language != self.language:
            ideal = self.weights.unknown * whole + (1 - self.weights.unknown) * known
        return Question(
            language,
            self._with_phrases(concepts, language),
            self.weights.saturation * ideal or 1.0,
            self.weights.enough,
        )

    def _mass(self, language: str, field: Field, terms: Iterable[str]) -> float:
        return sum(self.statistics.rarity(language, field, term) for term in terms)

    def _held(self, language: str, field: Field, terms: Iterable[str]) -> bool:
        return all(self.statistics.frequency(language, field, term) for term in terms)

    def _concept(self, number: int, language: str) -> Concept:
        word = self.run[number]
        concept = Concept(self.masses[number])
        here = [found for found in self.found if (found.first, found.last) == (number, number + 1)]
        for found in here:
            others = self._names(found.names, language, concept.mass * found.share)
            if found.share == 1:
                concept.others += others
            elif others:
                concept.inside.append(Concept(concept.mass * found.share, others=others))
        seen = self._held(self.language, Field.WORDS, word_terms(word))
        concept.own = self._own(word, language, concept.mass, seen)
        if language != self.language or not seen:
            concept.others += self._sounds(word, language, concept.mass)
        return concept

    def _own(self, word: Word, language: str, mass: float, seen: bool) -> list[Way]:
        """The word itself; and, where the document is in its language, what is spelled alike."""
        terms = tuple(word_terms(word))
        if language != self.language:
            held = self._held(language, Field.WORDS, terms)
            return self._said(terms, language, mass) if held else []
        letters = tuple(spelling_terms(word))
        beside = self.weights.letters if seen else self.weights.unseen_letters
        spelt = Way(Field.LETTERS, letters, mass * beside / (1 + beside) / self._mass(language, Field.LETTERS, letters))
        return [*self._said(terms, language, mass / (1 + beside)), spelt]

    def _said(
        self, terms: tuple[str, ...], language: str, mass: float, *, together: bool = False, name: Name | None = None
    ) -> list[Way]:
        """These terms in the text, and more so in its title and tags."""
        ways = [Way(Field.WORDS, terms, mass / self._mass(language, Field.WORDS, terms), together, name)]
        if self._held(language, Field.HEAD, terms):
            scale = self.weights.head * mass / self._mass(language, Field.HEAD, terms)
            ways.append(Way(Field.HEAD, terms, scale, together, name))
        return ways

    def _names(self, names: Iterable[Name], language: str, mass: float) -> list[list[Way]]:
        """Other names in `language`, those of the general list only for a word of another language."""
        found: list[tuple[float, list[Way]]] = []
        for name in names:
            if name.language != language or not (name.curated or language != self.language):
                continue
            terms = _terms_of(name.text)
            weight = self._weight(name)
            if not terms or not any(self._held(language, Field.WORDS, [term]) for term in terms):
                continue
            if len(terms) > 1:
                found.append(
                    (
                        weight * self.weights.partly,
                        self._said(terms, language, weight * self.weights.partly * mass, name=name),
                    )
                )
            if self._held(language, Field.WORDS, terms):
                found.append((weight, self._said(terms, language, weight * mass, together=len(terms) > 1, name=name)))
        found.sort(key=lambda one: -one[0])
        return [ways for _weight, ways in found[:MOST_NAMES]]

    def _weight(self, name: Name) -> float:
        if name.meant:
            return self.weights.meant
        kind = self.weights.curated if name.curated else self.weights.general
        return kind * self.weights.later_name**name.place

    def _sounds(self, word: Word, language: str, mass: float) -> list[list[Way]]:
        ways = []
        for key in sound_terms(word):
            if self._held(language, Field.SOUNDS, [key]):
                sure = min(1.0, (len(key) - 1) / (SURE_SOUND - 1))
                scale = mass / self._mass(language, Field.SOUNDS, [key])
                ways.append([Way(Field.SOUNDS, (key,), self.weights.sound * sure * scale)])
        return ways

    def _with_phrases(self, concepts: list[Concept], language: str) -> list[Concept]:
        """Neighbours that make a known phrase become one concept, if the phrase has names in `language`."""
        result, at = [], 0
        phrases = {found.first: found for found in self.found if found.last - found.first > 1}
        while at < len(concepts):
            phrase = phrases.get(at)
            last = phrase.last if phrase else at + 1
            inside = concepts[at:last]
            mass = sum(concept.mass for concept in inside)
            names = self._names(phrase.names, language, mass) if phrase else []
            if names:
                result.append(Concept(mass, others=names, inside=inside))
            else:
                result += inside
            at = last
        return result


@lru_cache(maxsize=20_000)
def _terms_of(name: str) -> tuple[str, ...]:
    return tuple(term for word in typed_words(name) for term in word_terms(_bare(word)))


def _bare(word: Word) -> Word:
    if word.script is not Script.HANGUL:
        return word
    if len(word.text) == korean.SHORTEST_STEM or not word.text:
        return word
    return Word(korean.stem(word.text), word.script, word.start, word.end)

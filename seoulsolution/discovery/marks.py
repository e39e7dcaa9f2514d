"""Where in a text a question is answered: the passage to show, and the words in it to mark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .analysis import Script, Word, fold, sound_terms, spelling_terms, word_terms, words
from .concepts import Concept, Field, Question, Way

LONGEST_SNIPPET = 220
# A word is taken for another one mistyped when it shares this part of its letters.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool = False


@dataclass(slots=True)
class Marked:
    """A text in pieces, and through which other names or spellings its words were found."""

    pieces: list[Piece] = field(default_factory=list)
    through: list[str] = field(default_factory=list)

    @property
    def has_marks(self) -> bool:
        return any(piece.marked for piece in self.pieces)


class Marker:
    """Marks what a question asks for in texts of its language."""

    def __init__(self, question: Question, asked: Iterable[str] = ()) -> None:
        """`asked`: the query as it was typed and as it was meant."""
        self.concepts = question.concepts
        self.asked = [squeezed for text in asked if (squeezed := "".join(fold(text).split()))]
        ways = [way for concept in question.concepts for way in concept.ways]
        self.words = {term: way for way in reversed(ways) if way.field is Field.WORDS for term in way.terms}
        self.sounds = {term: way for way in ways if way.field is Field.SOUNDS for term in way.terms}
        self.letters = [frozenset(way.terms) for way in ways if way.field is Field.LETTERS]
        # Words that are not asked for; most of them stand in every text.
        self.others: set[tuple[str, Script]] = set()

    def best_passage(self, passages: Iterable[str]) -> str:
        """The passage that holds most of the question; empty where none holds any of it."""
        best, most = "", 0.0
        for passage in passages:
            folded = fold(passage)
            held = sum(_held(concept, folded) for concept in self.concepts)
            if held > most:
                best, most = passage, held
        return best

    def mark(self, text: str) -> Marked:
        """`text` cut around its first marks."""
        found: list[tuple[int, int]] = []
        through: dict[str, None] = {}
        for word in words(text):
            if (word.text, word.script) in self.others:
                continue
            hit = self._hit(word)
            if hit is None:
                self.others.add((word.text, word.script))
            else:
                start, end, way = hit
                found.append((start, end))
                if way is not None and (said := _said(way, word)):
                    through[said] = None
        return Marked(_cut(text, found), list(through))

    def _hit(self, word: Word) -> tuple[int, int, Way | None] | None:
        terms = word_terms(word)
        held = [number for number, term in enumerate(terms) if term in self.words]
        if held:
            way = self.words[terms[held[0]]]
            exact = word.script is Script.HANGUL and word.end - word.start == len(word.text) and len(word.text) > 1
            if exact:
                first, last = held[0], self._whole(word.text, held[0], held[-1] + 2, way)
                return word.start + first, word.start + last, way
            return word.start, word.end, way
        for term in sound_terms(word):
            if term in self.sounds:
                return word.start, word.end, self.sounds[term]
        letters = frozenset(spelling_terms(word))
        if len(letters) > 2 and any(len(letters & asked) >= ALIKE * len(letters | asked) for asked in self.letters):
            return word.start, word.end, None
        return None

    def _whole(self, text: str, first: int, last: int, way: Way) -> int:
        """The end of what is asked for: an ending that was cut off may belong to the name, as in 버스전용차로."""
        wanted = [*self.asked, *([fold(way.name.text).replace(" ", "")] if way.name else [])]
        while last < len(text) and any(text[first : last + 1] in some for some in wanted):
            last += 1
        return last


def _said(way: Way, word: Word) -> str:
    if way.name is not None:
        return way.name.text
    return word.text if way.field is Field.SOUNDS else ""


def _held(concept: Concept, folded: str) -> float:
    """How much of a concept's mass a folded passage seems to hold; substrings will do to choose a passage."""
    shares = [
        sum(term in folded for term in way.terms) / len(way.terms)
        for way in concept.ways
        if way.field is Field.WORDS and way.terms
    ]
    return concept.mass * max(shares, default=0.0)


def _cut(text: str, found: Sequence[tuple[int, int]]) -> list[Piece]:
    first = found[0][0] if found else 0
    start = 0 if first < LONGEST_SNIPPET // 2 else _word_start(text, first - LONGEST_SNIPPET // 3)
    end = len(text) if len(text) - start <= LONGEST_SNIPPET else _word_start(text, start + LONGEST_SNIPPET)
    pieces = [Piece("… ")] if start else []
    at = start
    for begin, stop in found:
        if begin < at or stop > end:
            continue
        if begin > at:
            pieces.append(Piece(text[at:begin]))
        pieces.append(Piece(text[begin:stop], marked=True))
        at = stop
    if at < end:
        pieces.append(Piece(text[at:end]))
    if end < len(text):
        pieces.append(Piece(" …"))
    return pieces


def _word_start(text: str, near: int) -> int:
    """The end of the last space before `near`, so that no word is cut."""
    space = text.rfind(" ", 0, near)
    return space + 1 if space > near - 40 else near

"""Search by words in everything that a policy says, in every language."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Func, OuterRef, Q, TextField
from django.db.models.functions import Cast

from seoulsolution.archive.models import PolicyPage

LONGEST_QUERY = 200
MOST_WORDS = 8
LINES = ("title", "one_line", "summary")
NARRATIVE = (
    "background",
    "objectives",
    "organisation",
    "expertise",
    "success_factors",
    "limiting_factors",
    "for_other_cities",
)
ROWS = {
    "keywords": ["word"],
    "milestones": ["text"],
    "stakeholders": ["who", "role"],
    "preconditions": ["text", "before"],
    "difficulties": ["problem", "solution"],
    "results": ["indicator"],
}

STOP_WORDS = frozenset(
    re.findall(r"\w+", "a an and are by do does for from how in is it its of on or the to was what with")
)
# Every policy is of this city: they count only when nothing else was typed.
WEAK_WORDS = STOP_WORDS | {"seoul", "seoul's", "서울", "서울시", "서울의"}
PARTICLES = ("에서", "으로", "은", "는", "이", "가", "을", "를", "의", "에", "로", "와", "과", "도")
SHORTEST_STEM = 4

# A word begins at the start, after what is no letter, or after a JSON escape; it is no name of the JSON itself.
WORD_START = r"(^|[^a-z0-9]|\\u[0-9a-f]{4}|\\n)"
NO_MARKUP = r'(?![a-z]*(-block-key=|-key=|=\\|": |", "value": ))'


@dataclass(frozen=True)
class Word:
    """A word as it is looked for: an English one from its beginning, any other wherever it stands."""

    text: str

    @property
    def begins(self) -> bool:
        return self.text.isascii() and self.text.isalnum()

    def inside(self, column: str) -> Q:
        if self.begins:
            return Q(**{f"{column}__iregex": WORD_START + self.text + NO_MARKUP})
        held = Q(**{f"{column}__icontains": self.text})
        escaped = json.dumps(self.text)[1:-1]  # narrative is JSON in the database
        return held if escaped == self.text else held | Q(**{f"{column}__icontains": escaped})

    def is_in(self, text: str) -> bool:
        pattern = WORD_START + self.text if self.begins else re.escape(self.text)
        return re.search(pattern, text, re.IGNORECASE) is not None


@dataclass(frozen=True)
class Query:
    """What a reader typed, cut to what can be searched."""

    typed: str

    @property
    def words(self) -> list[Word]:
        printable = "".join(c if c.isprintable() else " " for c in self.typed[:LONGEST_QUERY])
        typed = [re.sub(r"^\W+|\W+$", "", word) or word for word in printable.lower().split()]
        strong = [word for word in typed if word not in WEAK_WORDS]
        return [Word(stem) for stem in dict.fromkeys(stem_of(word) for word in strong or typed)][:MOST_WORDS]


def stem_of(word: str) -> str:
    """The beginning that a word shares with its other forms: buses, bus; pipes, pipe; 버스를, 버스."""
    if word.isascii():
        return _english_stem(word)
    for particle in PARTICLES:
        if len(word) > 2 and len(word) - len(particle) >= 2 and word.endswith(particle):
            return word.removesuffix(particle)
    return word


def _english_stem(word: str) -> str:
    if len(word) < SHORTEST_STEM or not word.isalpha():
        return word
    if word.endswith("ing") and len(word) - 3 >= SHORTEST_STEM:
        return word.removesuffix("ing")
    if word.endswith("ies") and len(word) - 3 >= SHORTEST_STEM:
        return word.removesuffix("ies")
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word.removesuffix("es")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word.removesuffix("s")
    return word


@dataclass
class Match:
    """What a policy holds of the words, over all its languages."""

    held: set[int] = field(default_factory=set)
    in_title: int = 0
    in_short: int = 0
    has_manual: bool = False
    year: int = 0

    def add(self, row: dict[str, Any], words: list[Word]) -> None:
        numbers = range(len(words))
        self.held |= {n for n in numbers if row[f"held_{n}"]}
        self.in_title = max(self.in_title, sum(word.is_in(row["title"]) for word in words))
        short = sum(word.is_in(row["one_line"]) for word in words) + sum(row[f"tag_{n}"] for n in numbers)
        self.in_short = max(self.in_short, short)
        self.has_manual |= row["has_manual"]
        self.year = max(self.year, row["year_started"] or 0)

    @property
    def rank(self) -> tuple[int, int, int, bool, int]:
        return len(self.held), self.in_title, self.in_short, self.has_manual, self.year


def find_policies(query: Query, language: str) -> list[PolicyPage]:
    """Published policies that hold every word; where none does, those that hold most. Two queries.

    A policy is given once, in the reader's language where there is a version in it.
    """
    words = query.words
    if not words:
        return []
    matches: dict[object, Match] = defaultdict(Match)
    for row in _rows(words):
        matches[row["translation_key"]].add(row, words)
    most = max((len(match.held) for match in matches.values()), default=0)
    best = [key for key, match in matches.items() if len(match.held) == most]
    best.sort(key=lambda key: matches[key].rank, reverse=True)
    return _in_order(best, language)


def _rows(words: list[Word]) -> list[dict[str, Any]]:
    """Every version that holds a word, with which of them it holds."""
    columns = [Cast(name, TextField()) for name in (*LINES, *NARRATIVE)]
    text = Func(*columns, template="(%(expressions)s)", arg_joiner=" || ' ' || ", output_field=TextField())
    pages = PolicyPage.objects.published().alias(text=text)
    for number, word in enumerate(words):
        held = word.inside("text")
        for name in ROWS:
            held |= Q(_in_rows(name, word))
        tagged = _in_rows("keywords", word)
        pages = pages.annotate(**{f"held_{number}": held, f"tag_{number}": tagged})
    flags = [f"{kind}_{number}" for kind in ("held", "tag") for number in range(len(words))]
    # What holds none is left out here: a condition would make the database search everything twice.
    rows = pages.order_by("path").values("translation_key", "title", "one_line", "has_manual", "year_started", *flags)
    return [row for row in rows if any(row[f"held_{number}"] for number in range(len(words)))]


def _in_rows(name: str, word: Word) -> Exists:
    model: Any = PolicyPage._meta.get_field(name).related_model
    held = Q()
    for column in ROWS[name]:
        held |= word.inside(column)
    return Exists(model.objects.filter(held, page=OuterRef("pk")))


def _in_order(keys: list[object], language: str) -> list[PolicyPage]:
    versions: dict[object, PolicyPage] = {}
    pages = PolicyPage.objects.published().filter(translation_key__in=keys).for_lists()
    for page in pages:
        if page.translation_key not in versions or (page.locale.language_code == language and page.is_translated):
            versions[page.translation_key] = page
    return [versions[key] for key in keys if key in versions]

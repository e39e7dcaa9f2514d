"""What the glossary page shows, and where a term stands on it."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from seoulsolution.core.glossary import GlossaryEntry, GlossaryTerm, chosen_entries, glossary_entries
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import is_public

from . import markup
from .filters import GlossaryFilter
from .initials import letter_label, letter_rank, place_of, sort_key
from .models import GlossaryPage

# So many terms stand on one page; longer lists are parted by letter.
WHOLE = 250
MOST_FOUND = 100
PARTS = re.compile(r"[\W_]+")


@dataclass
class TermLine:
    """A term as a reader of one language meets it."""

    entry: GlossaryEntry
    language: str

    @property
    def anchor(self) -> str:
        return term_anchor(self.entry.id)

    @property
    def name(self) -> str:
        return self.entry.names[self.language][0]

    @property
    def variants(self) -> tuple[str, ...]:
        return self.entry.names[self.language][1:]

    @property
    def note(self) -> str:
        return self.entry.notes.get(self.language, "")

    @property
    def elsewhere(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """(code, name of the language in itself, names) for the other languages of the site."""
        names = self.entry.names
        return [
            (code, get_language_info(code)["name_local"], names[code])
            for code, _name in settings.LANGUAGES
            if code != self.language and code in names
        ]

    @property
    def order(self) -> tuple[str, str]:
        return sort_key(self.name), self.entry.id


class Place(NamedTuple):
    """Where a term stands in the index of a language. Places sort as the terms do under one letter."""

    order: str
    id: str
    letter: str
    domain: str


@dataclass
class LetterGroup:
    """The terms under one letter. `url`: where they stand. `lines`: only of a group that is shown."""

    letter: str
    places: list[Place] = field(default_factory=list)
    lines: list[TermLine] = field(default_factory=list)
    url: str = ""
    current: bool = False

    @property
    def anchor(self) -> str:
        return f"letter-{self.letter}"

    @property
    def label(self) -> str:
        return letter_label(self.letter)

    @property
    def terms(self) -> SafeString:
        return markup.terms(self.lines)


def term_anchor(id: str) -> str:  # noqa: A002
    return f"term-{id}"


def term_address(page_url: str, id: str) -> str:  # noqa: A002
    """Where the term `id` stands on the glossary at `page_url`, for good: in any language, under whatever letter."""
    return f"{page_url}?{urlencode({'term': id})}#{term_anchor(id)}"


def find_glossary(language: str) -> GlossaryPage | None:
    """The public glossary page of a language."""
    pages = GlossaryPage.objects.filter(is_public(), locale__language_code=language)
    return pages.select_related("locale").first()


def glossary(page: GlossaryPage, data: Mapping[str, Any]) -> dict[str, Any]:
    language = page.locale.language_code
    places = _places(language)
    filters = GlossaryFilter(data, Counter(place.domain for place in places))
    domain = filters.chosen_domain
    chosen = [place for place in places if place.domain == domain] if domain else places
    context = {"introduction": page.introduction, "filters": filters, "total": len(places), "wanted": filters.query}
    if filters.query:
        ids = {place.id for place in chosen}
        lines = [TermLine(entry, language) for entry in glossary_entries() if entry.id in ids]
        found = find(lines, filters.query)
        nearest = found[:MOST_FOUND]
        return context | {
            "found": nearest,
            "found_terms": markup.terms(nearest),
            "number": len(found),
            "faults": bool(filters.errors),
        }
    wanted, known = _wanted_letter(chosen, data)
    letters = by_letter(chosen)
    whole = len(chosen) <= WHOLE
    shown = letters if whole else [g for g in letters if g.letter == (wanted or letters[0].letter)]
    _fill(shown, language)
    url, query = page.url, {"domain": domain} if domain else {}
    for group in letters:
        group.current = not whole and group in shown
        group.url = f"#{group.anchor}" if whole else f"{url}?{urlencode(query | {'letter': group.letter})}"
    return context | {
        "letters": letters,
        "groups": shown,
        "number": sum(len(group.lines) for group in shown),
        "letter": shown[0].label if not whole else "",
        "faults": bool(filters.errors) or not known,
    }


@kept
def _preferred(language: str) -> QuerySet[Any]:
    terms = GlossaryTerm.objects.filter(locale__language_code=language)
    return terms.values_list("slug", "domain", "name")


def _places(language: str) -> list[Place]:
    """The index of a language: the preferred names that are written in it, in no order."""
    rows = ((slug, domain, place_of(name, language)) for slug, domain, name in _preferred(language=language))
    return [Place(place[1], slug, place[0], domain) for slug, domain, place in rows if place is not None]


def _fill(groups: list[LetterGroup], language: str) -> None:
    """Read what the terms of `groups` say."""
    entries = chosen_entries([place.id for group in groups for place in group.places])
    for group in groups:
        found = (entries.get(place.id) for place in sorted(group.places))
        group.lines = [TermLine(entry, language) for entry in found if entry is not None and language in entry.names]


def _wanted_letter(places: list[Place], data: Mapping[str, Any]) -> tuple[str, bool]:
    """The letter that is asked for by itself or by a term, and whether there is what was asked for."""
    term, letter = data.get("term", ""), data.get("letter", "")
    if term:
        letter = next((place.letter for place in places if place.id == term), "")
    known = letter in {place.letter for place in places}
    return (letter, True) if known else ("", not term and not letter)


def by_letter(places: list[Place]) -> list[LetterGroup]:
    groups: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        groups[place.letter].append(place)
    return [LetterGroup(letter, groups[letter]) for letter in sorted(groups, key=letter_rank)]


def find(lines: list[TermLine], query: str) -> list[TermLine]:
    """Terms that are called so in any language, the nearest first; spaces, hyphens and capitals do not count."""
    words = _parts(query)
    ranked = [(rank, line) for line in lines if (rank := _rank(line, words)) is not None] if words else []
    return [line for _rank, line in sorted(ranked, key=lambda pair: (pair[0], pair[1].order))]


def _rank(line: TermLine, words: list[str]) -> int | None:
    whole = "".join(words)
    best: int | None = None
    for names in line.entry.names.values():
        for name in names:
            said = "".join(_parts(name))
            if said == whole:
                return 0
            if all(word in said for word in words):
                rank = 1 if said.startswith(whole) else 2 if whole in said else 3
                best = rank if best is None else min(best, rank)
    return best


def _parts(text: str) -> list[str]:
    return [part for part in PARTS.split(unicodedata.normalize("NFKC", text).casefold()) if part]

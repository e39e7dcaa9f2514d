"""How each thing that was found looks, and each value of a facet."""

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from seoulsolution.core.markup import Piece, escaped, joined
from seoulsolution.core.numbers import format_number

if TYPE_CHECKING:
    from .finding import Entry
    from .marks import Marked
    from .narrowing import Choice


def entry(entry: "Entry", language: str, level: int) -> SafeString:
    """Title with the words that answer, the passage that does, facts. `language`: the reader's; `level`: of heading."""
    other = entry.language if entry.language != language else ""
    lang = _LANG(code=other) if other else ""
    return _ENTRY(
        level=level,
        lang=lang,
        url=entry.url,
        hreflang=_HREFLANG(code=other) if other else "",
        title=marked(entry.title),
        sign=_SIGN(language=language, name=get_language_info(other)["name_translated"]) if other else "",
        line=_LINE(lang=lang, text=marked(entry.snippet)) if entry.snippet.pieces else "",
        facts=joined(_FACT(fact=fact) for fact in entry.facts),
        notes=joined(_NOTE(words=_through(get_language()), typed=typed, lang=lang, name=n) for typed, n in entry.notes),
    )


def marked(text: "Marked") -> SafeString:
    return SafeString(
        "".join(f"<mark>{escaped(piece.text)}</mark>" if piece.marked else escaped(piece.text) for piece in text.pieces)
    )


def choice(choice: "Choice", name: str) -> SafeString:
    """A value of the facet `name`. The field belongs to the form of the search field."""
    return _CHOICE(
        id=f"{name}-{choice.value}",
        name=name,
        value=choice.value,
        checked=_CHECKED if choice.chosen else "",
        label=choice.label,
        count=format_number(choice.count),
    )


@lru_cache
def _through(language: str) -> str:
    return _("found through:")


_LANG = Piece(' lang="{code}"')
_HREFLANG = Piece(' hreflang="{code}"')
_SIGN = Piece(' <span class="sign sign--language" lang="{language}">{name}</span>')
_LINE = Piece('<p class="entry-line"{lang}>{text}</p>')
_FACT = Piece('<span class="figures">{fact}</span> ')
_NOTE = Piece(
    '<span class="found-through"><span class="sr-only">{words}</span> {typed} → <span{lang}>{name}</span></span> '
)
_ENTRY = Piece("""
    <h{level} class="entry-title"{lang}><a href="{url}"{hreflang}>{title}</a>{sign}</h{level}>
    {line}
    <p class="entry-facts">{facts}{notes}</p>
""")
_CHECKED = SafeString(" checked")
_CHOICE = Piece("""
    <div class="check">
        <input type="checkbox" form="search-form" id="{id}" name="{name}" value="{value}"{checked}>
        <label for="{id}">{label} <span class="figures">{count}</span></label>
    </div>
""")

"""How terms look: what each is called, in the other languages too, its field and its note. Each has an anchor."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from seoulsolution.core.glossary import Domain
from seoulsolution.core.markup import Piece, joined

if TYPE_CHECKING:
    from .queries import TermLine


def terms(lines: Iterable["TermLine"]) -> SafeString:
    domains = {domain.value: str(domain.label) for domain in Domain}
    return _TERMS(terms=joined(_term(line, domains[line.entry.domain]) for line in lines))


def _term(line: "TermLine", domain: str) -> SafeString:
    return _TERM(
        anchor=line.anchor,
        name=line.name,
        variants=_variants(line.variants),
        elsewhere=joined(
            _ELSEWHERE(code=code, language=language, name=names[0], variants=_variants(names[1:]))
            for code, language, names in line.elsewhere
        ),
        domain=domain,
        note=_NOTE(note=line.note) if line.note else "",
    )


def _variants(names: Iterable[str]) -> SafeString | str:
    return _VARIANTS(names=joined(names, " · ")) if names else ""


_TERMS = Piece('<dl class="terms">{terms}</dl>')
_TERM = Piece("""
    <div id="{anchor}">
        <dt><dfn>{name}</dfn>{variants}</dt>
        {elsewhere}
        <dd class="term-foot"><span class="domain">{domain}</span>{note}</dd>
    </div>
""")
_ELSEWHERE = Piece("""
    <dd lang="{code}"><span class="sr-only">{language}: </span>{name}{variants}</dd>
""")
_VARIANTS = Piece(' <span class="variants">{names}</span>')
_NOTE = Piece(" <span>{note}</span>")

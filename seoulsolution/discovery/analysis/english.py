"""English words: one spelling for British and American, then the Snowball stem."""

import re
from functools import lru_cache

import snowballstemmer

from .lists import read_list

_STEMMER = snowballstemmer.stemmer("english")

STOP_WORDS = frozenset(read_list("english_stop_words"))

# The beginnings of words that are spelt with -our, with -re, with -ll- in Britain.
OUR = read_list("english_our")
RE = read_list("english_re")
DOUBLE_L = read_list("english_double_l")
# British before American; both sides of every pair become the second.
SPELLINGS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(rf"\b({'|'.join(OUR)})our"), r"\1or"),
    (re.compile(rf"({'|'.join(RE)})re(s|d)?$"), r"\1er\2"),
    (re.compile(rf"^({'|'.join(DOUBLE_L)})ll(ed|ing|er|ers)$"), r"\1l\2"),
    (re.compile(r"([a-z]{3,})isation(s?)$"), r"\1ization\2"),
    (re.compile(r"([a-z]{3,})is(e|ed|es|er|ers|ing)$"), r"\1iz\2"),
    (re.compile(r"([a-z]{2,})ys(e|ed|es|er|ers|ing)$"), r"\1yz\2"),
    (re.compile(r"^(ana|cata|dia|epi|mono|pro)logue(s?)$"), r"\1log\2"),
    (re.compile(r"^(de|of)fence(s?)$"), r"\1fense\2"),
    (re.compile(r"^(licen|practi)[cs](e|ed|es|ing)$"), r"\1s\2"),
    (re.compile(r"^program(me|mes|med)$"), "program"),
    # Not spelling, but what the stemmer makes of them: buses is the plural of bus, not of buse.
    (re.compile(r"([a-z]us|^gas|^lens)es$"), r"\1"),
]
WHOLE = {
    "ageing": "aging",
    "aluminium": "aluminum",
    "catalogue": "catalog",
    "cheque": "check",
    "cosy": "cozy",
    "grey": "gray",
    "jewellery": "jewelry",
    "kerb": "curb",
    "kerbside": "curbside",
    "mould": "mold",
    "plough": "plow",
    "pyjamas": "pajamas",
    "sceptical": "skeptical",
    "storey": "story",
    "storeys": "stories",
    "sulphur": "sulfur",
    "tonne": "ton",
    "tonnes": "tons",
    "tyre": "tire",
    "tyres": "tires",
}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word: centres, center → center; organisations, organization → organiz."""
    plain = word.replace("’", "'").removesuffix("'s").replace("'", "")
    plain = WHOLE.get(plain, plain)
    for pattern, american in SPELLINGS:
        plain = pattern.sub(american, plain)
    return str(_STEMMER.stemWord(plain))

"""One part of several: every part is asked for every term.

Parts of about a size are merged when there are too many of them, so that a document is merged a few times in all
(the tiers of log-structured indexes; Büttcher, Clarke and Cormack, 2010, ch. 7).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray

from ..interface import Numbers
from ..vectors import packed
from .lists import TermList, joined
from .parts import NO_MEANING, Columns, Part, Rows, unpacked

Lists = Mapping[int, TermList]

# A part of more than half of this is not merged: that would take much time and memory.
LARGEST_PART = 20_000
# A part of a tier is up to so many times as large as another of it, and there are at most so many.
TIER = 8


def crowded(parts: Iterable[Part]) -> list[Part]:
    """Parts that should be merged."""
    tiers: dict[int, list[Part]] = {}
    for part in parts:
        if len(part) <= LARGEST_PART // 2:
            tiers.setdefault(int(math.log(max(len(part), 1), TIER)), []).append(part)
    return next((some for _tier, some in sorted(tiers.items()) if len(some) > TIER), [])


def merged(number: int, parts: Sequence[Part], lists: Sequence[Lists], gone: Numbers) -> Part:
    """The documents of `parts`, without those that are `gone`, under the numbers that they have. `lists`: of each."""
    codes = sorted({code for part in parts for code in part.codes})
    values = sorted({value for part in parts for value in part.values})
    kept = [~numpy.isin(part.columns["numbers"], gone) for part in parts]
    surfaces: dict[str, dict[str, int]] = {}
    for part in parts:
        for language, words in part.surfaces.items():
            held = surfaces.setdefault(language, {})
            for word, count in words.items():
                held[word] = held.get(word, 0) + count
    all_lists = _lists(kept, lists)
    columns = _columns(parts, kept, codes, values)
    columns["terms"] = numpy.fromiter(all_lists, dtype=numpy.int64, count=len(all_lists))
    columns["held"] = numpy.array([len(some) for some in all_lists.values()], dtype=numpy.uint32)
    return Part(number, codes, values, columns, surfaces, _vectors(parts, kept), all_lists)


def _lists(kept: Sequence[NDArray[numpy.bool_]], lists: Sequence[Lists]) -> dict[int, TermList]:
    moved: dict[int, list[TermList]] = {}
    first = 0
    for stays, some in zip(kept, lists, strict=True):
        places = numpy.where(stays, first + numpy.cumsum(stays) - 1, -1)
        first += int(stays.sum())
        for term, one in some.items():
            if len(left := one.kept(places)):
                moved.setdefault(term, []).append(left)
    return {term: joined(moved[term]) for term in sorted(moved)}


def _columns(
    parts: Sequence[Part], kept: Sequence[NDArray[numpy.bool_]], codes: list[str], values: list[str]
) -> Columns:
    both = list(zip(parts, kept, strict=True))
    columns: Columns = {
        name: numpy.concatenate([part.columns[name][stays] for part, stays in both])
        for name in ("numbers", "keys", "entries", "weights")
    }
    columns["lengths"] = numpy.concatenate([part.columns["lengths"][:, stays] for part, stays in both], axis=1)
    columns["languages"] = numpy.concatenate(
        [_renamed(part.codes, codes)[part.columns["languages"][stays]] for part, stays in both]
    ).astype(numpy.uint8)
    counts = [numpy.diff(part.columns["starts"])[stays] for part, stays in both]
    columns["starts"] = numpy.cumsum(numpy.concatenate([[0], *counts]), dtype=numpy.int64)
    columns["facets"] = numpy.concatenate(
        [
            _renamed(part.values, values)[part.columns["facets"]][
                numpy.repeat(stays, numpy.diff(part.columns["starts"]))
            ]
            for part, stays in both
        ]
    ).astype(numpy.uint32)
    return columns


def _renamed(old: Sequence[str], new: Sequence[str]) -> NDArray[Any]:
    places = {name: place for place, name in enumerate(new)}
    return numpy.array([places[name] for name in old], dtype=numpy.int64)


def _vectors(parts: Sequence[Part], kept: Sequence[NDArray[numpy.bool_]]) -> Rows | None:
    if all(part.vectors is None for part in parts):
        return None
    nothing = unpacked(packed(NO_MEANING))
    rows = [
        part.vectors[stays] if part.vectors is not None else numpy.repeat(nothing, int(stays.sum()))
        for part, stays in zip(parts, kept, strict=True)
    ]
    return numpy.concatenate(rows)

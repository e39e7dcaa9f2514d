"""What cities took over, narrowed by the area of the policy or of the project."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict

from seoulsolution.core.statements import kept

from ..policies.lines import AREA, AreaName
from ..sharing.lineage import Passage
from ..sharing.lineage_rows import projects_in

PARAMETER = "area"
# What is asked for to see what belongs to no area.
NO_AREA = "no-area"


class AreaChoice(NamedTuple):
    """An area with how much was taken in it. `query` shows that beside everything else that was asked."""

    name: str
    number: int
    query: str
    is_chosen: bool


@kept
def _areas(keys: list[UUID], language: str) -> QuerySet[Any]:
    return projects_in(language).filter(translation_key__in=keys).order_by().values_list("translation_key", *AREA)


def areas_of(taken: Sequence[Passage], language: str) -> list[AreaName | None]:
    """The area of each: that of the policy, else that of the project; one query."""
    keys = {passage.project for passage in taken if passage.project and not passage.carried}
    found = {key: AreaName(*area) for key, *area in _areas(keys=sorted(keys), language=language)} if keys else {}
    return [
        passage.carried.area if passage.carried else found.get(passage.project) if passage.project else None
        for passage in taken
    ]


def choices(areas: Sequence[AreaName | None], asked: QueryDict, everything: str, none: str) -> list[AreaChoice]:
    """Everything first, then each area in its order and what has none; nothing where there is no choice.

    `everything`, `none`: what they are called.
    """
    numbers = Counter(_slug(area) for area in areas)
    if len(numbers) < 2 and not asked.get(PARAMETER):
        return []
    names = {area.slug: area.name for area in sorted(filter(None, areas), key=lambda area: area.order)}
    names[NO_AREA] = none
    chosen = asked.get(PARAMETER, "")
    rows = [
        AreaChoice(name, numbers[slug], _query(asked, slug), slug == chosen)
        for slug, name in names.items()
        if numbers[slug]
    ]
    return [AreaChoice(everything, len(areas), _query(asked, ""), not chosen), *rows]


def _slug(area: AreaName | None) -> str:
    return area.slug if area else NO_AREA


def narrowed(taken: Sequence[Passage], areas: Sequence[AreaName | None], asked: QueryDict) -> list[Passage]:
    """Nothing where nothing was taken in the area that was asked for."""
    chosen = asked.get(PARAMETER, "")
    return [one for one, area in zip(taken, areas, strict=True) if chosen in ("", _slug(area))]


def _query(asked: QueryDict, area: str) -> str:
    """What was asked, with another area."""
    said = asked.copy()
    said.pop(PARAMETER, None)
    if area:
        said[PARAMETER] = area
    return said.urlencode()

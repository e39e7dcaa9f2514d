"""A map of the world as pages show it: layers of dots that are links, over land without borders."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import ngettext

from .charts.world import HEIGHT, WIDTH, WORLD, Dot, Spot, Window, dots, touches

# Of the places of a dot its title names so many.
MOST_NAMED = 12


class Layer(NamedTuple):
    """Spots of a sort, by which their dots are drawn. `anchor`: where a dot leads that is no city by itself.

    `is_counted`: whether a dot says how much there is at each place.
    """

    sort: str
    spots: Sequence[Spot]
    anchor: str
    is_counted: bool = False


@dataclass(frozen=True)
class MapDot:
    """A dot as it is drawn, with where it leads. `touch`: how far a finger may miss its middle."""

    dot: Dot
    sort: str
    title: str
    url: str
    touch: float


@dataclass(frozen=True)
class WorldMap:
    """`window`: the part of the drawing that is seen; `land`: width and height of the whole."""

    window: str
    land: tuple[int, int]
    dots: list[MapDot]


def world_map(layers: Iterable[Layer], addresses: Mapping[str, str | None], window: Window = WORLD) -> WorldMap:
    """The first layer lies below the others. `addresses`: of the pages of places, by the keys of their spots."""
    drawn: list[MapDot] = []
    for layer in layers:
        found = dots(layer.spots, window)
        room = touches(found, [one.dot for one in drawn], window)
        drawn += [_drawn(dot, layer, addresses, touch) for dot, touch in zip(found, room, strict=True)]
    return WorldMap(window.view_box, (int(WIDTH), int(HEIGHT)), drawn)


def _drawn(dot: Dot, layer: Layer, addresses: Mapping[str, str | None], touch: float) -> MapDot:
    """A dot leads to the page of its place when it is one alone, else to where all of them are told."""
    alone = addresses.get(dot.spots[0].key) if len(dot.spots) == 1 else None
    return MapDot(dot, layer.sort, _title(dot.spots, layer), alone or layer.anchor, touch)


def _title(spots: Sequence[Spot], layer: Layer) -> str:
    named = [f"{spot.name} ({spot.weight})" if layer.is_counted else spot.name for spot in spots[:MOST_NAMED]]
    names, others = ", ".join(named), len(spots) - len(named)
    if not others:
        return names
    return ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", others) % {"names": names, "n": others}
